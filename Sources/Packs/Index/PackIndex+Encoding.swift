package import Bytes
package import Objects

/// What an index keeps of one object.
package struct PackIndexEntry: Equatable, Sendable {
  package let id: ObjectID
  /// The CRC-32 of the entry's bytes in the pack.
  package let checksum: UInt32
  /// In bytes from the start of the pack.
  package let offset: Int

  package init(id: ObjectID, checksum: UInt32, offset: Int) {
    self.id = id
    self.checksum = checksum
    self.offset = offset
  }
}

extension PackIndex {
  /// The index of a pack, byte for byte as `git index-pack` writes it.
  ///
  /// - Parameters:
  ///   - entries: One for each object, in any order.
  ///   - packChecksum: The pack's trailer.
  package static func encode(
    _ entries: some Sequence<PackIndexEntry>, packChecksum: Digest
  ) -> [UInt8] {
    encode(SortedPackEntries(entries), packChecksum: packChecksum)
  }

  static func encode(_ entries: SortedPackEntries, packChecksum: Digest) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount(of: entries))
    visitParts(of: entries, packChecksum) { bytes += $0 }
    return bytes
  }

  /// The same for many readers, and never there twice.
  static func encodeShared(_ entries: SortedPackEntries, packChecksum: Digest) -> SharedBytes {
    SharedBytes(byteCount: byteCount(of: entries)) { visit in
      visitParts(of: entries, packChecksum, visit)
    }
  }

  private static func byteCount(of entries: SortedPackEntries) -> Int {
    let largeCount = entries.indices.count { entries.offset(at: $0) >= Int(largeOffsetFlag) }
    return idsOffset + entries.count * entryByteCount + largeCount * 8 + trailerByteCount
  }

  private static func visitParts(
    of entries: SortedPackEntries, _ packChecksum: Digest, _ visit: ([UInt8]) -> Void
  ) {
    var hash = SHA256()
    visitTables(of: entries) { part in
      hash.update(part)
      visit(part)
    }
    hash.update(packChecksum)
    visit(packChecksum.bytes + hash.finalize().bytes)
  }

  private static func visitTables(of entries: SortedPackEntries, _ visit: ([UInt8]) -> Void) {
    visit(start(of: entries))
    visitLines(entries.count, visit) { position, bytes in
      entries.id(at: position).digest.append(to: &bytes)
    }
    visitLines(entries.count, visit) { position, bytes in
      bytes.append(bigEndian: entries.checksum(at: position))
    }
    // Offsets that need 32 bits or more go to a second table.
    var large: [Int] = []
    visitLines(entries.count, visit) { position, bytes in
      let offset = entries.offset(at: position)
      if offset < Int(largeOffsetFlag) { return bytes.append(bigEndian: UInt32(offset)) }
      bytes.append(bigEndian: largeOffsetFlag | UInt32(large.count))
      large.append(offset)
    }
    visitLines(large.count, visit) { number, bytes in
      bytes.append(bigEndian: UInt64(large[number]))
    }
  }

  /// Gives out the lines of a table, some at a time.
  private static func visitLines(
    _ count: Int, _ visit: ([UInt8]) -> Void, _ append: (Int, inout [UInt8]) -> Void
  ) {
    for start in stride(from: 0, to: count, by: linesAtOnce) {
      var bytes: [UInt8] = []
      for line in start..<min(count, start + linesAtOnce) { append(line, &bytes) }
      visit(bytes)
    }
  }

  private static let linesAtOnce = 2048

  /// The header and the fan-out table.
  private static func start(of entries: SortedPackEntries) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: magic)
    bytes.append(bigEndian: version)
    var position = 0
    for byte in 0..<256 {
      while position < entries.count && entries.id(at: position).digest.firstByte <= byte {
        position += 1
      }
      bytes.append(bigEndian: UInt32(position))
    }
    return bytes
  }
}
