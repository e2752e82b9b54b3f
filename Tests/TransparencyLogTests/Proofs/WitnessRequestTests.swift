import Bytes
import Testing
import TransparencyLog

struct WitnessRequestTests {
  private let sample: PolicySample
  private let note: SignedNote
  private let hash = SHA256.hash([1])

  init() throws {
    sample = try PolicySample()
    var tree = MerkleTree()
    for number in 0..<9 { tree.append(MerkleHash.leaf([UInt8(number)])) }
    note = try sample.checkpoint(tree)
  }

  @Test func `the specification's example is written`() throws {
    let checkpoint =
      CheckpointTests.example + """

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

        """
    let hashes = [
      "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=",
      "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=",
      "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=",
      "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=",
    ]
    let request = try WitnessRequest(
      oldSize: 20_852_014,
      proof: hashes.map { text in
        let bytes = try #require(Base64.bytes(text.utf8))
        return Digest(reading: bytes.span, at: 0)
      }, checkpoint: SignedNote(decoding: checkpoint.bytes))
    let expected = "old 20852014\n" + hashes.map { $0 + "\n" }.joined() + "\n" + checkpoint
    #expect(request.encoded() == expected.bytes)
    #expect(WitnessRequest.path == "/add-checkpoint")
  }

  @Test func `the first request has no hash, nor has one that repeats the last`() throws {
    for oldSize: UInt64 in [0, 9] {
      let request = try WitnessRequest(oldSize: oldSize, proof: [], checkpoint: note)
      #expect(request.encoded() == "old \(oldSize)\n\n".bytes + note.encoded())
      #expect(throws: WitnessRequestError.proofNotNeeded) {
        try WitnessRequest(oldSize: oldSize, proof: [hash], checkpoint: note)
      }
    }
  }

  @Test func `what a witness would refuse for its form is not asked`() throws {
    #expect(throws: WitnessRequestError.oldSizeTooLarge) {
      try WitnessRequest(oldSize: 10, proof: [], checkpoint: note)
    }
    let many = [Digest](repeating: hash, count: 64)
    #expect(throws: WitnessRequestError.tooManyHashes) {
      try WitnessRequest(oldSize: 1, proof: many, checkpoint: note)
    }
    let most = try WitnessRequest(oldSize: 1, proof: many.dropLast(), checkpoint: note)
    #expect(most.proof.count == WitnessRequest.hashLimit)
    let other = try SignedNote(text: "hello\n".bytes, by: [sample.log])
    #expect(throws: WitnessRequestError.malformedCheckpoint(.malformed(line: 2))) {
      try WitnessRequest(oldSize: 0, proof: [], checkpoint: other)
    }
  }
}
