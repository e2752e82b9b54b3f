internal import Prose

/// A part of the page's text: excerpts that flow into each other, or a stretch folded away.
enum HTMLBlock {
  case flow(Excerpt)
  case fold(MarkedRun, wordCount: Int)

  /// Fewer unchanged words than this are easier to read past than to unfold.
  private static let shortestFold = 40

  static func blocks(
    of difference: Difference, units: ReadingUnits, contextWords: Int
  ) -> [HTMLBlock] {
    var blocks: [HTMLBlock] = []
    var flow = Excerpt()
    func close() {
      if !flow.runs.isEmpty { blocks.append(.flow(flow)) }
      flow = Excerpt()
    }
    let stretches = ExcerptBuilder.stretches(
      of: difference, units: units, contextWords: contextWords)
    for stretch in stretches {
      switch stretch {
      case .excerpt(let excerpt):
        if flow.runs.isEmpty { flow.isCutAtStart = excerpt.isCutAtStart }
        flow.runs += excerpt.runs
        flow.isCutAtEnd = excerpt.isCutAtEnd
      case .unchanged(let run, let wordCount) where wordCount < shortestFold:
        flow.runs.append(run)
        flow.isCutAtEnd = false
      case .unchanged(let run, let wordCount):
        close()
        blocks.append(.fold(run, wordCount: wordCount))
      }
    }
    close()
    return blocks
  }
}
