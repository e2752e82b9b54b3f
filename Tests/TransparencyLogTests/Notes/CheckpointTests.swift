import Bytes
import Testing
import TransparencyLog

struct CheckpointTests {
  /// Source: C2SP tlog-checkpoint.
  static let example = """
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    """
  private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

  @Test func `the specification's example is read and written`() throws {
    let checkpoint = try Checkpoint(decoding: CheckpointTests.example.bytes)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163 && checkpoint.extensions == [])
    #expect(
      checkpoint.root.description
        == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
    #expect(checkpoint.encoded() == CheckpointTests.example.bytes)
  }

  @Test func `lines that are not known are kept`() throws {
    let text = CheckpointTests.example + "one\ntwo words\u{7f}\n"
    let checkpoint = try Checkpoint(decoding: text.bytes)
    #expect(checkpoint.extensions == ["one", "two words\u{7f}"])
    #expect(checkpoint.encoded() == text.bytes)
  }

  @Test func `sizes go up to the largest number`() throws {
    let half = UInt64(1) << 63
    for size in [0, 1, half - 1, half, .max] {
      let checkpoint = try Checkpoint(origin: "an origin", size: size, root: .zero)
      #expect(try Checkpoint(decoding: checkpoint.encoded()) == checkpoint)
    }
  }

  static let malformed: [(String, Int)] = [
    ("", 1), ("a", 1), ("a\n", 2), ("a\n1\n", 3), ("a\n1\n\(root.dropLast())", 3),
    ("\n1\n\(root)", 1), ("a\n\n\(root)", 2), ("a\n01\n\(root)", 2), ("a\n-1\n\(root)", 2),
    ("a\n+1\n\(root)", 2), ("a\n1 \n\(root)", 2), ("a\n18446744073709551616\n\(root)", 2),
    ("a\n1\n\n", 3), ("a\n1\nAAAA\n", 3), ("a\n1\n\(root.dropLast(2))\n", 3),
    ("a\n1\n\(root)\n", 4), ("a\n1\n\(root)x\n\ny\n", 5), ("a\n1\n\(root)x", 4),
    ("a\tb\n1\n\(root)", 1), ("a\n1\n\(root)x\u{1}\n", 4),
  ]

  @Test(arguments: malformed)
  func `what is no checkpoint is refused, and it is said where`(text: String, line: Int) {
    #expect(throws: CheckpointError.malformed(line: line)) {
      try Checkpoint(decoding: text.bytes)
    }
  }

  @Test func `what is not UTF-8 is refused`() {
    let text = [0xff] + ("\n1\n" + CheckpointTests.root).bytes
    #expect(throws: CheckpointError.malformed(line: 1)) { try Checkpoint(decoding: text) }
  }

  @Test func `no checkpoint is made that could not be read`() {
    for origin in ["", "a\nb", "a\t"] {
      #expect(throws: CheckpointError.malformed(line: 1)) {
        try Checkpoint(origin: origin, size: 1, root: .zero)
      }
    }
    #expect(throws: CheckpointError.malformed(line: 5)) {
      try Checkpoint(origin: "a", size: 1, root: .zero, extensions: ["x", ""])
    }
  }

  @Test func `origins that only look alike are not the same`() throws {
    let first = try Checkpoint(origin: "caf\u{00e9}", size: 1, root: .zero)
    let second = try Checkpoint(origin: "cafe\u{0301}", size: 1, root: .zero)
    #expect(first != second)
  }
}
