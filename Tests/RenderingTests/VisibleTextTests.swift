import Prose
import Testing

@testable import Rendering

/// What a terminal may see, and that every form that can reach one keeps to it.
struct VisibleTextTests {
  static let hostile =
    "a\u{1B}]0;title\u{7}b\u{9B}2Jc\u{61C}d\u{2028}e\u{2029}f\u{200E}g\u{202E}h\u{2069}i\u{7F}j\rk\u{1}l"

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\t" && scalar != "\n"
    case .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }

  @Test func `what a terminal obeys is what Unicode calls control, separator and bidi control`() {
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if VisibleText.isObeyed(scalar) != Self.isObeyed(scalar) {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func `a word stays on one line and reads as it did`() {
    #expect(VisibleText.word("a\tb\nc\u{1B}\u{2028}é") == "a␉b␊c␛‹U+2028›é")
  }

  @Test(arguments: RenderingFormat.allCases, [false, true])
  func `no form sends a terminal what it would obey`(
    format: RenderingFormat, usesColour: Bool
  ) throws {
    let hostile = Self.hostile
    let heading = "h\(hostile)\n" + String(repeating: "kept\n", count: 9)
    let old = heading + "one \(hostile) kept\r\nlast"
    let new = heading + "two \(hostile) kept\r\nlast\(hostile)"
    let label = RevisionLabel(name: hostile, specifier: hostile, title: hostile)
    let options = RenderingOptions(usesColour: usesColour, isTerminal: true)
    let bytes = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
      .rendered(as: format, old: label, new: label, options: options)
    var text = String(decoding: bytes, as: UTF8.self)
    // The program's own colours.
    text.replace(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(!text.unicodeScalars.contains(where: Self.isObeyed))
  }

  @Test(arguments: [RenderingFormat.unified, .porcelain, .wordDiff])
  func `a program gets the bytes as they are`(format: RenderingFormat) {
    let old = Array("k \(Self.hostile)\n".utf8)
    let bytes = Difference.between(old: old, new: old + Array("x\n".utf8)).rendered(as: format)
    #expect(String(decoding: bytes, as: UTF8.self).contains(Self.hostile))
  }
}
