/// A part of the page's text: passages that flow into each other, or a stretch folded away.
enum HTMLBlock {
  case flow(Passage)
  case fold(MarkedRun, wordCount: Int)

  /// Fewer unchanged words than this are easier to read past than to unfold.
  private static let shortestFold = 40

  static func blocks(of difference: Difference, contextWords: Int) -> [HTMLBlock] {
    var blocks: [HTMLBlock] = []
    var flow = Passage()
    func close() {
      if !flow.runs.isEmpty { blocks.append(.flow(flow)) }
      flow = Passage()
    }
    for stretch in PassageBuilder.stretches(of: difference, contextWords: contextWords) {
      switch stretch {
      case .passage(let passage):
        if flow.runs.isEmpty { flow.isCutAtStart = passage.isCutAtStart }
        flow.runs += passage.runs
        flow.isCutAtEnd = passage.isCutAtEnd
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
