internal import Prose

/// A part of the page's text: excerpts that flow into each other, or a stretch folded away.
enum HTMLBlock {
  case flow(Excerpt)
  case fold([MarkedRun], wordCount: Int)

  /// How many groups of changes stand in it, with nothing kept between those of one.
  var changeCount: Int {
    guard case .flow(let excerpt) = self else { return 0 }
    return excerpt.runs.indices.count { excerpt.endsChange($0) }
  }

  /// Fewer unchanged words than this are easier to read past than to unfold.
  private static let shortestFold = 40

  static func blocks(
    of runs: ReadRuns, units: ReadingUnits, contextWords: Int, hasWhitespace: Bool
  ) -> [HTMLBlock] {
    var blocks: [HTMLBlock] = []
    var flow = Excerpt()
    // White space is drawn where the reader ticks the box, but parts no text.
    var layer = WhitespaceLayer(runs)
    func restored(_ runs: [MarkedRun]) -> [MarkedRun] {
      hasWhitespace ? layer.restored(runs) : runs
    }
    func close() {
      if !flow.runs.isEmpty { blocks.append(.flow(flow)) }
      flow = Excerpt()
    }
    let stretches = ExcerptBuilder.stretches(
      of: runs.withoutWhitespace, units: units, contextWords: contextWords)
    for stretch in stretches {
      switch stretch {
      case .excerpt(let excerpt):
        if flow.runs.isEmpty { flow.isCutAtStart = excerpt.isCutAtStart }
        flow.runs += restored(excerpt.runs)
        flow.isCutAtEnd = excerpt.isCutAtEnd
      case .unchanged(let run, let wordCount) where wordCount < shortestFold:
        flow.runs += restored([run])
        flow.isCutAtEnd = false
      case .unchanged(let run, let wordCount):
        close()
        blocks.append(.fold(restored([run]), wordCount: wordCount))
      }
    }
    close()
    return blocks
  }
}

extension Excerpt {
  /// Whether a group of changes ends with a run; moved passages have tags of their own.
  func endsChange(_ index: Int) -> Bool {
    guard runs[index].isMarkedChange else { return false }
    return index + 1 == runs.count || !runs[index + 1].isMarkedChange
  }
}

extension MarkedRun {
  /// Whether it is marked as a change in the place where it stands.
  var isMarkedChange: Bool { mark != .kept && move == nil && !isWhitespaceChange }
}
