/// Words as the lists know them.
enum WordForm {
  /// A key of some bytes as they are.
  static func key(of bytes: ArraySlice<UInt8>) -> UInt64 { key(of: bytes) { $0 } }

  /// A key of some bytes, each changed before it is taken in.
  @inline(__always)
  static func key(of bytes: ArraySlice<UInt8>, changing change: (UInt8) -> UInt8) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.append(change(byte)) }
    return hash.key
  }

  /// A key of the letters of some words, without case and without the marks that may stand inside words
  /// and numbers; `nil` where there are letters that are no common ones, or may be written as two.
  ///
  /// Two texts with other keys have not the same words, however these are written.
  static func lettersKey(of words: some Sequence<Range<Int>>, in bytes: [UInt8]) -> UInt64? {
    var hash = WordHash()
    for word in words {
      var offset = word.lowerBound
      while offset < word.upperBound {
        let byte = bytes[offset]
        if byte < 0x80 {
          let isMark = byte == 0x27 || byte == 0x2C || byte == 0x2E || byte == 0x5F
          if !isMark { hash.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
          offset += 1
          continue
        }
        guard offset + 1 < word.upperBound, !isLetterPair(byte, bytes[offset + 1]),
          let folded = CommonLetters.folded(byte, bytes[offset + 1])
        else { return nil }
        hash.append(folded.0)
        hash.append(folded.1)
        offset += 2
      }
    }
    return hash.key
  }

  /// Whether a letter is Æ or æ, which may be written as two.
  private static func isLetterPair(_ first: UInt8, _ second: UInt8) -> Bool {
    first == 0xC3 && second | 0x20 == 0xA6
  }

  /// A key that leaves case and apostrophes out.
  static func foldedKey(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = WordHash()
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte != 0x27 { hash.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        offset += 1
      } else {
        guard offset + 1 < bytes.endIndex,
          let folded = CommonLetters.folded(byte, bytes[offset + 1])
        else { return rareFoldedKey(of: bytes) }
        hash.append(folded.0)
        hash.append(folded.1)
        offset += 2
      }
    }
    return hash.key
  }

  /// The same for words with letters that are not among the common ones.
  private static func rareFoldedKey(of bytes: ArraySlice<UInt8>) -> UInt64 {
    // Decoded anyhow, all ill-formed bytes would be one character.
    guard let text = String(validating: bytes, as: UTF8.self) else { return key(of: bytes) }
    let folded = text.lowercased()
    return key(of: Array(folded.utf8.filter { $0 != 0x27 }).removingCurvedApostrophes[...])
  }
}

/// A hash of bytes that is taken in while they are folded (FNV-1a, 64 bits).
private struct WordHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always) mutating func append(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var key: UInt64 { state ^ state >> 32 }
}

extension [UInt8] {
  /// Without U+2019, which is E2 80 99.
  fileprivate var removingCurvedApostrophes: [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    while offset < count {
      let scalar = scalar(at: offset)
      if scalar.value != 0x2019 { result += self[offset..<offset + scalar.byteCount] }
      offset += scalar.byteCount
    }
    return result
  }
}
