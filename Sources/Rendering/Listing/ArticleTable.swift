internal import Prose

/// One line of a list of articles.
package struct ArticleRow {
  fileprivate let name: String
  fileprivate let cells: [String]
  /// What became of it, else its title.
  fileprivate let words: InkedText

  /// - Parameters:
  ///   - revisionCount: `nil` where nobody could count them.
  ///   - seen: The day on which the revision was seen.
  ///   - byteCount: `nil` where there is no text.
  ///   - state: What is said in place of a title.
  package init(
    name: String, revisionCount: Int?, seen: String, recorded: String, byteCount: Int?,
    state: String?, title: String
  ) {
    self.name = VisibleText.word(name)
    cells = [
      revisionCount.map(Quantity.grouped) ?? "?", seen, recorded,
      byteCount.map(Quantity.grouped) ?? "–",
    ]
    words =
      state.map { InkedText(.faint, VisibleText.line($0)) }
      ?? InkedText(.plain, VisibleText.line(title))
  }
}

/// Articles, one a line, in columns as wide as the terminal.
package struct ArticleTable {
  private let rows: [ArticleRow]
  private let width: Int
  private let usesColour: Bool

  private static let heads = ["revisions", "seen", "recorded", "bytes"]
  /// Figures stand below each other's ends.
  private static let isFigure = [true, false, false, true]
  /// Narrower than this, what is known of an article stands below its name.
  private static let leastTableWidth = 72

  package init(_ rows: [ArticleRow], width: Int, usesColour: Bool) {
    self.rows = rows
    self.width = max(width, RenderingOptions.minimumWidth)
    self.usesColour = usesColour
  }

  package func rendered() -> [UInt8] {
    guard !rows.isEmpty else { return [] }
    var writer = InkWriter(usesColour: usesColour)
    guard width >= Self.leastTableWidth else {
      for row in rows {
        writer.writeLine([InkedText(.strong, row.name)].fitted(width))
        writer.writeLine(
          ([InkedText(.plain, "  " + row.cells.joined(separator: "  ") + "  ")] + [row.words])
            .fitted(width).trimmed)
      }
      return writer.output
    }
    let cellWidths = Self.heads.indices.map { column in
      max(Self.heads[column].count, rows.map { $0.cells[column].count }.max() ?? 0)
    }
    let room = width - cellWidths.reduce(0) { $0 + $1 + 2 }
    let longest = rows.map { CharacterWidth.columns(of: $0.name) }.max() ?? 0
    let nameWidth = min(max(longest, "article".count), room - room / 3)
    let wordsWidth = room - nameWidth - 2
    writer.writeLine(
      line(InkedText(.faint, "article"), nameWidth, Self.heads, cellWidths, .faint).trimmed)
    for row in rows {
      let name = InkedText(.strong, row.name.shortenedInside(to: nameWidth))
      let cells = line(name, nameWidth, row.cells, cellWidths, .plain)
      writer.writeLine((cells + [row.words].fitted(wordsWidth)).trimmed)
    }
    return writer.output
  }

  private func line(
    _ name: InkedText, _ nameWidth: Int, _ cells: [String], _ widths: [Int], _ ink: Ink
  ) -> [InkedText] {
    var text = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      text += (Self.isFigure[column] ? padding + cell : cell + padding) + "  "
    }
    return [name].padded(nameWidth + 2) + [InkedText(ink, text)]
  }
}
