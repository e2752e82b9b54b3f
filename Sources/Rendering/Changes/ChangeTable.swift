package import Prose

/// One line of a list of changes: what it is, of what, and the words.
package struct ChangeRow {
  let label: String
  let subject: String
  let pieces: [InkedText]
  /// How many changes are not shown.
  let restCount: Int

  /// A row with words of the shell's.
  package init(label: String, subject: String, words: String) {
    self.label = label
    self.subject = VisibleText.word(subject)
    pieces = [InkedText(.plain, VisibleText.line(words))]
    restCount = 0
  }

  /// A row with the first change of a class, else with what is said of the whole.
  ///
  /// - Parameters:
  ///   - sort: What the change is above all; `nil` for a move, and where nothing has a class.
  ///   - remark: What is said before it.
  ///   - width: Columns of the terminal: no more is kept.
  package init(
    label: String, subject: String, difference: Difference, sort: ChangeClass?, remark: String = "",
    width: Int, usesColour: Bool
  ) {
    self.label = label
    self.subject = VisibleText.word(subject)
    let excerpt = ChangeExcerpt(difference: difference, usesColour: usesColour, width: width)
    let summary = ChangeSummary(difference)
    var words = excerpt.pieces(of: sort)
    if words.isEmpty {
      words = [InkedText(.plain, difference.binarySummary ?? summary.markup ?? summary.line)]
      restCount = 0
    } else {
      restCount = max(0, summary.changeCount + summary.moveCount - 1)
    }
    pieces = (remark.isEmpty ? [] : [InkedText(.faint, remark + ": ")]) + words
  }
}

/// Changes of many articles, one a line, in columns as wide as the terminal.
package struct ChangeTable {
  private let rows: [ChangeRow]
  private let width: Int
  private let usesColour: Bool

  /// Narrower than this, the words of a change stand below what it is of.
  private static let leastTableWidth = 60

  package init(_ rows: [ChangeRow], width: Int, usesColour: Bool) {
    self.rows = rows
    self.width = max(width, RenderingOptions.minimumWidth)
    self.usesColour = usesColour
  }

  package func rendered() -> [UInt8] {
    var writer = InkWriter(usesColour: usesColour)
    let labelWidth = rows.map { CharacterWidth.columns(of: $0.label) }.max() ?? 0
    guard width >= Self.leastTableWidth else {
      for row in rows {
        let subject = row.subject.shortenedInside(to: width - labelWidth - 2)
        writer.writeLine(label(row, labelWidth) + [InkedText(.strong, subject)])
        writer.writeLine([InkedText(.plain, "  ")] + words(row, width - 2))
      }
      return writer.output
    }
    let subjectWidth = min(
      rows.map { CharacterWidth.columns(of: $0.subject) }.max() ?? 0, (width - labelWidth) / 2)
    for row in rows {
      let subject = [InkedText(.strong, row.subject.shortenedInside(to: subjectWidth))]
      let room = width - labelWidth - subjectWidth - 4
      writer.writeLine(
        label(row, labelWidth) + subject.padded(subjectWidth + 2) + words(row, room))
    }
    return writer.output
  }

  private func label(_ row: ChangeRow, _ labelWidth: Int) -> [InkedText] {
    [InkedText(.plain, row.label)].padded(labelWidth + 2)
  }

  private func words(_ row: ChangeRow, _ room: Int) -> [InkedText] {
    guard row.restCount > 0 else { return row.pieces.fitted(room).trimmed }
    let rest = InkedText(.faint, "  +\(Quantity.grouped(row.restCount))")
    return row.pieces.fitted(room - CharacterWidth.columns(of: rest.text)) + [rest]
  }
}
