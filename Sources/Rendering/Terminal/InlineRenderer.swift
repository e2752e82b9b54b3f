public import Prose

extension Difference {
  /// Only the changed sentences, both texts in one, for reading on a terminal.
  ///
  /// Control characters of the texts and labels are shown as pictures, so no article can send
  /// commands to the terminal.
  public func inline(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    let inker = ExcerptInker(self, usesColour: options.usesColour)
    return terminalPage(oldLabel, newLabel, options, ReadingUnits(new)) { excerpt in
      TerminalLayout.lines(
        of: inker.merged(excerpt), width: options.width, indent: 2, hangingIndent: 4)
    }
  }

  /// The header, then each excerpt under a rule that says what was left out before it.
  func terminalPage(
    _ oldLabel: RevisionLabel, _ newLabel: RevisionLabel, _ options: RenderingOptions,
    _ units: ReadingUnits, excerptLines: (Excerpt) -> [[InkedText]]
  ) -> [UInt8] {
    var writer = InkWriter(usesColour: options.usesColour)
    let runs = ReadRuns(self)
    let summary = ChangeSummary(self, runs, whitespace: options.whitespace)
    let header = TerminalHeader(
      old: oldLabel, new: newLabel, difference: self, width: options.width, summary: summary,
      sourceHint: options.sourceHint)
    if options.showsHeader { for line in header.lines { writer.writeLine(line) } }
    if isEmpty { return writer.output }
    if let binarySummary {
      if !options.showsHeader { writer.writeLine([InkedText(.plain, binarySummary)]) }
      return writer.output
    }
    var skippedWords = 0
    let stretches = ExcerptBuilder.stretches(
      of: runs.drawn(options.whitespace), units: units, contextWords: options.contextWords)
    let hasExcerpt = stretches.contains(where: \.isExcerpt)
    if hasExcerpt, !options.showsHeader {
      for line in header.pageLines { writer.writeLine(line) }
    }
    guard hasExcerpt else {
      if !options.showsHeader { writer.writeLine([InkedText(.plain, summary.line)]) }
      return writer.output
    }
    for stretch in stretches {
      switch stretch {
      case .unchanged(_, let wordCount):
        skippedWords = wordCount
      case .excerpt(let excerpt):
        writer.writeLine([])
        writer.writeLine(ExcerptRule(skippedWords, excerpt).line(width: options.width))
        for line in excerptLines(excerpt) { writer.writeLine(line) }
        skippedWords = 0
      }
    }
    writer.writeLine([])
    writer.writeLine(ExcerptRule(skippedWords, nil).line(width: options.width))
    return writer.output
  }
}

/// The line above an excerpt: what was left out before it, and what sort of changes follow.
struct ExcerptRule {
  private let left: String
  private let right: String

  /// - Parameter excerpt: `nil` below the last one.
  init(_ skippedWords: Int, _ excerpt: Excerpt?) {
    left = skippedWords > 0 ? Quantity.text(skippedWords, "unchanged word") : ""
    var labels = excerpt?.classes.map(\.rawValue) ?? ["end"]
    if excerpt?.hasMove == true { labels.append("move") }
    right = labels.joined(separator: " · ")
  }

  func line(width: Int) -> [InkedText] {
    let start = left.isEmpty ? "──" : "── \(left) "
    let end = right.isEmpty ? "──" : " \(right) ──"
    let room = width - CharacterWidth.columns(of: start) - CharacterWidth.columns(of: end)
    let rule = start + String(repeating: "─", count: max(2, room)) + end
    let line = [InkedText(.faint, rule)]
    // A rule with room to stretch is as wide as the page.
    return room >= 2 ? line : line.fitted(width)
  }
}
