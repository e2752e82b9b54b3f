import Bytes
import Testing
import TransparencyLog

struct TiledTreeTests {
  private static let size = 66_000
  private let store = TileStore()
  private let root: Digest
  private let leaves: [Digest]

  init() throws {
    leaves = (0..<TiledTreeTests.size).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }
    root = try store.grow(from: 0, by: leaves).root
  }

  @Test func `roots of all sizes that were published come from tiles`() throws {
    var tree = MerkleTree()
    for (place, leaf) in leaves.enumerated() {
      tree.append(leaf)
      guard (place + 1) % 8111 == 0 || place + 1 == leaves.count else { continue }
      var tiled = store.tree(size: tree.size)
      #expect(try tiled.root() == tree.root)
    }
    var empty = store.tree(size: 0)
    #expect(try empty.root() == MerkleHash.emptyTree)
  }

  @Test func `leaves are proved to be in the tree`() throws {
    var tree = store.tree(size: UInt64(leaves.count))
    for index in [0, 1, 255, 256, 257, 65_535, 65_536, 65_791, 65_999, 33_333] {
      let proof = try #require(try tree.inclusionProof(of: UInt64(index)))
      #expect(
        MerkleProof.isInclusion(
          proof, of: leaves[index], at: UInt64(index), size: tree.size, root: root))
      #expect(try tree.leaf(at: UInt64(index)) == leaves[index])
    }
    #expect(try tree.inclusionProof(of: 66_000) == nil)
    #expect(try tree.leaf(at: 66_000) == nil)
  }

  @Test func `trees are proved to have grown`() throws {
    var tree = store.tree(size: UInt64(leaves.count))
    for old: UInt64 in [0, 1, 2, 255, 256, 257, 512, 65_536, 65_537, 65_999, 66_000] {
      let proof = try #require(try tree.consistencyProof(from: old))
      var oldTree = MerkleTree()
      for leaf in leaves.prefix(Int(old)) { oldTree.append(leaf) }
      let oldRoot = oldTree.root
      #expect(
        MerkleProof.isConsistency(proof, from: old, root: oldRoot, to: tree.size, root: root))
    }
    #expect(try tree.consistencyProof(from: 66_001) == nil)
  }

  @Test func `a proof reads each tile that it needs once`() throws {
    nonisolated(unsafe) var readCount = 0
    var tree = TiledTree(size: UInt64(leaves.count)) { (tile) throws(TileStore.Missing) in
      unsafe readCount += 1
      return try store.read(tile)
    }
    _ = try tree.inclusionProof(of: 12_345)
    // Of the leaves its own and the last; above them the first and the last, and the top.
    unsafe #expect(readCount <= 5)
    let count = unsafe readCount
    _ = try tree.inclusionProof(of: 12_346)
    unsafe #expect(readCount == count)
  }

  @Test func `many proofs from one tree are as good as the first`() throws {
    var tree = store.tree(size: UInt64(leaves.count))
    for index in stride(from: 0, to: leaves.count, by: 500) {
      let proof = try #require(try tree.inclusionProof(of: UInt64(index)))
      #expect(
        MerkleProof.isInclusion(
          proof, of: leaves[index], at: UInt64(index), size: tree.size, root: root))
    }
  }

  @Test func `a damaged tile gives proofs that prove nothing`() throws {
    let path = "tile/0/048"
    store[path]?[32 * 58] ^= 1
    var tree = store.tree(size: UInt64(leaves.count))
    let index: UInt64 = 12_347
    let proof = try #require(try tree.inclusionProof(of: index))
    #expect(
      !MerkleProof.isInclusion(
        proof, of: leaves[Int(index)], at: index, size: tree.size, root: root))
  }

  @Test func `a tile that is missing or has another size is an error that names it`() throws {
    let tile = try #require(TileCoordinate(.hashes(level: 0), index: 3))
    store.remove(tile)
    var tree = store.tree(size: UInt64(leaves.count))
    #expect(
      throws: TileError<TileStore.Missing>.unreadable(tile, TileStore.Missing(path: tile.path))
    ) { try tree.inclusionProof(of: 800) }
    store[tile.path] = [1, 2, 3]
    #expect(throws: TileError<TileStore.Missing>.wrongByteCount(tile, byteCount: 3)) {
      try tree.inclusionProof(of: 800)
    }
  }
}
