/// Finds the alignment of two runs of tokens with the least *effort*: deleted tokens, inserted
/// tokens and one more for each hunk they stand in.
///
/// The wavefront algorithm for affine gaps: for a growing effort it keeps, on each diagonal, the
/// furthest point that can be reached in a match and in a hunk. It needs steps and memory of
/// the order of the square of the effort, whatever the length of the texts.
///
/// Source: Marco-Sola et al., "Fast gap-affine pairwise alignment using the wavefront
/// algorithm", Bioinformatics 37 (2021). Here a hunk is deleted and inserted tokens together.
struct Wavefront {
  /// One effort: the furthest old position on each diagonal (old position less new position).
  private struct Row {
    /// Index of diagonal 0; may lie outside the storage.
    var origin: Int
    var diagonals: ClosedRange<Int>
  }

  /// Room beside each row, so that looking one diagonal aside in an older, narrower row reads
  /// "never reached" and not its neighbour.
  private static let margin = 3
  private static let unreached: Int32 = -1_000_000_000

  private let old: [Token]
  private let new: [Token]
  private var block = Block(old: 0..<0, new: 0..<0)
  /// Furthest positions at the end of a match, and inside a hunk; row after row.
  private var matched: [Int32] = []
  private var open: [Int32] = []
  private var rows: [Row] = []
  /// Tokens found equal so far: the other half of the work.
  private var compared = 0

  /// What an alignment came to.
  struct Outcome {
    /// From first to last.
    var runs: [MatchRun]
    /// How far it came: the end of the block, unless the effort ran out.
    var oldEnd: Int
    var newEnd: Int
    /// Cells computed and tokens compared.
    var cost: Int
  }

  init(old: [Token], new: [Token]) {
    self.old = old
    self.new = new
  }

  /// Aligns the block, or as much of its beginning as `effortLimit` allows.
  ///
  /// - Complexity: O(effort x (effort + longest match)).
  mutating func align(_ block: Block, effortLimit: Int) -> Outcome {
    start(block)
    let goal = block.old.count - block.new.count
    // Periodic texts match for long on every diagonal: comparisons count like cells.
    let costLimit = 2 * effortLimit * effortLimit
    while !reaches(goal), rows.count <= effortLimit, compared < costLimit { advance() }
    let diagonal = reaches(goal) ? goal : furthestDiagonal()
    return outcome(endingOn: diagonal)
  }

  /// Begins anew, in the memory of the last alignment: fresh pages cost more than the cells.
  private mutating func start(_ block: Block) {
    self.block = block
    open.removeAll(keepingCapacity: true)
    matched.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    compared = 0
    appendRow(0...0)
    matched[rows[0].origin] = 0
  }

  private mutating func appendRow(_ diagonals: ClosedRange<Int>) {
    let origin = open.count + Self.margin - diagonals.lowerBound
    let width = diagonals.count + 2 * Self.margin
    open.append(contentsOf: repeatElement(Self.unreached, count: width))
    matched.append(contentsOf: repeatElement(Self.unreached, count: width))
    rows.append(Row(origin: origin, diagonals: diagonals))
  }

  private func reaches(_ diagonal: Int) -> Bool {
    guard let row = rows.last, row.diagonals.contains(diagonal) else { return false }
    let place = row.origin + diagonal
    return max(open[place], matched[place]) == Int32(block.old.count)
  }

  /// Computes the row of the next effort from the last one and, for hunks that open, the one
  /// before it.
  private mutating func advance() {
    let effort = rows.count
    let previous = rows[effort - 1]
    let diagonals = -min(effort, block.new.count)...min(effort, block.old.count)
    appendRow(diagonals)
    let row = rows[effort]
    let opening = effort > 1 ? rows[effort - 2] : nil
    let (oldCount, newCount) = (block.old.count, block.new.count)
    let (oldStart, newStart) = (block.old.lowerBound, block.new.lowerBound)
    for diagonal in diagonals {
      var deleted = open[previous.origin + diagonal - 1]
      var inserted = open[previous.origin + diagonal + 1]
      if let opening {
        deleted = max(deleted, matched[opening.origin + diagonal - 1])
        inserted = max(inserted, matched[opening.origin + diagonal + 1])
      }
      deleted += 1
      let last = Int32(min(oldCount, newCount + diagonal))
      if deleted > last { deleted = Self.unreached }
      if inserted > last { inserted = Self.unreached }
      let reached = max(deleted, inserted)
      guard reached >= 0 else { continue }
      open[row.origin + diagonal] = reached
      var position = Int(reached)
      let end = Int(last)
      let shift = newStart - diagonal
      while position < end, old[oldStart + position].key == new[shift + position].key {
        position += 1
      }
      compared += position - Int(reached)
      if position > Int(reached) { matched[row.origin + diagonal] = Int32(position) }
    }
  }

  /// The diagonal of the last row that has left most of both texts behind.
  private func furthestDiagonal() -> Int {
    guard let row = rows.last else { return 0 }
    return row.diagonals.max { progress(row, $0) < progress(row, $1) } ?? 0
  }

  private func progress(_ row: Row, _ diagonal: Int) -> Int {
    2 * Int(max(open[row.origin + diagonal], matched[row.origin + diagonal])) - diagonal
  }
}

extension Wavefront {
  /// Walks back from the end of the last row and collects the matches.
  private func outcome(endingOn goal: Int) -> Outcome {
    var effort = rows.count - 1
    var diagonal = goal
    var runs: [MatchRun] = []
    let last = rows[effort]
    let end = Int(max(open[last.origin + goal], matched[last.origin + goal]))
    var isMatch = matched[last.origin + goal] > open[last.origin + goal]
    while effort > 0 {
      let row = rows[effort]
      let reached = open[row.origin + diagonal]
      if isMatch {
        let count = Int(matched[row.origin + diagonal] - reached)
        runs.append(run(at: Int(reached), on: diagonal, count: count))
      }
      let step = predecessor(effort: effort, diagonal: diagonal, reached: reached)
      (effort, diagonal, isMatch) = (step.effort, step.diagonal, step.isMatch)
    }
    return Outcome(
      runs: runs.reversed(), oldEnd: block.old.lowerBound + end,
      newEnd: block.new.lowerBound + end - goal, cost: open.count + compared)
  }

  private func run(at position: Int, on diagonal: Int, count: Int) -> MatchRun {
    MatchRun(
      old: block.old.lowerBound + position, new: block.new.lowerBound + position - diagonal,
      count: count)
  }

  /// Where a point inside a hunk was reached from; a longer hunk is preferred to a new one.
  private func predecessor(
    effort: Int, diagonal: Int, reached: Int32
  ) -> (effort: Int, diagonal: Int, isMatch: Bool) {
    let previous = rows[effort - 1].origin + diagonal
    if open[previous + 1] == reached { return (effort - 1, diagonal + 1, false) }
    if open[previous - 1] == reached - 1 { return (effort - 1, diagonal - 1, false) }
    let opening = rows[effort - 2].origin + diagonal
    let inserts = matched[opening + 1] == reached
    return (effort - 2, inserts ? diagonal + 1 : diagonal - 1, true)
  }
}
