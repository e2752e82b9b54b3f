internal import HTML

/// A part of a paragraph.
enum Inline {
  /// Bytes that stand for themselves.
  case text(Range<Int>)
  /// Characters that a reference or an escape stands for.
  case characters([UInt8], from: Range<Int>)
  /// Asterisks, underscores or tildes: those that are left over are seen.
  case delimiters(Delimiters)
  /// `[` or `![`; what became of it is known at its end.
  case opening(Range<Int>, Bracket)
  case closing(Range<Int>, Bracket)
  case softBreak
  case hardBreak
  case block

  enum Bracket {
    /// A sign like any other.
    case text
    case link
    case image
  }

  /// A run of one sign that may begin or end emphasis.
  struct Delimiters {
    var sign: UInt8
    var range: Range<Int>
    /// How many are not used up.
    var count: Int
    var canOpen: Bool
    var canClose: Bool
  }
}

extension UInt8 {
  @inline(__always)
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }

  /// A mark of ASCII: any of them can be escaped.
  var isMark: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isDigit: Bool { self &- 0x30 < 10 }
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
