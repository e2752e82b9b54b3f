/// The text that a reader of a page sees.
///
/// Paragraphs and other blocks have a blank line between them; `br`, rows and the points of a list
/// start a line, and each point has a bullet. The cells of a row stand between bars; a picture is its
/// alternative text in brackets, a button its words. White space is as a browser draws it: kept in `pre`,
/// else one space. What nobody sees is left out: scripts, style sheets, templates, hidden elements,
/// and what a style sheet hides is not: that cannot be known without one.
package struct PageText: Sendable {
  /// As the source has it, but for character references: UTF-8 if the source is.
  package let bytes: [UInt8]
  package let map: SourceMap
  /// All else of the source, in order; white space and the order of things are no items.
  package let markup: [MarkupItem]

  /// - Complexity: O(n) in time and memory, however deeply elements are nested.
  package init(_ source: [UInt8]) {
    var reader = PageReader(source)
    reader.readAll()
    bytes = reader.writer.bytes
    map = reader.writer.map
    markup = reader.markup
  }

  /// The largest source that can be read: places in it have 32 bits.
  package static let largestSource = Int(Int32.max) / 4
}

extension PageText {
  /// What an attribute's value means, its character references read.
  package static func value(_ range: Range<Int>, in source: [UInt8]) -> [UInt8] {
    guard
      source.span.first(0x26, from: range.lowerBound, limit: range.upperBound) < range.upperBound
    else { return Array(source[range]) }
    var value: [UInt8] = []
    visitValue(range, in: source) { bytes, _ in value += bytes }
    return value
  }

  /// Visits the bytes of an attribute's value in order, each piece with the range of its source.
  static func visitValue(
    _ range: Range<Int>, in source: [UInt8], _ visit: (ArraySlice<UInt8>, Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    var place = start
    while place < range.upperBound {
      guard source[place] == 0x26,
        let found = CharacterReferences.all.reference(
          in: source.span, at: place, limit: range.upperBound, isInAttribute: true)
      else {
        place += 1
        continue
      }
      if place > start { visit(source[start..<place], start..<place) }
      visit(found.value.bytes[...], place..<found.end)
      place = found.end
      start = place
    }
    if place > start { visit(source[start..<place], start..<place) }
  }
}
