extension ArraySlice<UInt8> {
  /// At most so many bytes from the beginning, without a character of which only a part would be left.
  package func prefixOfCharacters(_ largestByteCount: Int) -> ArraySlice<UInt8> {
    guard count > largestByteCount else { return self }
    var end = startIndex + largestByteCount
    while end > startIndex, self[end] & 0xC0 == 0x80 { end -= 1 }
    return self[..<end]
  }
}
