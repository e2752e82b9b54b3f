import Bytes
import TestSupport
import Testing
import TransparencyLog

struct LogProofTests {
  private let sample: PolicySample
  private let naive = NaiveTree(size: 20)
  private let policy: LogPolicy
  private let tree: MerkleTree

  init() throws {
    sample = try PolicySample()
    policy = try sample.policy("group G 2 W1 W2 W3\nquorum G\n")
    var tree = MerkleTree()
    for leaf in naive.leaves { tree.append(leaf) }
    self.tree = tree
  }

  private func proof(
    of index: Int = 13, extra: [UInt8]? = nil, origin: String = "log.example/one",
    witnesses: [Int] = [1, 3]
  ) throws -> LogProof {
    LogProof(
      extra: extra, index: UInt64(index), hashes: naive.inclusion(of: index, in: 0..<20),
      checkpoint: try sample.checkpoint(tree, origin: origin, witnesses: witnesses))
  }

  @Test func `a proof is written as the specification has it`() throws {
    let proof = try proof(extra: "more".bytes)
    let lines = String(decoding: proof.encoded(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.prefix(3) == ["c2sp.org/tlog-proof@v1", "extra bW9yZQ==", "index 13"])
    #expect(lines[3..<8].map { $0 } == proof.hashes.map { Base64.string($0.bytes) })
    #expect(lines[8..<11] == ["", "log.example/one", "20"])
    #expect(try self.proof().encoded().starts(with: "c2sp.org/tlog-proof@v1\nindex 13\n".bytes))
  }

  @Test func `the specification's example is read, its signatures made whole`() throws {
    let text = """
      c2sp.org/tlog-proof@v1
      index 73894
      gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
      B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
      EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
      RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
      AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

      example.com/fancylog
      109482
      sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

      — example.com/fancylog AAAAAAE=
      — witness1.example AAAAAAE=

      """
    let proof = try LogProof(decoding: text.bytes)
    #expect(proof.index == 73_894 && proof.hashes.count == 5 && proof.extra == nil)
    #expect(proof.checkpoint.signatures.count == 2)
    #expect(proof.encoded() == text.bytes)
  }

  @Test func `each entry's proof comes back and is accepted`() throws {
    for index in 0..<20 {
      let proof = try proof(of: index, extra: index % 2 == 0 ? [UInt8(index)] : nil)
      let again = try LogProof(decoding: proof.encoded())
      #expect(again == proof)
      let verified = try again.verify(leaf: naive.leaves[index], policy: policy)
      #expect(verified.checkpoint.size == 20 && verified.checkpoint.root == tree.root)
      #expect(verified.witnesses.map(\.time) == [1001, 1003])
    }
  }

  @Test func `a log of one entry has a proof without hashes`() throws {
    var tree = MerkleTree()
    tree.append(naive.leaves[0])
    let proof = LogProof(
      index: 0, hashes: [], checkpoint: try sample.checkpoint(tree, witnesses: [1, 2]))
    let again = try LogProof(decoding: proof.encoded())
    #expect(try again.verify(leaf: naive.leaves[0], policy: policy).checkpoint.size == 1)
  }

  @Test func `what is missing for trust is said`() throws {
    let leaf = naive.leaves[13]
    #expect(throws: ProofError.noQuorum) {
      try proof(witnesses: [2]).verify(leaf: leaf, policy: policy)
    }
    #expect(throws: ProofError.noTrustedLog) {
      try proof(origin: "log.example/two").verify(leaf: leaf, policy: policy)
    }
    #expect(throws: ProofError.notIncluded) {
      try proof().verify(leaf: naive.leaves[12], policy: policy)
    }
    let elsewhere = LogProof(
      index: 12, hashes: try proof().hashes, checkpoint: try proof().checkpoint)
    #expect(throws: ProofError.notIncluded) { try elsewhere.verify(leaf: leaf, policy: policy) }
    // A policy without logs is for those who know by other means which log it is.
    let nobody = try LogPolicy(decoding: "quorum none\n".bytes)
    #expect(throws: ProofError.noTrustedLog) { try proof().verify(leaf: leaf, policy: nobody) }
    let note = try SignedNote(text: "hello\n".bytes, by: [sample.log])
    let other = LogProof(index: 13, hashes: [], checkpoint: note)
    #expect(throws: ProofError.checkpoint(.malformed(.malformed(line: 2)))) {
      try other.verify(leaf: leaf, policy: policy)
    }
  }

  @Test func `a proof with any bit changed is refused, or says the same`() throws {
    let proof = try proof(extra: "more".bytes)
    let bytes = proof.encoded()
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let read = try? LogProof(decoding: changed),
        let verified = try? read.verify(leaf: naive.leaves[13], policy: policy)
      else { continue }
      // Nothing vouches for what the application adds, and whose name is changed is a stranger.
      #expect(verified.checkpoint.root == tree.root && read.index == 13, "bit \(bit)")
      #expect(read.hashes == proof.hashes && verified.witnesses.count >= 2)
      #expect(read.extra != proof.extra || read.checkpoint != proof.checkpoint)
    }
  }

  private static let head = "c2sp.org/tlog-proof@v1\n"
  private static let hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
  private static let note = "\nhello\n\n— a AAAAAAE=\n"

  static let malformed: [(String, Int)] = [
    ("", 1), ("c2sp.org/tlog-proof@v1", 1), ("c2sp.org/tlog-proof@v2\nindex 0\n\(note)", 1),
    ("\(head)", 2), ("\(head)index 00\n\(note)", 2), ("\(head)index\n\(note)", 2),
    ("\(head)index -1\n\(note)", 2), ("\(head)index  1\n\(note)", 2),
    ("\(head)index 18446744073709551616\n\(note)", 2), ("\(head)\(hash)\(note)", 2),
    ("\(head)extra \nindex 0\n\(note)", 2), ("\(head)extra x\nindex 0\n\(note)", 2),
    ("\(head)extra AAAA\nextra AAAA\nindex 0\n\(note)", 3), ("\(head)extra AAAA\n\(note)", 3),
    ("\(head)index 0\n", 3), ("\(head)index 0\nindex 0\n\(note)", 3),
    ("\(head)index 0\nAAAA\n\(note)", 3), ("\(head)index 0\n\(hash)x\(hash)\(note)", 4),
    ("\(head)index 0\n\(hash.dropLast(2))\n\(note)", 3), ("\(head)index 0\n\(hash)", 4),
  ]

  @Test(arguments: malformed)
  func `what is no proof is refused, and it is said where`(text: String, line: Int) {
    #expect(throws: ProofError.malformed(line: line)) { try LogProof(decoding: text.bytes) }
  }

  @Test func `no proof has more hashes than a tree has levels`() throws {
    let start = Self.head + "index 0\n"
    let most = String(repeating: Self.hash, count: MerkleProof.hashLimit)
    #expect(try LogProof(decoding: (start + most + Self.note).bytes).hashes.count == 65)
    #expect(throws: ProofError.malformed(line: 68)) {
      try LogProof(decoding: (start + most + Self.hash + Self.note).bytes)
    }
  }

  @Test func `a checkpoint that is no note is refused for what it is`() {
    let text = Self.head + "index 0\n\nhello\n"
    #expect(throws: ProofError.note(.unsigned)) { try LogProof(decoding: text.bytes) }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `what is read is written as it was`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = try proof(extra: [1, 2]).encoded()
    for _ in 0..<300 {
      let mutation = random.mutation(of: bytes)
      if let proof = try? LogProof(decoding: mutation) { #expect(proof.encoded() == mutation) }
    }
  }
}
