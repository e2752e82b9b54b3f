extension UInt8 {
  /// White space as markup knows it: tab, line feed, form feed, carriage return, space.
  @inline(__always)
  var isWhitespace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inline(__always)
  var isAlphanumeric: Bool { isLetter || self &- 0x30 < 10 }

  /// A capital letter as a small one, anything else as it is.
  @inline(__always)
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  func digit(radix: UInt32) -> UInt32? {
    let value: UInt8
    switch self {
    case 0x30...0x39: value = self - 0x30
    case 0x41...0x46: value = self - 0x37
    case 0x61...0x66: value = self - 0x57
    default: return nil
    }
    return UInt32(value) < radix ? UInt32(value) : nil
  }
}

extension Span<UInt8> {
  /// Whether `word`, in small letters, stands at `offset`, in letters of any case.
  func has(_ word: StaticString, at offset: Int) -> Bool {
    has(word.description.utf8, at: offset)
  }

  func has(_ word: some Collection<UInt8>, at offset: Int) -> Bool {
    guard offset + word.count <= count else { return false }
    var place = offset
    for byte in word {
      if self[place].lowercased != byte { return false }
      place += 1
    }
    return true
  }

  /// The first of `byte` from `offset` on, before `limit`; `limit` where there is none.
  func first(_ byte: UInt8, from offset: Int, limit: Int) -> Int {
    var place = offset
    while place < limit, self[place] != byte { place += 1 }
    return place
  }

  func skippingWhitespace(from offset: Int) -> Int {
    var place = offset
    while place < count, self[place].isWhitespace { place += 1 }
    return place
  }
}
