internal import Prose

/// Which of the two views an element belongs to; its raw value begins the element's id.
package enum HTMLView: String {
  case inline = "i"
  case sideBySide = "s"
}

extension HTMLFragment {
  /// Both texts in one.
  mutating func writeInlineView() {
    writer.markup("<section class=\"inline\" aria-label=\"Both texts in one\">\n")
    writeMap(.inline)
    writer.markup("<article class=\"\(textClasses)\" lang=\"\">\n")
    for (index, block) in blocks.enumerated() {
      switch block {
      case .fold(let runs, let wordCount): writeFold(runs, wordCount)
      case .flow(let excerpt):
        writer.markup("<div class=\"flow\" id=\"\(idPrefix)i-\(index)\" dir=\"auto\">")
        writeRuns(excerpt, .inline) { _ in true }
        writer.markup("</div>\n")
      }
    }
    writer.markup("</article>\n</section>\n")
  }

  /// The old text on the left, the new one on the right.
  mutating func writeSideBySideView() {
    writer.markup("<section class=\"side\" aria-label=\"Side by side\">\n")
    writeMap(.sideBySide)
    writer.markup(
      """
      <table class="\(textClasses)" lang="">
      <thead lang="en"><tr><th scope="col">Old</th><th scope="col">New</th></tr></thead>

      """)
    for (index, block) in blocks.enumerated() {
      writer.markup("<tbody id=\"\(idPrefix)s-\(index)\">\n")
      switch block {
      case .fold(let runs, let wordCount):
        writer.markup("<tr class=\"folded\"><td colspan=\"2\">")
        writeFold(runs, wordCount)
        writer.markup("</td></tr>\n")
      case .flow(let excerpt):
        for row in excerpt.rows(units) { writeRow(row) }
      }
      writer.markup("</tbody>\n")
    }
    writer.markup("</table>\n</section>\n")
  }

  private mutating func writeRow(_ row: Excerpt) {
    let isSame = row.runs.allSatisfy { $0.isPlain || $0.isWhitespaceChange }
    writer.markup(isSame ? "<tr class=\"same\">" : "<tr>")
    for isOld in [true, false] {
      writer.markup("<td dir=\"auto\">")
      writeRuns(row, .sideBySide) { isOld ? $0.isOnOldSide : $0.isOnNewSide }
      writer.markup("</td>")
    }
    writer.markup("</tr>\n")
  }

  private mutating func writeFold(_ runs: [MarkedRun], _ wordCount: Int) {
    let start = runs.first?.new.lowerBound ?? 0
    let end = runs.last?.new.upperBound ?? start
    writer.markup("<details><summary><span class=\"count\" lang=\"en\">")
    writer.markup("\(Quantity.text(wordCount, "unchanged word"))")
    writer.markup("</span> <span class=\"preview\" aria-hidden=\"true\" dir=\"auto\">")
    let previewEnd = units.units(in: start..<end).prefix(16).last?.start ?? end
    writer.text(String(decoding: difference.new[start..<previewEnd], as: UTF8.self))
    writer.markup("…</span></summary><div class=\"unfolded inline\" dir=\"auto\">")
    writeRuns(Excerpt(runs: runs), .inline) { _ in true }
    writer.markup("</div></details>\n")
  }
}

// MARK: - The map

extension HTMLFragment {
  /// A strip as long as the text that shows where the changes are; each excerpt is a link.
  private mutating func writeMap(_ view: HTMLView) {
    writer.markup("<nav class=\"map\" aria-label=\"Where the changes are\">")
    for (index, block) in blocks.enumerated() {
      guard case .flow(let excerpt) = block else { continue }
      let spans = excerpt.changedSpans
      for span in spans {
        writer.markup("<i class=\"\(span.name) \(position(span.new))\"></i>")
      }
      guard let first = spans.first, let last = spans.last else { continue }
      let range = first.new.lowerBound..<max(first.new.lowerBound, last.new.upperBound)
      writer.markup(
        """
        <a href="#\(idPrefix)\(view.rawValue)-\(index)" class="\(position(range))" \
        aria-label="\(Quantity.text(spans.count, "change")) at \(percent(range.lowerBound))%"></a>
        """)
    }
    writer.markup("</nav>\n")
  }

  /// As classes, for pages that take no styles but those of their sheet.
  private func position(_ range: Range<Int>) -> Markup {
    let width = percent(range.upperBound) - percent(range.lowerBound)
    return "l\(percent(range.lowerBound)) w\(width)"
  }

  private func percent(_ offset: Int) -> Int {
    100 * offset / max(1, difference.new.count)
  }
}

extension Excerpt {
  /// Each change with the place in the new text that it takes.
  fileprivate var changedSpans: [(new: Range<Int>, name: String)] {
    var spans: [(new: Range<Int>, name: String)] = []
    var offset = runs.first?.new.lowerBound ?? 0
    for run in runs {
      defer { offset = run.isOnNewSide ? run.new.upperBound : offset }
      guard !run.isPlain, !run.isWhitespaceChange else { continue }
      let range = run.isOnNewSide ? run.new : offset..<offset
      let name = run.move != nil ? "moved" : run.mark == .deleted ? "deleted" : "inserted"
      if let last = spans.last, last.name == name, last.new.upperBound == range.lowerBound {
        spans[spans.count - 1].new = last.new.lowerBound..<range.upperBound
      } else {
        spans.append((range, name))
      }
    }
    return spans
  }
}
