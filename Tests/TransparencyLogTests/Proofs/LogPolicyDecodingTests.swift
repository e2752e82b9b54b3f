import TestSupport
import Testing

@testable import TransparencyLog

struct LogPolicyDecodingTests {
  private static let log = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

  private func witness(_ number: Int) throws -> String {
    try Keys.witness("w\(number)", seed: UInt8(number)).verifier.text
  }

  private func fault(_ text: [UInt8]) -> LogPolicyError? {
    do throws(LogPolicyError) {
      _ = try LogPolicy(decoding: text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `space, comments, addresses and bytes of any encoding are read`() throws {
    let name: [UInt8] = [0xe9, 0x4b]
    var text = "# all of them\n\n \t \n\tlog  \(Self.log)\thttps://log.example/ \n".bytes
    text += "witness ".bytes + name + " \(try witness(1)) https://w.example/\u{e9}\n".bytes
    text += "  # \u{ff}\nquorum ".bytes + name + "\nlog ".bytes
    text += "\(try Keys.signer("b", seed: 9).verifier.text)\n".bytes
    let policy = try LogPolicy(decoding: text)
    #expect(policy.logs.map(\.key.name) == ["example.com/foo", "b"])
    #expect(policy.logs.map(\.url) == ["https://log.example/".bytes, nil])
    #expect(policy.witnesses.map(\.name) == [name])
    #expect(policy.witnesses.map(\.url) == ["https://w.example/\u{e9}".bytes])
  }

  @Test func `names are bytes: those that look alike are two`() throws {
    let text =
      "witness K \(try witness(1))\nwitness \u{212a} \(try witness(2))\n"
      + "witness \u{e9} \(try witness(3))\nwitness e\u{301} \(try witness(4))\nquorum none\n"
    #expect(try LogPolicy(decoding: text.bytes).witnesses.count == 4)
  }

  @Test func `one key may be a log's and a witness's`() throws {
    let key = try witness(1)
    let text = "log \(key)\nwitness a \(key)\nquorum a\n"
    #expect(fault(text.bytes) == nil)
  }

  /// `W1` to `W3` stand for the keys of witnesses, `LOG` for that of a log.
  static let malformed: [(String, Int, LogPolicyError.Fault)] = [
    ("", 1, .missingQuorum), ("log LOG\n", 2, .missingQuorum),
    ("quorum none", 1, .unterminated), ("log LOG\nquorum none\n ", 3, .unterminated),
    ("quorum none\r\n", 1, .badCharacter), ("quorum none\n\u{0}\n", 2, .badCharacter),
    ("# \u{7f}\nquorum none\n", 1, .badCharacter),
    ("Log LOG\nquorum none\n", 1, .unknownKeyword), ("quorum none\nx\n", 2, .unknownKeyword),
    ("log\n", 1, .wrongWordCount), ("log LOG url more\n", 1, .wrongWordCount),
    ("log LOG # no comment\n", 1, .wrongWordCount),
    ("witness a\n", 1, .wrongWordCount), ("witness a W1 url more\n", 1, .wrongWordCount),
    ("group\n", 1, .wrongWordCount), ("witness a W1\ngroup g any\n", 2, .wrongWordCount),
    ("quorum\n", 1, .wrongWordCount), ("quorum none none\n", 1, .wrongWordCount),
    ("log x\n", 1, .badKey(.malformed)), ("witness a W1x\n", 1, .badKey(.malformed)),
    ("log x+00000000+BgAA\n", 1, .badKey(.unsupportedKind(6))),
    ("witness a LOG\n", 1, .keyOfWrongKind),
    ("log LOG\n\nlog LOG url\n", 3, .duplicateKey), ("log LOG\nlog ALIAS\n", 2, .duplicateKey),
    ("witness a W1\nwitness b W1\n", 2, .duplicateKey),
    ("witness a W1\nwitness a W2\n", 2, .duplicateName),
    ("witness a W1\ngroup a any a\n", 2, .duplicateName),
    ("witness a W1\ngroup g any a\nwitness g W2\n", 3, .duplicateName),
    ("witness none W1\n", 1, .reservedName),
    ("witness a W1\ngroup none any a\n", 2, .reservedName),
    ("witness a W1\ngroup g any none\n", 2, .reservedName),
    ("group g any a\nwitness a W1\n", 1, .undefinedName),
    ("group g any g\n", 1, .undefinedName), ("quorum a\nwitness a W1\n", 1, .undefinedName),
    ("witness a W1\ngroup g any a a\n", 2, .repeatedMember),
    ("witness a W1\ngroup g any a\ngroup h any a\n", 3, .repeatedMember),
    ("witness a W1\ngroup g 0 a\n", 2, .badThreshold),
    ("witness a W1\ngroup g 2 a\n", 2, .badThreshold),
    ("witness a W1\ngroup g 01 a\n", 2, .badThreshold),
    ("witness a W1\ngroup g -1 a\n", 2, .badThreshold),
    ("witness a W1\ngroup g 99999999999999999999 a\n", 2, .badThreshold),
    ("witness a W1\ngroup g every a\n", 2, .badThreshold),
    ("quorum none\nquorum none\n", 2, .secondQuorum),
  ]

  @Test(arguments: malformed)
  func `a line that is wrong is named, and what is wrong with it`(
    text: String, line: Int, expected: LogPolicyError.Fault
  ) throws {
    var filled = text.split(separator: "LOG", omittingEmptySubsequences: false)
      .joined(separator: Self.log)
    let alias = try VerifierKey(
      name: "other", kind: .ed25519, key: VerifierKey(text: Self.log).key)
    filled = filled.split(separator: "ALIAS", omittingEmptySubsequences: false)
      .joined(separator: alias.text)
    for number in 1...3 {
      filled = filled.split(separator: "W\(number)", omittingEmptySubsequences: false)
        .joined(separator: try witness(number))
    }
    #expect(fault(filled.bytes) == LogPolicyError(line: line, fault: expected))
  }

  @Test func `a key that is not UTF-8 is refused`() {
    let text = "log ".bytes + [0xff] + "\n".bytes
    #expect(fault(text) == LogPolicyError(line: 1, fault: .badKey(.malformed)))
  }

  @Test func `a policy that is cut short anywhere is refused`() throws {
    let text =
      "log \(Self.log)\nwitness a \(try witness(1))\nwitness ab \(try witness(2))\n"
      + "group ab-all all a ab\nquorum ab-all\n"
    for count in 0..<text.utf8.count {
      #expect(fault(Array(text.bytes.prefix(count))) != nil, "\(count) bytes")
    }
    #expect(fault(text.bytes) == nil)
  }
}
