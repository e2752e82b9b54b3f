import Foundation
import Testing

@testable import Prose

/// Debian's package unicode-data; absent elsewhere.
private let officialTests = "/usr/share/unicode/auxiliary/WordBreakTest.txt"

struct WordBoundariesTests {
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: officialTests),
      "no \(officialTests): the official word break tests are not run"))
  func `every official word break test passes without tailoring`() throws {
    let lines = try String(contentsOfFile: officialTests, encoding: .utf8).split(separator: "\n")
    let cases = lines.compactMap {
      $0.split(separator: "#", omittingEmptySubsequences: false).first
    }
    .filter { $0.contains("÷") }
    #expect(cases.count > 1_000)
    for line in cases {
      let expected = line.split(separator: "÷").map(Self.bytes).filter { !$0.isEmpty }
      #expect(Self.segments(of: Array(expected.joined())) == expected, "\(line)")
    }
  }

  /// The UTF-8 of a segment such as ` 0061 × 0308 `.
  private static func bytes(of segment: Substring) -> [UInt8] {
    segment.split(whereSeparator: { $0 == " " || $0 == "×" || $0 == "\t" })
      .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      .flatMap { Array(String(Character($0)).utf8) }
  }

  private static func segments(of bytes: [UInt8]) -> [[UInt8]] {
    let boundaries = WordBoundaries(isTailored: false)
    var segments: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = boundaries.end(in: bytes, from: start, limit: bytes.count)
      segments.append(Array(bytes[start..<end]))
      start = end
    }
    return segments
  }
}
