import Bytes
import TestSupport
import Testing
import TransparencyLog

struct TileWriterTests {
  private func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }
  }

  /// The tiles that a tree of a size has, by the definition, with their bytes.
  private func expected(_ leaves: [Digest]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var (row, level) = (leaves, 0)
    while !row.isEmpty {
      var above: [Digest] = []
      for start in stride(from: 0, to: row.count, by: 256) {
        let hashes = Array(row[start..<min(start + 256, row.count)])
        let tile = TileCoordinate(
          .hashes(level: level), index: UInt64(start / 256), width: hashes.count)
        files[tile?.path ?? "none"] = hashes.flatMap(\.bytes)
        if hashes.count == 256 { above.append(NaiveTree(hashes).root(size: 256)) }
      }
      (row, level) = (above, level + 1)
    }
    return files
  }

  @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 66_000])
  func `a tree has the tiles of the definition, and no other`(size: Int) throws {
    let leaves = leaves(size)
    let store = TileStore()
    let writer = try store.grow(from: 0, by: leaves)
    let expected = expected(leaves)
    #expect(store.paths == Set(expected.keys))
    for (path, bytes) in expected { #expect(store[path] == bytes, "\(path)") }
    #expect(writer.size == UInt64(size))
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    #expect(writer.root == tree.root)
  }

  @Test func `the tree of the specification's example has its tiles`() throws {
    let store = TileStore()
    try store.grow(from: 0, by: repeatElement(Digest.zero, count: 70_000))
    let full = store.paths.filter { !$0.contains(".p/") }
    #expect(full.count { $0.hasPrefix("tile/0/") } == 273)
    #expect(full.subtracting(full.filter { $0.hasPrefix("tile/0/") }) == ["tile/1/000"])
    #expect(
      store.paths.subtracting(full) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `a tree that grows in steps has the same tiles, and writes each once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let leaves = leaves(3000)
    let store = TileStore()
    var size = 0
    while size < leaves.count {
      let next = min(leaves.count, size + random.pick([1, 2, 100, 255, 256, 257, 600]))
      var writer = try TileWriter(size: UInt64(size)) { (tile) throws(TileStore.Missing) in
        try store.read(tile)
      }
      for leaf in leaves[size..<next] {
        writer.append(leaf) { tile in
          #expect(store[tile.coordinate.path] == nil, "\(tile.coordinate.path) is written twice")
          store.write(tile)
        }
      }
      writer.writePartialTiles { tile in
        #expect(store[tile.coordinate.path] == nil, "\(tile.coordinate.path) is written twice")
        store.write(tile)
      }
      // Nothing is new now.
      writer.writePartialTiles { #expect($0.bytes.isEmpty, "a tile is given out again") }
      for tile in TileCoordinate.partials(ofSize: UInt64(size), fullAtSize: UInt64(next)) {
        if case .hashes = tile.content { #expect(store[tile.full.path] != nil) }
        store.remove(tile)
      }
      #expect(writer.root == NaiveTree(Array(leaves[..<next])).root(size: next))
      size = next
    }
    for (path, bytes) in expected(leaves) { #expect(store[path] == bytes, "\(path)") }
  }

  @Test func `a writer goes on after a checkpoint without being made anew`() throws {
    let leaves = leaves(700)
    let (steps, once) = (TileStore(), TileStore())
    var writer = TileWriter()
    for (place, leaf) in leaves.enumerated() {
      writer.append(leaf) { steps.write($0) }
      if place % 97 == 0 { writer.writePartialTiles { steps.write($0) } }
    }
    writer.writePartialTiles { steps.write($0) }
    try once.grow(from: 0, by: leaves)
    #expect(once.paths.isSubset(of: steps.paths))
    for path in once.paths { #expect(steps[path] == once[path]) }
  }

  @Test func `a partial tile that is gone is read from the full one`() throws {
    let leaves = leaves(600)
    let store = TileStore()
    try store.grow(from: 0, by: leaves.prefix(300))
    try store.grow(from: 300, by: leaves.dropFirst(300))
    for tile in TileCoordinate.partials(ofSize: 300, fullAtSize: 600) { store.remove(tile) }
    let writer = try TileWriter(size: 300) { (tile) throws(TileStore.Missing) in
      try store.read(tile)
    }
    #expect(writer.root == NaiveTree(leaves).root(size: 300))
  }

  @Test func `a tile that is missing or has another size is an error that names it`() throws {
    let tile = try #require(TileCoordinate(.hashes(level: 0), index: 1, width: 44))
    #expect(
      throws: TileError<TileStore.Missing>.unreadable(tile, TileStore.Missing(path: tile.path))
    ) {
      try TileWriter(size: 300) { (tile) throws(TileStore.Missing) in try TileStore().read(tile) }
    }
    for count in [0, 43 * 32, 44 * 32 - 1, 44 * 32 + 1, 257 * 32] {
      #expect(throws: TileError<Never>.wrongByteCount(tile, byteCount: count)) {
        try TileWriter(size: 300) { (_) throws(Never) in [UInt8](repeating: 1, count: count) }
      }
    }
  }

  @Test func `an error of who writes comes out, and nothing is lost by it`() throws {
    struct Full: Error {}
    let leaves = leaves(66_000)
    let store = TileStore()
    var writer = TileWriter()
    for leaf in leaves {
      if (writer.size + 1).isMultiple(of: 256) {
        #expect(throws: Full.self) {
          try writer.append(leaf) { (tile) throws(Full) in
            if tile.coordinate.index % 2 == 0 { throw Full() }
            store.write(tile)
            if tile.coordinate.index % 2 == 1 { throw Full() }
          }
        }
        #expect(throws: Full.self) {
          try writer.writePartialTiles { (_) throws(Full) in throw Full() }
        }
      }
      writer.append(leaf) { store.write($0) }
    }
    writer.writePartialTiles { store.write($0) }
    for (path, bytes) in expected(leaves) { #expect(store[path] == bytes, "\(path)") }
    #expect(writer.size == 66_000)
  }
}
