/// Aligns two runs of tokens, as well as a budget of operations allows.
///
/// Three guards, in this order:
/// 1. A block of at most `exactLength` tokens on its shorter side whose least effort is at most
///    `exactEffort` is aligned exactly (`Wavefront`).
/// 2. Another is cut at n-grams of 8, 4, 2 and 1 tokens that are unique on both
///    sides, and each piece starts again at 1, at most `deepestCut` times.
/// 3. A piece without such anchors is aligned greedily: the furthest point that `greedyEffort`
///    reaches is taken for good, and the rest starts there. When the budget is spent, what is
///    left of the block is replaced as a whole.
struct TokenAligner {
  static let exactEffort = 700
  static let greedyEffort = 200
  /// How many times a piece may be cut again.
  static let deepestCut = 12
  /// Blocks that are longer on both sides are not tried exactly.
  static let exactLength = 6_000

  private let old: [Token]
  private let new: [Token]
  private(set) var runs: [MatchRun] = []
  /// Cells of wavefronts that may still be computed, over all blocks.
  private(set) var budget: Int
  /// For blocks of the usual length, and for those that are longer.
  private var wavefront: Wavefront<Int16>
  private var longWavefront: Wavefront<Int32>
  /// How many times the present piece has been cut.
  private var depth = 0

  init(old: [Token], new: [Token], budget: Int) {
    self.old = old
    self.new = new
    self.budget = budget
    wavefront = Wavefront(old: old, new: new)
    longWavefront = Wavefront(old: old, new: new)
  }

  /// Appends the matches inside `block` to `runs`, in order.
  mutating func align(_ block: Block) {
    let (prefix, middle, suffix) = trim(block)
    runs.join(prefix)
    if !middle.isOneSided { alignTrimmed(middle) }
    runs.join(suffix)
  }

  /// Parts what both sides begin and end with from what lies between.
  private func trim(_ block: Block) -> (MatchRun, Block, MatchRun) {
    let shorter = min(block.old.count, block.new.count)
    var head = 0
    while head < shorter,
      old[block.old.lowerBound + head].key == new[block.new.lowerBound + head].key
    {
      head += 1
    }
    var tail = 0
    while tail < shorter - head,
      old[block.old.upperBound - 1 - tail].key == new[block.new.upperBound - 1 - tail].key
    {
      tail += 1
    }
    let middle = Block(
      old: block.old.lowerBound + head..<block.old.upperBound - tail,
      new: block.new.lowerBound + head..<block.new.upperBound - tail)
    return (
      MatchRun(old: block.old.lowerBound, new: block.new.lowerBound, count: head), middle,
      MatchRun(old: middle.old.upperBound, new: middle.new.upperBound, count: tail)
    )
  }

  private mutating func alignTrimmed(_ block: Block) {
    let isShort = min(block.old.count, block.new.count) <= Self.exactLength
    if isShort, alignExactly(block) { return }
    if alignBetweenAnchors(block) { return }
    alignGreedily(block)
  }

  private mutating func alignExactly(_ block: Block) -> Bool {
    // A wavefront has about effort squared cells.
    guard budget >= Self.exactEffort * Self.exactEffort, leastEffort(block) <= Self.exactEffort
    else { return false }
    let (outcome, cost) =
      isLong(block)
      ? longWavefront.alignWhole(block, effortLimit: Self.exactEffort)
      : wavefront.alignWhole(block, effortLimit: Self.exactEffort)
    budget -= cost
    guard let outcome else { return false }
    for run in outcome.runs { runs.join(run) }
    return true
  }

  /// A bound that the effort of a block cannot be under: how many tokens one side has more of.
  private func leastEffort(_ block: Block) -> Int {
    let difference = abs(block.old.count - block.new.count)
    // Counting pays only where the wavefront might go far in vain.
    guard min(block.old.count, block.new.count) > Self.exactEffort / 4 else { return difference }
    var table = TokenBalance(keyCount: block.old.count)
    for index in block.old { table.add(old[index].key) }
    var surplus = 0
    for index in block.new where !table.take(new[index].key) { surplus += 1 }
    return max(difference, 2 * surplus + block.old.count - block.new.count)
  }

  private mutating func alignBetweenAnchors(_ block: Block) -> Bool {
    guard depth < Self.deepestCut else { return false }
    let anchors = Anchors(old: old, new: new, block: block).found
    guard !anchors.isEmpty else { return false }
    depth += 1
    defer { depth -= 1 }
    var rest = block
    for anchor in anchors {
      align(
        Block(
          old: rest.old.lowerBound..<anchor.old, new: rest.new.lowerBound..<anchor.new))
      runs.join(anchor)
      rest.old = anchor.oldEnd..<block.old.upperBound
      rest.new = anchor.newEnd..<block.new.upperBound
    }
    align(rest)
    return true
  }

  private mutating func alignGreedily(_ block: Block) {
    var rest = block
    while !rest.isOneSided, budget > 0 {
      let outcome = align(rest, effortLimit: Self.greedyEffort)
      for run in outcome.runs { runs.join(run) }
      rest.old = outcome.oldEnd..<block.old.upperBound
      rest.new = outcome.newEnd..<block.new.upperBound
    }
  }

  private func isLong(_ block: Block) -> Bool {
    max(block.old.count, block.new.count) > Wavefront<Int16>.longestBlock
  }

  private mutating func align(_ block: Block, effortLimit: Int) -> WavefrontOutcome {
    let outcome =
      isLong(block)
      ? longWavefront.align(block, effortLimit: effortLimit)
      : wavefront.align(block, effortLimit: effortLimit)
    budget -= outcome.cost
    return outcome
  }
}
