import Testing

@testable import Prose

struct CommonLettersTests {
  /// All characters of two bytes.
  private static let pairs: [(scalar: Unicode.Scalar, bytes: [UInt8])] =
    (0x80..<0x800 as Range<UInt32>).compactMap {
      guard let scalar = Unicode.Scalar($0) else { return nil }
      return (scalar, Array(String(Character(scalar)).utf8))
    }

  @Test func `a common letter is a letter to the word boundaries, and nothing else`() {
    let plain = CharacterProperties(bits: WordBreak.letter.rawValue).bits
    for (scalar, bytes) in Self.pairs where CommonLetters.contains(bytes[0], bytes[1]) {
      #expect(WordBreakTable.shared[scalar.value].bits == plain, "\(scalar)")
    }
  }

  @Test func `every character has the properties of its run`() {
    var run = 0
    for scalar in 0..<0x110000 as Range<UInt32> {
      while run + 1 < WordBreakTable.runs.count, WordBreakTable.runs[run + 1] >> 8 <= scalar {
        run += 1
      }
      let bits = UInt8(truncatingIfNeeded: WordBreakTable.runs[run])
      // No expectation for each of a million.
      guard WordBreakTable.shared[scalar].bits != bits else { continue }
      Issue.record("U+\(String(scalar, radix: 16))")
      return
    }
  }

  @Test func `a common letter is folded as the standard library does it`() {
    for (scalar, bytes) in Self.pairs {
      guard let folded = CommonLetters.folded(bytes[0], bytes[1]) else { continue }
      #expect(
        Array(String(Character(scalar)).lowercased().utf8) == [folded.0, folded.1], "\(scalar)")
    }
  }

  @Test func `a capital is upper case`() {
    for (scalar, bytes) in Self.pairs where CommonLetters.isCapital(bytes[0], bytes[1]) {
      #expect(scalar.properties.isUppercase, "\(scalar)")
    }
  }
}
