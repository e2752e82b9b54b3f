extension Unicode.Scalar {
  /// Unicode's category "control"; every line of a log asks, and tables take ten times as long.
  package var isControl: Bool { value < 0x20 || 0x7F..<0xA0 ~= value }
}

extension String {
  /// The byte at which the first control character stands; `nil` where there is none.
  package var firstControl: Int? {
    var offset = 0
    for scalar in unicodeScalars {
      if scalar.isControl { return offset }
      offset += UTF8.width(scalar)
    }
    return nil
  }

  /// The text as a field of a table: it breaks no line and no field, and is cut off after so many characters.
  func singleField(limit: Int) -> String {
    var field = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(limit) { field.append(scalar.isControl ? " " : scalar) }
    return String(field)
  }
}
