extension Difference {
  /// Only the changed sentences, both texts in one, for reading on a terminal.
  ///
  /// Control characters of the texts and labels are shown as pictures, so no article can send
  /// commands to the terminal.
  public func inline(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    let inker = PassageInker(self, usesColour: options.usesColour)
    return terminalPage(oldLabel, newLabel, options) { passage in
      TerminalLayout.lines(
        of: inker.merged(passage), width: options.width, indent: 2, hangingIndent: 4)
    }
  }

  /// The header, then each passage under a rule that says what was left out before it.
  func terminalPage(
    _ oldLabel: RevisionLabel, _ newLabel: RevisionLabel, _ options: RenderingOptions,
    passageLines: (Passage) -> [[InkedText]]
  ) -> [UInt8] {
    var writer = InkWriter(usesColour: options.usesColour)
    let header = TerminalHeader(
      old: oldLabel, new: newLabel, difference: self, width: options.width)
    for line in header.lines { writer.writeLine(line) }
    if edits.allSatisfy({ $0.kind == .keep }) { return writer.output }
    var skippedWords = 0
    for stretch in PassageBuilder.stretches(of: self, contextWords: options.contextWords) {
      switch stretch {
      case .unchanged(_, let wordCount):
        skippedWords = wordCount
      case .passage(let passage):
        writer.writeLine([])
        writer.writeLine(PassageRule(skippedWords, passage).line(width: options.width))
        for line in passageLines(passage) { writer.writeLine(line) }
        skippedWords = 0
      }
    }
    writer.writeLine([])
    writer.writeLine(PassageRule(skippedWords, nil).line(width: options.width))
    return writer.output
  }
}

/// The line above a passage: what was left out before it, and what sort of changes follow.
struct PassageRule {
  private let left: String
  private let right: String

  /// - Parameter passage: `nil` below the last one.
  init(_ skippedWords: Int, _ passage: Passage?) {
    left = skippedWords > 0 ? Quantity.text(skippedWords, "unchanged word") : ""
    var labels = passage?.classes.map(\.rawValue) ?? ["end"]
    if passage?.hasMove == true { labels.append("move") }
    right = labels.joined(separator: " · ")
  }

  func line(width: Int) -> [InkedText] {
    let start = left.isEmpty ? "──" : "── \(left) "
    let end = right.isEmpty ? "──" : " \(right) ──"
    let room = width - TerminalWidth.columns(of: start) - TerminalWidth.columns(of: end)
    let rule = start + String(repeating: "─", count: max(2, room)) + end
    return [InkedText(.faint, rule)].fitted(width)
  }
}
