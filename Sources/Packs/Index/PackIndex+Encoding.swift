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
    bytes.reserveCapacity(idsOffset + entries.count * entryByteCount + trailerByteCount)
    bytes.append(bigEndian: magic)
    bytes.append(bigEndian: version)
    appendFanOut(entries, to: &bytes)
    for position in entries.indices { entries.id(at: position).digest.append(to: &bytes) }
    for position in entries.indices { bytes.append(bigEndian: entries.checksum(at: position)) }
    appendOffsets(entries, to: &bytes)
    packChecksum.append(to: &bytes)
    SHA256.hash(bytes).append(to: &bytes)
    return bytes
  }

  private static func appendFanOut(_ entries: SortedPackEntries, to bytes: inout [UInt8]) {
    var position = 0
    for byte in 0..<256 {
      while position < entries.count && entries.id(at: position).digest.firstByte <= byte {
        position += 1
      }
      bytes.append(bigEndian: UInt32(position))
    }
  }

  /// Offsets that need 32 bits or more go to a second table.
  private static func appendOffsets(_ entries: SortedPackEntries, to bytes: inout [UInt8]) {
    var large: [Int] = []
    for offset in entries.indices.lazy.map({ entries.offset(at: $0) }) {
      if offset < Int(largeOffsetFlag) {
        bytes.append(bigEndian: UInt32(offset))
      } else {
        bytes.append(bigEndian: largeOffsetFlag | UInt32(large.count))
        large.append(offset)
      }
    }
    for offset in large { bytes.append(bigEndian: UInt64(offset)) }
  }
}
