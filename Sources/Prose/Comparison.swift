/// One comparison of two texts, from bytes to edits.
struct Comparison {
  let old: [UInt8]
  let new: [UInt8]

  /// The whole way, but for the last check.
  func difference() -> Difference {
    let edges = CommonEdges(old, new)
    let oldMiddle = edges.prefixCount..<old.count - edges.suffixCount
    let newMiddle = edges.prefixCount..<new.count - edges.suffixCount
    let alignment = ProseAlignment(
      old: TokenisedText(old, in: oldMiddle), new: TokenisedText(new, in: newMiddle))
    var writer = DifferenceWriter(old: old, new: new, moved: alignment.moved)
    writer.keep(KeptBytes(old: 0, new: 0, count: edges.prefixCount))
    for kept in alignment.kept { writer.keep(kept) }
    writer.change(oldEnd: oldMiddle.upperBound, newEnd: newMiddle.upperBound)
    let suffix = KeptBytes(
      old: oldMiddle.upperBound, new: newMiddle.upperBound, count: edges.suffixCount)
    writer.keep(suffix)
    return classified(writer.difference)
  }

  /// The difference, each change with its class.
  private func classified(_ difference: Difference) -> Difference {
    var classifier = Classifier(old: old, new: new)
    let edits = classifier.classified(difference.edits)
    let moves = difference.moves.map { move in
      guard move.edits.count > 1 else { return move }
      var classifier = Classifier(old: old, new: new)
      var move = move
      move.edits = classifier.classified(move.edits)
      return move
    }
    return Difference(old: old, new: new, edits: edits, moves: moves)
  }
}
