import TestSupport
import Testing
import TransparencyLog

struct EntryBundleTests {
  private func bundle(_ entries: [[UInt8]]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries { try EntryBundle.append(entry, to: &bytes) }
    return bytes
  }

  @Test func `an entry stands after its length in two bytes`() throws {
    #expect(try bundle([Array("ab".utf8), []]) == [0, 2, 0x61, 0x62, 0, 0])
    #expect(try bundle([[UInt8](repeating: 7, count: 258)]).prefix(3) == [1, 2, 7])
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `entries come back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for count in [1, 2, 255, 256] {
      let entries = (0..<count).map { _ in random.bytes(count: random.number(in: 0..<300)) }
      #expect(try EntryBundle.decode(bundle(entries)) == entries)
    }
  }

  @Test func `the longest entry is one byte shorter than the first that is refused`() throws {
    let longest = [UInt8](repeating: 1, count: EntryBundle.entryByteLimit)
    #expect(try EntryBundle.decode(bundle([longest])) == [longest])
    #expect(throws: EntryBundleError.entryTooLong(byteCount: 65_536)) {
      try bundle([longest + [1]])
    }
  }

  @Test func `a bundle that is cut short or too long names the byte`() throws {
    #expect(throws: EntryBundleError.truncated(atByte: 0)) { try EntryBundle.decode([]) }
    #expect(throws: EntryBundleError.truncated(atByte: 0)) { try EntryBundle.decode([0]) }
    #expect(throws: EntryBundleError.truncated(atByte: 0)) { try EntryBundle.decode([0, 1]) }
    #expect(throws: EntryBundleError.truncated(atByte: 3)) {
      try EntryBundle.decode([0, 1, 9, 255, 255, 1])
    }
    #expect(throws: EntryBundleError.tooManyEntries(atByte: 512)) {
      try EntryBundle.decode([UInt8](repeating: 0, count: 514))
    }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `a log that grows in steps has the bundles of one that is written at once`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let entries = (0..<1000).map { _ in random.bytes(count: random.number(in: 0..<20)) }
    let store = TileStore()
    var size = 0
    while size < entries.count {
      let next = min(entries.count, size + random.pick([1, 100, 256, 300]))
      var writer = try EntryBundleWriter(size: UInt64(size)) { (tile) throws(TileStore.Missing) in
        try store.read(tile)
      }
      for entry in entries[size..<next] {
        if let tile = try writer.append(entry) { store.write(tile) }
      }
      if let tile = writer.partialBundle() { store.write(tile) }
      #expect(writer.partialBundle() == nil)
      for tile in TileCoordinate.partials(ofSize: UInt64(size), fullAtSize: UInt64(next)) {
        store.remove(tile)
      }
      size = next
    }
    for index in 0..<3 {
      let expected = try bundle(Array(entries[index * 256..<index * 256 + 256]))
      #expect(store["tile/entries/00\(index)"] == expected)
    }
    #expect(try store["tile/entries/003.p/232"] == bundle(Array(entries[768...])))
  }

  @Test func `an entry that is too long is not added`() throws {
    var writer = EntryBundleWriter()
    let long = [UInt8](repeating: 1, count: 65_536)
    #expect(throws: EntryBundleError.entryTooLong(byteCount: 65_536)) { try writer.append(long) }
    _ = try writer.append([5])
    #expect(writer.size == 1)
    #expect(writer.partialBundle()?.bytes == [0, 1, 5])
  }

  @Test func `a last bundle that is missing or malformed is an error that names it`() throws {
    let tile = try #require(TileCoordinate(.entries, index: 0, width: 2))
    #expect(
      throws: TileError<TileStore.Missing>.unreadable(tile, TileStore.Missing(path: tile.path))
    ) {
      try EntryBundleWriter(size: 2) { (tile) throws(TileStore.Missing) in
        try TileStore().read(tile)
      }
    }
    for bytes: [UInt8] in [[], [0, 0], [0, 0, 0, 1]] {
      #expect(throws: TileError<Never>.malformedEntries(tile)) {
        try EntryBundleWriter(size: 2) { (_) throws(Never) in bytes }
      }
    }
  }
}
