/// What the search knows of writing systems, by folded scalar.
enum Script {
  /// Whether words stand together without spaces: Han, kana, Hangul, Thai, Lao, Khmer, Burmese.
  ///
  /// Hangul has spaces, but its words carry endings that nobody types into a search.
  static func runsOn(_ scalar: UInt32) -> Bool {
    switch scalar {
    case ..<0x0E00: false
    // Thai and Lao, Burmese, letters of Hangul, Khmer.
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF: true
    // Radicals, marks of repetition, kana, Hangul again, Han.
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x303C, 0x3041...0x30FF,
      0x3131...0x318F, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF:
      true
    case 0xA960...0xA97F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F, 0xAC00...0xD7FF: true
    // Kana and Han beyond the first plane.
    case 0x1AFF0...0x1B16F, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether it is known to be a letter that is folded to itself: kana, Han, syllables of Hangul.
  ///
  /// Chinese is read half as fast where Unicode's tables are asked of each.
  @inline(__always) static func isPlain(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFC, 0xAC00...0xD7A3: true
    default: false
    }
  }

  /// Whether a letter loses its marks: Latin and Greek ones, and the digits of ASCII.
  static func losesMarks(_ scalar: UInt32) -> Bool {
    switch scalar {
    case ..<0x02B0, 0x0370...0x03FF, 0x1D00...0x1DBF, 0x1E00...0x1FFF: true
    case 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xAB30...0xAB6F: true
    default: false
    }
  }

  /// Whether `scalar` may be one syllable of Hangul together with `previous`.
  static func joins(_ scalar: UInt32, after previous: UInt32) -> Bool {
    switch scalar {
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: (0x1100...0xD7FF).contains(previous)
    default: false
    }
  }
}
