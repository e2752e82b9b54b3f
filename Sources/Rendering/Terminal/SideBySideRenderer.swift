public import Prose

extension Difference {
  /// Only the changed sentences, the old text on the left and the new one on the right.
  ///
  /// Both columns begin a new row wherever a kept sentence begins, so they stay level.
  public func sideBySide(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    let inker = ExcerptInker(self, usesColour: options.usesColour)
    let columns = TwoColumns(width: options.width)
    let units = ReadingUnits(new)
    return terminalPage(oldLabel, newLabel, options, units) { excerpt in
      excerpt.rows(units).flatMap { row in
        columns.lines(inker.side(row, isOld: true), inker.side(row, isOld: false))
      }
    }
  }
}

extension Excerpt {
  /// The excerpt cut at each sentence that begins inside kept text.
  func rows(_ units: ReadingUnits) -> [Excerpt] {
    var rows = [Excerpt(isCutAtStart: isCutAtStart)]
    for run in runs {
      var rest = run
      for start in run.isPlain ? units.units(in: run.new).filter(\.isSentenceStart) : [] {
        let head = rest.clipped(rest.new.lowerBound..<start.start)
        if !head.new.isEmpty { rows[rows.count - 1].runs.append(head) }
        rest = rest.clipped(start.start..<rest.new.upperBound)
        if !rows[rows.count - 1].runs.isEmpty { rows.append(Excerpt()) }
      }
      rows[rows.count - 1].runs.append(rest)
    }
    rows[rows.count - 1].isCutAtEnd = isCutAtEnd
    return rows
  }
}

/// Two columns of equal width with a rule between them.
private struct TwoColumns {
  private let columnWidth: Int

  init(width: Int) {
    columnWidth = (width - 3) / 2
  }

  func lines(_ left: [InkedText], _ right: [InkedText]) -> [[InkedText]] {
    let leftLines = lines(left)
    let rightLines = lines(right)
    return (0..<max(leftLines.count, rightLines.count)).map { index in
      let leftLine = index < leftLines.count ? leftLines[index] : []
      let rightLine = index < rightLines.count ? rightLines[index] : []
      return leftLine.padded(columnWidth) + [InkedText(.faint, rightLine.isEmpty ? " │" : " │ ")]
        + rightLine
    }
  }

  private func lines(_ pieces: [InkedText]) -> [[InkedText]] {
    TerminalLayout.lines(of: pieces, width: columnWidth, hangingIndent: columnWidth > 40 ? 2 : 0)
  }
}
