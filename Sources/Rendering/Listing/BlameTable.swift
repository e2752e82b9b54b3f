internal import Prose

/// One sentence with when it arrived.
package struct BlameRow {
  let label: String
  let text: [UInt8]
  let startsParagraph: Bool

  package init(label: String, text: [UInt8], startsParagraph: Bool) {
    (self.label, self.text, self.startsParagraph) = (VisibleText.word(label), text, startsParagraph)
  }
}

/// A text, a sentence a paragraph, with a margin that says when each arrived.
package struct BlameTable {
  private let rows: [BlameRow]
  private let width: Int
  private let usesColour: Bool

  private static let longestLabel = 32
  /// With less room beside the margin, the text stands below it.
  private static let leastTextWidth = 30

  package init(_ rows: [BlameRow], width: Int, usesColour: Bool) {
    self.rows = rows
    self.width = max(width, RenderingOptions.minimumWidth)
    self.usesColour = usesColour
  }

  package func rendered() -> [UInt8] {
    var writer = InkWriter(usesColour: usesColour)
    let longest = rows.map { CharacterWidth.columns(of: $0.label) }.max() ?? 0
    let margin = min(longest, Self.longestLabel)
    let isBeside = width - margin - 2 >= Self.leastTextWidth
    for (place, row) in rows.enumerated() {
      if place > 0, row.startsParagraph { writer.writeLine([]) }
      let label = InkedText(
        .faint, row.label.shortenedInside(to: isBeside ? margin : min(margin, width)))
      let indent = isBeside ? margin + 2 : 2
      let words = VisibleText.line(String(decoding: row.text, as: UTF8.self))
      var lines = TerminalLayout.lines(
        of: [InkedText(.plain, words)], width: width - indent)
      if lines.isEmpty { lines = [[]] }
      if !isBeside { writer.writeLine([label]) }
      for (number, line) in lines.enumerated() {
        let isLabelled = isBeside && number == 0
        let start = isLabelled ? [label].padded(indent) : [InkedText(.plain, "")].padded(indent)
        writer.writeLine((start + line).trimmed)
      }
    }
    return writer.output
  }
}
