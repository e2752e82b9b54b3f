internal import Bytes
internal import Objects

/// Finds the node that an entry is a delta upon.
struct BaseLinks {
  private let pack: Pack
  private let index: PackIndex
  private let offsets: [Int]

  init(_ pack: Pack, _ index: PackIndex, _ nodes: [PackPlan.Node]) {
    self.pack = pack
    self.index = index
    offsets = nodes.map(\.offset)
  }

  /// Reads an entry's header.
  ///
  /// - Throws: What is wrong with it; `.baseOutOfBounds` also where no entry starts at the base.
  func base(of number: Int) throws(PackError) -> PackPlan.Base {
    let entry = try pack.entry(at: offsets[number])
    switch entry.form {
    case .whole: return .none
    case .offsetDelta(let base): return try node(at: base, baseOf: entry)
    case .idDelta(let id):
      guard let base = try offset(of: id) else { return .outside }
      return try node(at: base, baseOf: entry)
    }
  }

  private func offset(of id: ObjectID) throws(PackError) -> Int? {
    do throws(PackIndexError) {
      return try index.offset(of: id)
    } catch {
      throw .damagedIndex(error)
    }
  }

  private func node(at offset: Int, baseOf entry: PackEntry) throws(PackError) -> PackPlan.Base {
    let node = offsets.indices.partitioningIndex { offsets[$0] >= offset }
    guard node < offsets.count, offsets[node] == offset else {
      throw .baseOutOfBounds(atByte: entry.offset)
    }
    return .node(Int32(node))
  }
}
