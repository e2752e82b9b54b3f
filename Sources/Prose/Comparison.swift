/// One comparison of two texts, from bytes to edits.
struct Comparison {
  let old: [UInt8]
  let new: [UInt8]

  func difference() -> Difference {
    let edges = CommonEdges(old, new)
    let oldMiddle = edges.prefixCount..<old.count - edges.suffixCount
    let newMiddle = edges.prefixCount..<new.count - edges.suffixCount
    let oldTokens = Tokeniser.tokens(of: old, in: oldMiddle)
    let newTokens = Tokeniser.tokens(of: new, in: newMiddle)
    var aligner = TokenAligner(
      old: oldTokens.map(\.key), new: newTokens.map(\.key),
      budget: 4_000_000 + 64 * (oldTokens.count + newTokens.count))
    aligner.align(Block(old: 0..<oldTokens.count, new: 0..<newTokens.count))
    var script = EditScript(old: old, new: new, from: 0..<old.count, to: 0..<new.count)
    script.append(.keep, oldCount: edges.prefixCount, newCount: edges.prefixCount)
    for run in aligner.runs {
      for offset in 0..<run.count {
        let range = oldTokens[run.old + offset].range
        script.keep(
          old: range.lowerBound, new: Int(newTokens[run.new + offset].start), count: range.count)
      }
    }
    script.change(oldEnd: oldMiddle.upperBound, newEnd: newMiddle.upperBound)
    script.append(.keep, oldCount: edges.suffixCount, newCount: edges.suffixCount)
    return Difference(old: old, new: new, edits: script.edits)
  }
}
