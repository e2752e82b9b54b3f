package import Bytes
package import Objects

/// Writes a pack, entry after entry, to wherever `sink` puts the bytes.
///
/// Memory: 50 to 58 bytes for each entry, or 12 where it is known which may come, and one entry. The header declares the number of objects, so
/// that it must be known before the first byte, or be put in afterwards: see `PackTail`.
package struct PackWriter<Failure: Error>: ~Copyable {
  /// Takes the next bytes of the pack.
  package typealias Sink = ([UInt8]) throws(Failure) -> Void

  /// The number of bytes so far: where the next entry will start.
  package private(set) var byteCount: Int
  /// What the index will say of the entries so far.
  package private(set) var entries: PackEntries

  private let declaredCount: Int?
  private let sink: Sink
  private var hash = SHA256()

  /// Starts a pack and writes its header.
  ///
  /// - Parameters:
  ///   - count: The number of entries to come; `nil` where that is not known.
  ///   - ids: All objects that may come; `nil` where that is not known.
  package init(
    count: Int? = nil, among ids: SortedIDs? = nil, sink: @escaping Sink
  ) throws(Failure) {
    entries = PackEntries(among: ids)
    let header = Pack.header(count: count ?? 0)
    byteCount = header.count
    declaredCount = count
    self.sink = sink
    hash.update(header)
    try sink(header)
  }

  /// Writes one entry.
  ///
  /// - Parameters:
  ///   - form: What the payload is; the base of an offset delta is an entry written before.
  ///   - id: The object's, of which there is no entry yet; the writer does not check that it is right.
  /// - Returns: Where the entry starts.
  @discardableResult
  package mutating func append(
    _ form: PackEntry.Form, _ payload: PackPayload, id: ObjectID
  ) throws(Failure) -> Int {
    let offset = byteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.deflated.count + 48)
    appendHeader(form, byteCount: payload.byteCount, to: &bytes)
    bytes.append(contentsOf: payload.deflated)
    try sink(bytes)
    if declaredCount != nil { hash.update(bytes) }
    byteCount += bytes.count
    let checksum = CRC32.checksum(bytes.span)
    entries.append(PackIndexEntry(id: id, checksum: checksum, offset: offset))
    return offset
  }

  private func appendHeader(_ form: PackEntry.Form, byteCount: Int, to bytes: inout [UInt8]) {
    switch form {
    case .whole(let kind):
      PackEntry.append(type: kind.packType, byteCount: byteCount, to: &bytes)
    case .offsetDelta(let base):
      precondition(base >= Pack.headerByteCount && base < self.byteCount, "a base stands before")
      PackEntry.append(type: PackEntry.offsetDeltaType, byteCount: byteCount, to: &bytes)
      Varint.append(distance: self.byteCount - base, to: &bytes)
    case .idDelta(let base):
      PackEntry.append(type: PackEntry.idDeltaType, byteCount: byteCount, to: &bytes)
      base.digest.append(to: &bytes)
    }
  }

  /// Ends the pack: writes its checksum, if the number of entries was known from the start.
  package consuming func finish() throws(Failure) -> PackTail {
    guard let declaredCount else { return PackTail(entries: entries, checksum: nil) }
    precondition(declaredCount == entries.count, "the header declares another number of entries")
    let checksum = hash.finalize()
    try sink(checksum.bytes)
    return PackTail(entries: entries, checksum: checksum)
  }
}

/// What a finished writer leaves to be done.
///
/// Where the number of entries was not known, three steps remain: put `header` over the first
/// bytes of the file, hash the file from start to end (1.5 GB a second; a hash cannot be taken up
/// again behind another header), and append that hash as the pack's checksum.
package struct PackTail: Sendable {
  /// What the index is to say.
  package let entries: PackEntries
  /// The pack's checksum, where it is written already.
  package let checksum: Digest?

  /// The right header for the entries that were written.
  package var header: [UInt8] { Pack.header(count: entries.count) }

  /// The bytes of the pack's index.
  ///
  /// - Parameter packChecksum: What stands at the pack's end.
  package consuming func index(packChecksum: Digest) -> SharedBytes {
    PackIndex.encodeShared(entries.sorted(), packChecksum: packChecksum)
  }
}
