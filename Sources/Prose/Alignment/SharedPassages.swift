internal import Bytes

/// Long passages that two texts share in the same order, found before either is read closely.
///
/// Most of a long article is the same in its next revision. What is shared is found by hashing
/// pieces of lines and sentences, as the engine finds equal sentences later on: pieces that are
/// unique on both sides, grown over equal neighbours, and of these runs the heaviest chain that
/// does not cross. A run of some length is then read as a single token (`TokenisedText`), so that
/// only what lies between is cut into words. At either edge of it at least one whole sentence is
/// left out and read closely, so that what is decided about a change sees what stands around it.
struct SharedPassages {
  /// In order; none overlap, and none touch.
  private(set) var found: [KeptBytes] = []

  /// A text shorter than this, in bytes, is read faster than its passages are found.
  private static let shortestText = 4_096
  /// A shorter passage is left to be read closely, in bytes.
  static let shortestPassage = 1_024

  private let old: [UInt8]
  private let new: [UInt8]

  /// The passages between two edges that are known already.
  init(_ old: [UInt8], _ oldRange: Range<Int>, _ new: [UInt8], _ newRange: Range<Int>) {
    (self.old, self.new) = (old, new)
    guard min(oldRange.count, newRange.count) >= Self.shortestText else { return }
    let (oldChunks, newChunks) = (Chunks(old, in: oldRange), Chunks(new, in: newRange))
    let runs = SentenceMatching.equalRuns(oldChunks.keys, newChunks.keys)
    let candidates = runs.map { run in
      let (source, target) = (oldChunks.bytes(of: run.oldRange), newChunks.bytes(of: run.newRange))
      return KeptBytes(
        old: source.lowerBound, new: target.lowerBound, count: min(source.count, target.count))
    }
    let edges = SentenceEdges(old)
    for index in heaviestChain(candidates.map { ($0.new, $0.count) }) {
      if let passage = readable(candidates[index], edges) { found.append(passage) }
    }
  }

  /// The passage without its outermost sentences; `nil` where little is left, or where the keys of
  /// its pieces were equal by chance.
  private func readable(_ passage: KeptBytes, _ edges: SentenceEdges) -> KeptBytes? {
    guard passage.count >= Self.shortestPassage, isEqual(passage),
      let start = edges.start(wellAfter: passage.old),
      let behind = edges.start(wellBefore: passage.oldEnd), behind > start
    else { return nil }
    var end = behind
    while end > start, old[end - 1] <= 0x20 { end -= 1 }
    guard end - start >= Self.shortestPassage else { return nil }
    return KeptBytes(old: start, new: start - passage.old + passage.new, count: end - start)
  }

  private func isEqual(_ passage: KeptBytes) -> Bool {
    old.span.commonPrefixCount(
      from: passage.old, with: new.span, from: passage.new, limit: passage.count)
      == passage.count
  }
}
