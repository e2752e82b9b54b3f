import Bytes
import TestSupport
import Testing
import TransparencyLog

struct MerkleProofTests {
  private static let size = 70
  private let tree = NaiveTree(size: MerkleProofTests.size)

  private func inclusion(of index: Int, size: Int) -> [Digest]? {
    MerkleProof.inclusion(of: UInt64(index), size: UInt64(size)) { tree.hash(of: $0) }
  }

  private func consistency(from old: Int, to size: Int) -> [Digest]? {
    MerkleProof.consistency(from: UInt64(old), to: UInt64(size)) { tree.hash(of: $0) }
  }

  private func isInclusion(
    _ proof: [Digest], of leaf: Digest, at index: Int, size: Int, root: Digest
  ) -> Bool {
    MerkleProof.isInclusion(
      proof, of: leaf, at: UInt64(index), size: UInt64(size), root: root)
  }

  private func isConsistency(
    _ proof: [Digest], from old: Int, root oldRoot: Digest, to size: Int, root: Digest
  ) -> Bool {
    MerkleProof.isConsistency(
      proof, from: UInt64(old), root: oldRoot, to: UInt64(size), root: root)
  }

  /// Every proof that is not `proof` by a hash: one dropped, added, doubled, swapped, or with a bit changed.
  private func mutations(of proof: [Digest]) -> [[Digest]] {
    var mutations = [proof + [Digest.zero], [Digest.zero] + proof]
    for place in proof.indices {
      var dropped = proof
      dropped.remove(at: place)
      var doubled = proof
      doubled.insert(proof[place], at: place)
      mutations += [dropped, doubled]
      if place > 0 {
        var swapped = proof
        swapped.swapAt(place, place - 1)
        mutations.append(swapped)
      }
      for bit in [0, 100, 255] {
        var changed = proof
        changed[place] = flipped(proof[place], bit: bit)
        mutations.append(changed)
      }
    }
    return mutations.filter { $0 != proof }
  }

  private func flipped(_ digest: Digest, bit: Int) -> Digest {
    var bytes = digest.bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return Digest(reading: bytes.span, at: 0)
  }

  @Test func `roots of all sizes come from complete subtrees`() {
    for size in 0...MerkleProofTests.size {
      let root = MerkleProof.root(size: UInt64(size)) { tree.hash(of: $0) }
      #expect(root == tree.root(size: size))
    }
  }

  @Test func `every proof of a leaf is the one of the definition, and is accepted`() throws {
    for size in 1...MerkleProofTests.size {
      let root = tree.root(size: size)
      for index in 0..<size {
        let proof = try #require(inclusion(of: index, size: size))
        #expect(proof == tree.inclusion(of: index, in: 0..<size))
        #expect(
          isInclusion(proof, of: tree.leaves[index], at: index, size: size, root: root))
      }
    }
  }

  @Test func `every proof of growth is the one of the definition, and is accepted`() throws {
    for size in 0...MerkleProofTests.size {
      for old in 0...size {
        let proof = try #require(consistency(from: old, to: size))
        #expect(proof == tree.consistency(from: old, to: size))
        #expect(
          isConsistency(
            proof, from: old, root: tree.root(size: old), to: size,
            root: tree.root(size: size)))
      }
    }
  }

  @Test func `a proof of a leaf with any hash changed is refused`() throws {
    for size in 1...34 {
      let root = tree.root(size: size)
      for index in 0..<size {
        let proof = try #require(inclusion(of: index, size: size))
        for mutation in mutations(of: proof) {
          #expect(
            !isInclusion(mutation, of: tree.leaves[index], at: index, size: size, root: root))
        }
        let leaf = tree.leaves[index]
        #expect(!isInclusion(proof, of: flipped(leaf, bit: 9), at: index, size: size, root: root))
        #expect(!isInclusion(proof, of: leaf, at: index, size: size, root: flipped(root, bit: 9)))
      }
    }
  }

  @Test func `a proof of a leaf holds for no other place`() throws {
    for size in 1...34 {
      let root = tree.root(size: size)
      for index in 0..<size {
        let proof = try #require(inclusion(of: index, size: size))
        for other in 0..<size + 3 where other != index {
          #expect(
            !isInclusion(proof, of: tree.leaves[index], at: other, size: size, root: root))
        }
      }
    }
  }

  @Test func `a proof of a leaf holds for another size only where the way is the same`() throws {
    // Numbers of leaves that leave the way from a leaf to the root as it is cannot be told apart by it: who signed
    // the root signed the size. With that size's own root the proof is refused.
    for size in 1...34 {
      for index in 0..<size {
        let proof = try #require(inclusion(of: index, size: size))
        for other in 0..<40 where other != size {
          #expect(
            !isInclusion(
              proof, of: tree.leaves[index], at: index, size: other,
              root: tree.root(size: other)))
          if tree.inclusion(ofShape: index, size: other)
            != tree.inclusion(ofShape: index, size: size)
          {
            #expect(
              !isInclusion(
                proof, of: tree.leaves[index], at: index, size: other,
                root: tree.root(size: size)))
          }
        }
      }
    }
  }

  @Test func `a proof of growth with any hash changed is refused`() throws {
    for size in 1...34 {
      for old in 0...size {
        let proof = try #require(consistency(from: old, to: size))
        let (oldRoot, root) = (tree.root(size: old), tree.root(size: size))
        for mutation in mutations(of: proof) {
          #expect(!isConsistency(mutation, from: old, root: oldRoot, to: size, root: root))
        }
        #expect(
          !isConsistency(proof, from: old, root: flipped(oldRoot, bit: 7), to: size, root: root))
        if old > 0 {
          #expect(
            !isConsistency(
              proof, from: old, root: oldRoot, to: size, root: flipped(root, bit: 7)))
        }
      }
    }
  }

  @Test func `a proof of growth holds for no other sizes`() throws {
    for size in 1...24 {
      for old in 1...size {
        let proof = try #require(consistency(from: old, to: size))
        let (oldRoot, root) = (tree.root(size: old), tree.root(size: size))
        for other in 0..<30 where other != old {
          let isAccepted = isConsistency(proof, from: other, root: oldRoot, to: size, root: root)
          #expect(!isAccepted, "from \(other) instead of \(old) to \(size)")
        }
        #expect(!isConsistency(proof, from: old, root: oldRoot, to: old - 1, root: root))
      }
    }
  }

  @Test func `nothing is proved of leaves and sizes that a tree has not`() {
    #expect(inclusion(of: 0, size: 0) == nil)
    #expect(inclusion(of: 5, size: 5) == nil)
    #expect(consistency(from: 6, to: 5) == nil)
  }

  @Test func `from nothing all has grown, and nothing has one root`() {
    let (empty, root) = (MerkleHash.emptyTree, tree.root(size: 5))
    #expect(isConsistency([], from: 0, root: empty, to: 5, root: root))
    #expect(isConsistency([], from: 0, root: empty, to: 0, root: empty))
    #expect(!isConsistency([], from: 0, root: root, to: 5, root: root))
    #expect(!isConsistency([], from: 0, root: root, to: 0, root: root))
    #expect(!isConsistency([root], from: 0, root: empty, to: 5, root: root))
    #expect(!isConsistency([], from: 5, root: root, to: 5, root: empty))
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `whatever numbers and hashes come, an answer does`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let edges = [0, 1, 2, 3] + MerkleProofTests.largestSizes
    for _ in 0..<300 {
      let (a, b) = (random.pick(edges), random.pick(edges) &+ random.next() % 3)
      let proof = (0..<random.number(in: 0..<80)).map { _ in
        SHA256.hash(random.bytes(count: 4))
      }
      let digest = Digest.zero
      #expect(!MerkleProof.isInclusion(proof, of: digest, at: a, size: b, root: .zero))
      let isSame = a == b && proof.isEmpty && b > 0
      #expect(
        MerkleProof.isConsistency(proof, from: a, root: digest, to: b, root: digest) == isSame)
    }
  }

  static let largestSizes: [UInt64] = [
    0x4000_0000_0000_3039, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, .max - 1, .max,
  ]

  @Test(arguments: largestSizes)
  func `proofs about the largest trees are made and accepted`(size: UInt64) throws {
    // All leaves are alike, so that a subtree of each level has one hash.
    var levels = [MerkleHash.leaf([7])]
    for level in 1...64 { levels.append(MerkleHash.node(levels[level - 1], levels[level - 1])) }
    let root = MerkleProof.root(size: size) { levels[$0.level] }
    for index in [0, 1, 255, size / 2, size - 2, size - 1] {
      let proof = try #require(
        MerkleProof.inclusion(of: index, size: size) { levels[$0.level] })
      #expect(
        MerkleProof.isInclusion(proof, of: levels[0], at: index, size: size, root: root))
      #expect(proof.count <= 64)
    }
    for old in [1, 2, 3, 256, size / 2, size / 2 + 1, size - 1, size] {
      let proof = try #require(
        MerkleProof.consistency(from: old, to: size) { levels[$0.level] })
      let oldRoot = MerkleProof.root(size: old) { levels[$0.level] }
      #expect(
        MerkleProof.isConsistency(proof, from: old, root: oldRoot, to: size, root: root))
      #expect(proof.count <= MerkleProof.hashLimit)
    }
  }

  @Test func `an error of who reads hashes comes out`() {
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) {
      try MerkleProof.inclusion(of: 1, size: 3) { (_) throws(Unreadable) in throw Unreadable() }
    }
    #expect(throws: Unreadable.self) {
      try MerkleProof.consistency(from: 1, to: 3) { (_) throws(Unreadable) in throw Unreadable() }
    }
  }
}

extension NaiveTree {
  /// At each step from the root, whether the leaf is to the left.
  fileprivate func inclusion(ofShape index: Int, size: Int) -> [Bool]? {
    guard index < size else { return nil }
    var (range, turns) = (0..<size, [Bool]())
    while range.count > 1 {
      var power = 1
      while power * 2 < range.count { power *= 2 }
      let cut = range.lowerBound + power
      turns.append(index < cut)
      range = index < cut ? range.lowerBound..<cut : cut..<range.upperBound
    }
    return turns
  }
}
