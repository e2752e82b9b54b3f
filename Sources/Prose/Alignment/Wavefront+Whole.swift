extension Wavefront {
  /// Aligns all of the block; `nil` where that takes more than `effortLimit`.
  ///
  /// The answer is that of `align`, but ways are left as soon as they are sure to lead to no better one:
  /// a limit that is hardly above what it takes at least is tried first, and raised where it was too low.
  /// - Returns: The cost, too, is about what it would be without: how far a budget goes, and with it the
  ///   answer, does not depend on what is left out.
  mutating func alignWhole(_ block: Block, effortLimit: Int) -> (Outcome?, cost: Int) {
    let goal = block.old.count - block.new.count
    read(block)
    if run(min(effortLimit, Self.smallEffort), costEffort: effortLimit, leaving: { _ in }) {
      return (outcome(endingOn: goal), cost + compared)
    }
    let remaining = RemainingEffort(old, new, block)
    let least = remaining.least(old: 0, new: 0)
    for limit in [least + least / 8 + 8, least + least / 2 + 32, effortLimit]
    where limit <= effortLimit && least <= effortLimit {
      let isWhole = run(limit, costEffort: effortLimit) {
        $0.leaveHopeless(remaining, limit)
      }
      guard isWhole else { continue }
      return (outcome(endingOn: goal), Self.cellCount(block, rows.count - 1) + compared)
    }
    return (nil, Self.cellCount(block, effortLimit) + compared)
  }

  /// How many cells a search has, with the margins of their rows, that leaves out none.
  private static func cellCount(_ block: Block, _ effort: Int) -> Int {
    func sum(_ count: Int) -> Int {
      let (rising, level) = (min(effort, count), max(0, effort - count))
      return rising * (rising + 1) / 2 + level * count
    }
    return (effort + 1) * (1 + 2 * margin) + sum(block.old.count) + sum(block.new.count)
  }

  /// An effort up to which a block is searched without looking ahead.
  private static var smallEffort: Int { 32 }

  /// Leaves the outer diagonals of the last row that cannot come to the end within a limit.
  private mutating func leaveHopeless(_ remaining: RemainingEffort, _ limit: Int) {
    let rest = limit - (rows.count - 1)
    var (first, end) = (followed.last.lowerBound, followed.last.upperBound)
    while first < end, leastEffort(on: first, remaining) > rest {
      close(first)
      first += 1
    }
    while end > first, leastEffort(on: end - 1, remaining) > rest {
      end -= 1
      close(end)
    }
    followed.last = first..<end
  }

  /// What it takes at least from the furthest point on a diagonal, if one was reached.
  @inline(__always)
  private func leastEffort(on diagonal: Int, _ remaining: RemainingEffort) -> Int {
    let position = Int(max(open.now[origin + diagonal], matched.now[origin + diagonal]))
    return position < 0 ? .max : remaining.least(old: position, new: position - diagonal)
  }

  private mutating func close(_ diagonal: Int) {
    open.now[origin + diagonal] = Self.unreached
    matched.now[origin + diagonal] = Self.unreached
  }
}
