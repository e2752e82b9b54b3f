internal import HTML

extension TextForm {
  /// What a reader sees of a text in this form: its words, as they are compared. Nothing, where it is no text.
  package func visible(_ text: [UInt8]) -> [UInt8] {
    if text.isBinary { return [] }
    guard text.count <= PageText.largestSource else { return text }
    return VisibleSide(text, self).text
  }
}
