extension String {
  /// The text with control characters in caret notation, so that it cannot steer a terminal.
  var visible: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20:
        shown.unicodeScalars.append(contentsOf: "^".unicodeScalars)
        shown.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 0x40))
      case 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069:
        shown += "\u{FFFD}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
