import Bytes
import Testing
import TransparencyLog

struct MerkleTreeTests {
  /// Source: the test vectors of certificate-transparency, `merkletree/merkle_tree_test.cc`.
  static let entries: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    [
      0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
      0x6f,
    ],
  ]
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `roots are those of certificate transparency`() {
    var tree = MerkleTree()
    #expect(tree.root.description == MerkleTreeTests.roots[0])
    for (entry, root) in zip(MerkleTreeTests.entries, MerkleTreeTests.roots.dropFirst()) {
      tree.append(MerkleHash.leaf(entry))
      #expect(tree.root.description == root)
    }
    #expect(tree.size == 8)
    #expect(MerkleHash.emptyTree.description == MerkleTreeTests.roots[0])
  }

  @Test func `a tree that grows has the roots of the definition, and one hash for each bit`() {
    let naive = NaiveTree(size: 300)
    var tree = MerkleTree()
    for size in 0...300 {
      #expect(tree.root == naive.root(size: size))
      #expect(tree.size == UInt64(size))
      #expect(tree.peaks.count == size.nonzeroBitCount)
      if size < 300 { tree.append(naive.leaves[size]) }
    }
  }

  @Test func `a tree goes on from its peaks as if it had never stopped`() throws {
    let naive = NaiveTree(size: 100)
    for cut in 0...100 {
      var first = MerkleTree()
      for leaf in naive.leaves.prefix(cut) { first.append(leaf) }
      var tree = try #require(MerkleTree(size: first.size, peaks: first.peaks))
      for leaf in naive.leaves.dropFirst(cut) { tree.append(leaf) }
      #expect(tree.root == naive.root(size: 100))
    }
  }

  @Test func `a size with another number of peaks, or beyond all counting, is refused`() {
    let digest = Digest.zero
    #expect(MerkleTree(size: 0, peaks: [digest]) == nil)
    #expect(MerkleTree(size: 3, peaks: [digest]) == nil)
    #expect(MerkleTree(size: 4, peaks: [digest, digest]) == nil)
    #expect(MerkleTree(size: 1 << 63, peaks: [digest]) == nil)
    var largest = MerkleTree(
      size: MerkleTree.sizeLimit, peaks: Array(repeating: digest, count: 63))
    largest?.append(digest)
    #expect(largest?.size == 1 << 63 && largest?.peaks.count == 1)
  }
}
