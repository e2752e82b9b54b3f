/// One comparison of two texts, from bytes to edits.
struct Comparison {
  let old: [UInt8]
  let new: [UInt8]
  /// Whether tags in the texts are tags, and not what a reader sees.
  var hasMarkup = true
  /// Whether each change gets its class, and all of them are counted.
  var classified = true

  /// The whole way, but for the last check.
  func difference() -> Difference {
    let edges = CommonEdges(old, new)
    let oldMiddle = edges.prefixCount..<old.count - edges.suffixCount
    let newMiddle = edges.prefixCount..<new.count - edges.suffixCount
    let shared = SharedPassages(old, oldMiddle, new, newMiddle).found
    let (alignment, read) = alignment(oldMiddle, newMiddle, around: shared)
    var writer = DifferenceWriter(old: old, new: new, moved: alignment.moved)
    writer.keep(KeptBytes(old: 0, new: 0, count: edges.prefixCount))
    writer.keep(alignment.kept)
    writer.change(oldEnd: oldMiddle.upperBound, newEnd: newMiddle.upperBound)
    let suffix = KeptBytes(
      old: oldMiddle.upperBound, new: newMiddle.upperBound, count: edges.suffixCount)
    writer.keep(suffix)
    // Edits may take more than the texts: no second copy of them is made.
    return classified
      ? withClasses((consume writer).finished(), read)
      : unclassified((consume writer).finished())
  }

  /// The tokens of both texts, as far as they were read one by one; `nil` where they were grouped, and
  /// where nobody will count them.
  private typealias Read = (old: ReadTokens, new: ReadTokens)?

  private func alignment(
    _ oldRange: Range<Int>, _ newRange: Range<Int>, around shared: [KeptBytes]
  ) -> (ProseAlignment, Read) {
    let (sources, targets) = (shared.map(\.oldRange), shared.map(\.newRange))
    let isGrouped = isDense(old, oldRange, sources) || isDense(new, newRange, targets)
    let oldText = TokenisedText(old, in: oldRange, passages: sources, isGrouped: isGrouped)
    let newText = TokenisedText(new, in: newRange, passages: targets, isGrouped: isGrouped)
    let read =
      isGrouped || !classified
      ? nil : (ReadTokens(oldText, in: oldRange), ReadTokens(newText, in: newRange))
    return (ProseAlignment(old: oldText, new: newText), read)
  }

  /// Whether a range has more tokens than can be held one by one.
  private func isDense(_ text: [UInt8], _ range: Range<Int>, _ passages: [Range<Int>]) -> Bool {
    let byteCount = passages.reduce(range.count) { $0 - $1.count }
    guard byteCount >= TokenGroup.shortestText else { return false }
    return TokenGroup.isNeeded(
      for: Tokeniser.count(in: text, range, passages: passages), byteCount: byteCount)
  }

  /// The difference, each change with its class, and all of them counted.
  private func withClasses(
    _ written: consuming DifferenceWriter.Result, _ read: Read
  ) -> Difference {
    var (edits, moves) = (written.edits, written.moves)
    written.edits = []
    var classifier = Classifier(old: old, new: new, hasMarkup: hasMarkup)
    classifier.classify(&edits)
    for index in moves.indices where moves[index].edits.count > 1 {
      var classifier = Classifier(old: old, new: new, hasMarkup: hasMarkup)
      classifier.classify(&moves[index].edits)
    }
    return Difference(
      old: old, new: new, edits: edits, moves: moves,
      tally: read.map { Tally(edits, moves, old: $0.old, new: $0.new) })
  }

  private func unclassified(_ written: consuming DifferenceWriter.Result) -> Difference {
    Difference(old: old, new: new, edits: written.edits, moves: written.moves)
  }
}
