internal import Bytes
package import Objects

/// Reads objects out of a pack, through chains of deltas of any depth.
///
/// One reader serves one thread: it keeps its own zlib stream, buffers and recently used bases.
package struct PackReader: ~Copyable {
  /// Finds a base that is not in this pack; `nil` where there is none.
  package typealias OutsideBases = (ObjectID) throws(PackError) -> StoredObject?

  private let pack: Pack
  private let index: PackIndex?
  /// What is known of a pack without index.
  private var known: [ObjectID: Int] = [:]
  private let limits: PackLimits
  private var cache: BaseCache
  private var inflater = Inflater()
  private var delta: [UInt8] = []
  /// `nil` where what was read may stay in memory.
  private var window: MappedWindow?

  /// - Parameters:
  ///   - index: `nil` where there is none: then objects are known by `note(_:at:)`.
  ///   - cacheByteCount: How much to keep of what was read, in bytes.
  ///   - shared: How much this reader and others may keep in all.
  ///   - readsAll: Whether all of the pack is to be read, so that of the mapped file no more should stay in memory than
  ///     was read last.
  package init(
    _ pack: Pack, index: PackIndex?, limits: PackLimits = PackLimits(),
    cacheByteCount: Int = 32 << 20, within shared: SharedByteBudget? = nil, readsAll: Bool = false
  ) {
    self.pack = pack
    self.index = index
    self.limits = limits
    cache = BaseCache(byteBudget: cacheByteCount, within: shared)
    window = readsAll ? MappedWindow(pack.bytes) : nil
  }

  /// Takes note of where an object starts, for deltas that name it by its id.
  mutating func note(_ id: ObjectID, at offset: Int) { known[id] = offset }

  /// Reads the object with this id; `nil` where the index does not know it.
  ///
  /// The content is not hashed: whether it has its id is the caller's to check.
  /// - Throws: Any `PackError` of one entry or of a chain.
  package mutating func object(
    for id: ObjectID, outside: OutsideBases = PackReader.noOutsideBases
  ) throws(PackError) -> StoredObject? {
    guard let offset = try offset(of: id) else { return nil }
    return try object(at: offset, outside: outside)
  }

  /// Reads the object whose entry starts at `offset`.
  ///
  /// Memory: two objects of the chain, one delta, and the cache; 64 bytes for each delta of the
  /// chain.
  package mutating func object(
    at offset: Int, outside: OutsideBases = PackReader.noOutsideBases
  ) throws(PackError) -> StoredObject {
    var chain = DeltaChain(from: offset, limits: limits)
    var object = try base(of: &chain, outside: outside)
    var madeCount = 0
    while let entry = chain.deltas.popLast() {
      try apply(entry, to: &object, madeCount: &madeCount)
      cache.insert(object, at: entry.offset)
    }
    return object.object
  }

  /// The kind and size of the object whose entry starts at `offset`, without its content.
  ///
  /// - Throws: As `object(at:outside:)` does.
  package mutating func header(
    at offset: Int, outside: OutsideBases = PackReader.noOutsideBases
  ) throws(PackError) -> ObjectHeader {
    var chain = DeltaChain(from: offset, limits: limits)
    let first = try pack.entry(at: offset)
    while true {
      let entry = try pack.entry(at: chain.offset)
      if case .whole(let kind) = entry.form {
        return ObjectHeader(kind: kind, byteCount: try byteCount(of: first))
      }
      if let object = try follow(entry, in: &chain, outside: outside) {
        return ObjectHeader(kind: object.kind, byteCount: try byteCount(of: first))
      }
    }
  }

  /// What stands for `outside` where a pack must be complete in itself.
  package static var noOutsideBases: OutsideBases {
    { (_: ObjectID) throws(PackError) -> StoredObject? in nil }
  }

  private func offset(of id: ObjectID) throws(PackError) -> Int? {
    guard let index else { return known[id] }
    do throws(PackIndexError) {
      return try index.offset(of: id)
    } catch {
      throw .damagedIndex(error)
    }
  }

  /// Walks down a chain to an object that needs no base or is at hand.
  private mutating func base(
    of chain: inout DeltaChain, outside: OutsideBases
  ) throws(PackError) -> PackedObject {
    while true {
      if let cached = cache.object(at: chain.offset) { return cached }
      let entry = try pack.entry(at: chain.offset)
      if case .whole(let kind) = entry.form {
        var content: [UInt8] = []
        let end = try pack.inflate(entry, limits: limits, with: &inflater, into: &content)
        window?.read(entry.offset..<end)
        let object = PackedObject(
          object: StoredObject(kind: kind, content: content), packedCount: end - entry.offset)
        cache.insert(object, at: entry.offset)
        return object
      }
      if let object = try follow(entry, in: &chain, outside: outside) {
        return PackedObject(object: object, packedCount: object.content.count)
      }
    }
  }

  /// Goes on to the base of a delta, or returns it where it is not in this pack.
  private func follow(
    _ entry: PackEntry, in chain: inout DeltaChain, outside: OutsideBases
  ) throws(PackError) -> StoredObject? {
    try chain.append(entry)
    switch entry.form {
    case .whole: break
    case .offsetDelta(let base): try chain.descend(to: base)
    case .idDelta(let id):
      guard let base = try offset(of: id) else {
        if let object = try outside(id) { return object }
        throw .missingBase(id, entry: entry.offset)
      }
      try chain.descend(to: base)
    }
    return nil
  }

  /// - Throws: `.expansionTooLarge` where a chain makes more than what it was read from allows.
  private mutating func apply(
    _ entry: PackEntry, to base: inout PackedObject, madeCount: inout Int
  ) throws(PackError) {
    delta.removeAll(keepingCapacity: true)
    let end = try pack.inflate(entry, limits: limits, with: &inflater, into: &delta)
    window?.read(entry.offset..<end)
    base.packedCount += end - entry.offset
    let limit = limits.madeByteCount(from: base.packedCount)
    let count = try entry.resultByteCount(of: delta)
    guard count <= limit - madeCount else {
      throw .expansionTooLarge(limit: limit, entry: entry.offset)
    }
    madeCount += count
    let content = try entry.content(
      of: delta, on: base.object.content, limit: limits.objectByteCount)
    base.object = StoredObject(kind: base.object.kind, content: content)
  }

  /// The size of an object: what its entry declares, or its delta.
  private mutating func byteCount(of entry: PackEntry) throws(PackError) -> Int {
    if case .whole = entry.form { return entry.byteCount }
    let pack = self.pack
    return try pack.deltaSizes(of: entry, with: &inflater).result
  }
}
