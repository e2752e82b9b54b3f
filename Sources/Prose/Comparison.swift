/// One comparison of two texts, from bytes to edits.
struct Comparison {
  let old: [UInt8]
  let new: [UInt8]

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
    return writer.difference
  }
}
