/// One comparison of two texts, from bytes to edits.
struct Comparison {
  let old: [UInt8]
  let new: [UInt8]

  /// The whole way, but for the last check.
  func difference() -> Difference {
    let edges = CommonEdges(old, new)
    let oldMiddle = edges.prefixCount..<old.count - edges.suffixCount
    let newMiddle = edges.prefixCount..<new.count - edges.suffixCount
    let shared = SharedPassages(old, oldMiddle, new, newMiddle).found
    let alignment = ProseAlignment(
      old: TokenisedText(
        old, in: oldMiddle, passages: shared.map { $0.old..<$0.oldEnd }),
      new: TokenisedText(
        new, in: newMiddle, passages: shared.map { $0.new..<$0.newEnd }))
    var writer = DifferenceWriter(old: old, new: new, moved: alignment.moved)
    writer.keep(KeptBytes(old: 0, new: 0, count: edges.prefixCount))
    for kept in alignment.kept { writer.keep(kept) }
    writer.change(oldEnd: oldMiddle.upperBound, newEnd: newMiddle.upperBound)
    let suffix = KeptBytes(
      old: oldMiddle.upperBound, new: newMiddle.upperBound, count: edges.suffixCount)
    writer.keep(suffix)
    return classified(writer.finished())
  }

  /// The difference, each change with its class.
  private func classified(_ written: consuming DifferenceWriter.Result) -> Difference {
    var (edits, moves) = (written.edits, written.moves)
    written.edits = []
    var classifier = Classifier(old: old, new: new)
    classifier.classify(&edits)
    for index in moves.indices where moves[index].edits.count > 1 {
      var classifier = Classifier(old: old, new: new)
      classifier.classify(&moves[index].edits)
    }
    return Difference(old: old, new: new, edits: edits, moves: moves)
  }
}
