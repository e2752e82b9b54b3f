internal import Bytes
internal import Objects

/// Finds the node that an entry is a delta upon.
struct BaseLinks: Sendable {
  /// What a node is a delta upon.
  enum Base: Equatable, Sendable {
    case none, outside
    /// Another node.
    case node(Int)
  }

  private let pack: Pack
  private let index: PackIndex
  private let order: PackOrder

  init(_ pack: Pack, _ index: PackIndex, _ order: PackOrder) {
    self.pack = pack
    self.index = index
    self.order = order
  }

  /// Reads an entry's header.
  ///
  /// - Returns: The base, and the size that the header declares.
  /// - Throws: What is wrong with it; `.baseOutOfBounds` also where no entry starts at the base.
  func base(of node: Int) throws(PackError) -> (base: Base, byteCount: Int) {
    let entry = try pack.entry(at: order.offset(of: node))
    switch entry.form {
    case .whole: return (.none, entry.byteCount)
    case .offsetDelta(let base):
      return (try self.node(at: base, baseOf: entry, before: node), entry.byteCount)
    case .idDelta(let id):
      guard let base = try offset(of: id) else { return (.outside, entry.byteCount) }
      return (try self.node(at: base, baseOf: entry), entry.byteCount)
    }
  }

  private func offset(of id: ObjectID) throws(PackError) -> Int? {
    do throws(PackIndexError) {
      return try index.offset(of: id)
    } catch {
      throw .damagedIndex(error)
    }
  }

  private func node(
    at offset: Int, baseOf entry: PackEntry, before later: Int? = nil
  ) throws(PackError) -> Base {
    guard let node = order.node(at: offset, before: later) else {
      throw .baseOutOfBounds(atByte: entry.offset)
    }
    return .node(node)
  }
}
