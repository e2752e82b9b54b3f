import Bytes
import Objects
import Packs
import Testing

@Suite struct PackIndexTests {
  private let checksum = Digest(hex: Array(String(repeating: "5a", count: 32).utf8).span) ?? .zero

  private func entries(_ count: Int) -> [PackIndexEntry] {
    (0..<count).map {
      let id = blobID(Array("\($0)".utf8))
      return PackIndexEntry(id: id, checksum: UInt32($0), offset: 12 + 20 * $0)
    }
  }

  private func index(_ entries: [PackIndexEntry]) throws -> PackIndex {
    try PackIndex(SharedBytes(PackIndex.encode(entries, packChecksum: checksum)))
  }

  private func error(_ bytes: [UInt8], packByteCount: Int = 1 << 20) -> PackIndexError? {
    do throws(PackIndexError) {
      try PackIndex(SharedBytes(bytes)).validate(packByteCount: packByteCount)
      return nil
    } catch {
      return error
    }
  }

  @Test func `every entry is found by its id`() throws {
    let entries = entries(1000)
    let index = try index(entries)
    #expect(index.count == 1000)
    #expect(index.packChecksum == checksum)
    for entry in entries {
      let position = try #require(index.position(of: entry.id))
      #expect(index.id(at: position) == entry.id)
      #expect(index.checksum(at: position) == entry.checksum)
      #expect(try index.offset(at: position) == entry.offset)
      #expect(try index.offset(of: entry.id) == entry.offset)
    }
    #expect(index.position(of: blobID([9, 9])) == nil)
    #expect(index.position(of: .zero) == nil)
    try index.validate(packByteCount: 1 << 20)
    try index.validateChecksum()
  }

  @Test func `an index of nothing is an index`() throws {
    let index = try index([])
    #expect(index.count == 0)
    #expect(index.position(of: .zero) == nil)
    #expect(index.positions(startingWith: "") == 0..<0)
    try index.validate(packByteCount: 44)
  }

  @Test func `a prefix finds all ids that start with it and no others`() throws {
    let entries = entries(600)
    let index = try index(entries)
    let ids = entries.map(\.id).sorted()
    for prefix in ["", "0", "f", "7a", "abc", "ffff", ids[300].description] {
      let positions = try #require(index.positions(startingWith: prefix))
      let expected = ids.filter { $0.description.hasPrefix(prefix) }
      #expect(positions.map(index.id(at:)) == expected, "prefix \(prefix)")
    }
    #expect(index.positions(startingWith: "xy") == nil)
    #expect(index.positions(startingWith: String(repeating: "0", count: 65)) == nil)
  }

  @Test func `offsets of 31 bits and more go to the large table`() throws {
    let offsets = [12, 0x7fff_ffff, 0x8000_0000, 0x1_2345_6789_abcd, 0xffff_ffff]
    let entries = offsets.map {
      PackIndexEntry(id: blobID(Array("\($0)".utf8)), checksum: 1, offset: $0)
    }
    let index = try index(entries)
    for entry in entries { #expect(try index.offset(of: entry.id) == entry.offset) }
    #expect(index.bytes.count == 1032 + 5 * 40 + 3 * 8 + 64)
    try index.validate(packByteCount: 1 << 60)
  }

  @Test func `what is not an index is refused`() {
    #expect(error([]) == .notAnIndex)
    #expect(error(Array("PACK0002".utf8)) == .notAnIndex)
    var bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    bytes[7] = 3
    #expect(error(bytes) == .unsupportedVersion(3))
  }

  @Test func `an index cut short names the byte where it stops`() {
    let bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    for count in [4, 8, 100, 1032, 1095, bytes.count - 1] {
      #expect(error(Array(bytes.prefix(count))) == .truncated(atByte: count))
    }
  }

  @Test func `an index with bytes too many is refused`() {
    let bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    let size = bytes.count
    #expect(error(bytes + [0]) == .sizeMismatch(expected: size, actual: size + 1))
    #expect(
      error(bytes + [0, 0, 0, 0, 0, 0, 0, 0]) == .sizeMismatch(expected: size, actual: size + 8))
  }

  @Test func `a fan-out that falls is refused`() {
    var bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    bytes[8 + 3] = 9
    #expect(error(bytes) == .unsortedFanOut(atByte: 12))
  }

  @Test func `a fan-out that claims four billion objects is refused`() {
    var bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    bytes.replaceSubrange(8 + 255 * 4..<8 + 256 * 4, with: [0xff, 0xff, 0xff, 0xff])
    #expect(error(bytes) == .truncated(atByte: bytes.count))
  }

  @Test func `ids out of order are refused`() throws {
    var bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    let ids = entries(3).map(\.id).sorted()
    bytes.replaceSubrange(1032 + 32..<1032 + 64, with: ids[0].digest.bytes)
    #expect(error(bytes) == .unsortedIDs(ids[0], position: 1))
  }

  @Test func `an id in another's part of the fan-out is refused`() throws {
    var bytes = PackIndex.encode(entries(1), packChecksum: checksum)
    bytes[1032] ^= 0x80
    let id = try PackIndex(SharedBytes(bytes)).id(at: 0)
    #expect(error(bytes) == .unsortedIDs(id, position: 0))
  }

  @Test func `an offset outside the pack is refused`() {
    let bytes = PackIndex.encode(entries(3), packChecksum: checksum)
    #expect(error(bytes, packByteCount: 53 + 32) == nil)
    let last = entries(3)[2].id
    let position = entries(3).map(\.id).sorted().firstIndex(of: last) ?? -1
    let expected = PackIndexError.offsetOutOfBounds(last, position: position)
    #expect(error(bytes, packByteCount: 52 + 32) == expected)
    #expect(error(bytes, packByteCount: 10) != nil)
  }

  @Test func `a large offset that is not there is refused`() {
    var bytes = PackIndex.encode(entries(1), packChecksum: checksum)
    bytes[1032 + 32 + 4] = 0x80
    let id = entries(1)[0].id
    #expect(error(bytes) == .missingLargeOffset(id, position: 0))
  }

  @Test func `a large offset beyond 63 bits is refused`() {
    let entry = PackIndexEntry(id: blobID([]), checksum: 0, offset: 1 << 40)
    var bytes = PackIndex.encode([entry], packChecksum: checksum)
    bytes[1032 + 40] = 0xff
    #expect(error(bytes) == .offsetOutOfBounds(entry.id, position: 0))
  }

  @Test func `one flipped bit anywhere fails the checksum`() throws {
    let bytes = PackIndex.encode(entries(2), packChecksum: checksum)
    for position in 1032..<bytes.count {
      var damaged = bytes
      damaged[position] ^= 1 << (position % 8)
      let index = try PackIndex(SharedBytes(damaged))
      #expect(throws: PackIndexError.checksumMismatch) { try index.validateChecksum() }
    }
  }
}
