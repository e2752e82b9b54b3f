/// The letters of two bytes that most European texts are written in, known without a table.
enum CommonLetters {
  /// Whether a character is one of them: Latin, Greek and Cyrillic letters of two bytes that have
  /// no property but to be letters.
  @inline(__always)
  static func contains(_ first: UInt8, _ second: UInt8) -> Bool {
    guard second & 0xC0 == 0x80 else { return false }
    switch first {
    case 0xC3: return second != 0x97 && second != 0xB7
    case 0xC4...0xCA: return true
    case 0xCE: return second >= 0xA3
    case 0xCF: return second != 0xB6
    case 0xD0, 0xD3: return true
    case 0xD1: return true
    case 0xD2: return second <= 0x81 || second >= 0x8A
    default: return false
    }
  }

  /// Whether a character is a capital letter of Latin-1 or of the Cyrillic alphabets in most use.
  static func isCapital(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first, second) {
    case (0xC3, 0x97): return false
    case (0xC3, 0x80...0x9E), (0xD0, 0x80...0xAF), (0xD2, 0x90): return true
    default: return false
    }
  }

  /// The small form of a letter of Latin-1 or of the first Cyrillic block; `nil` for any other.
  @inline(__always)
  static func folded(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8)? {
    switch (first, second) {
    case (0xC3, 0x97), (0xC3, 0xB7): return nil
    case (0xC3, 0x80...0x9E): return (first, second + 0x20)
    case (0xC3, 0x9F...0xBF): return (first, second)
    case (0xD0, 0x80...0x8F): return (0xD1, second + 0x10)
    case (0xD0, 0x90...0x9F): return (first, second + 0x20)
    case (0xD0, 0xA0...0xAF): return (0xD1, second - 0x20)
    case (0xD0, 0xB0...0xBF), (0xD1, 0x80...0x9F): return (first, second)
    default: return nil
    }
  }
}
