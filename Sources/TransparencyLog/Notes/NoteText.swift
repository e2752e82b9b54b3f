/// What may stand in notes, and in names of keys.
///
/// Source: C2SP signed-note, "Format".
enum NoteText {
  static let newline = UInt8(ascii: "\n")

  /// Where the first byte is that no note may have: not UTF-8, or a control character that is no newline.
  ///
  /// - Returns: Its offset from the start of `bytes`; `nil` where there is none.
  static func fault(in bytes: ArraySlice<UInt8>) -> Int? {
    for (place, byte) in zip(0..., bytes) where byte < 0x20 && byte != newline { return place }
    let span = bytes.span
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// Whether these bytes can be signed.
  static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.last == newline && fault(in: bytes[...]) == nil
  }

  /// Whether a key may have this name: not empty, no white space of Unicode, no plus, no control character.
  static func isKeyName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace
      }
  }

  /// The lines of a text, without their newlines; `nil` where the last has none.
  static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>]? {
    guard text.last == newline else { return nil }
    return text.dropLast().split(separator: newline, omittingEmptySubsequences: false)
  }
}

extension String {
  /// Whether both have the same bytes. `==` takes different spellings of an accented letter for the same, and who
  /// signs has one of them.
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
