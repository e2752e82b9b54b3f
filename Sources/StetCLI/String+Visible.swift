internal import Rendering

extension String {
  /// The text as a terminal may see it, on one line.
  var visible: String { VisibleText.word(self) }
}

extension ArraySlice<UInt8> {
  /// As text with one space for each run of white space.
  var onOneLine: String {
    var words: [UInt8] = []
    for byte in self {
      let isSpace = byte == 0x20 || byte &- 0x09 < 5
      if !isSpace { words.append(byte) } else if words.last != 0x20 { words.append(0x20) }
    }
    return String(decoding: words, as: UTF8.self)
  }
}
