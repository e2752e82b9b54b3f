/// Finds the alignment of two runs of tokens with the least *effort*: deleted tokens, inserted
/// tokens and one more for each hunk they stand in.
///
/// The wavefront algorithm for affine gaps: for a growing effort it keeps, on each diagonal, the
/// furthest point that can be reached in a match and in a hunk. It needs steps of the order of
/// the square of the effort, whatever the length of the texts, and a byte of memory for each: the
/// points themselves are kept for three efforts only, and found again by walking the way chosen.
///
/// Source: Marco-Sola et al., "Fast gap-affine pairwise alignment using the wavefront
/// algorithm", Bioinformatics 37 (2021). Here a hunk is deleted and inserted tokens together.
struct Wavefront {
  /// How a point inside a hunk is reached: from a point inside it, or from the end of a match, by
  /// a token inserted or deleted.
  private enum Step: UInt8 {
    case insert, delete, openInsert, openDelete
  }

  /// The diagonals of one effort (old position less new position).
  struct Row {
    /// Index of the first of them in `steps`.
    var start: Int
    var diagonals: ClosedRange<Int>
  }

  /// Room beside each row, so that looking one diagonal aside in an older, narrower row reads
  /// "never reached".
  static let margin = 3
  static let unreached: Int32 = -1_000_000_000

  let old: [Token]
  let new: [Token]
  var block = Block(old: 0..<0, new: 0..<0)
  /// Furthest positions inside a hunk of this effort and the last, then at the end of a match of
  /// this effort and the last two.
  var open: (now: [Int32], last: [Int32]) = ([], [])
  var matched: (now: [Int32], last: [Int32], opening: [Int32]) = ([], [], [])
  /// Where diagonal 0 lies in each of these.
  var origin = 0
  private var steps: [UInt8] = []
  var rows: [Row] = []
  /// The diagonals of the last row and of the one before it that are followed.
  var followed: (last: Range<Int>, opening: Range<Int>) = (0..<1, 0..<1)
  /// Cells of rows, with their margins, and tokens found equal so far.
  var cost = 0
  var compared = 0

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
    let goal = block.old.count - block.new.count
    let isWhole = run(block, effortLimit, costEffort: effortLimit) { _ in }
    return outcome(endingOn: isWhole ? goal : furthestDiagonal())
  }

  /// Computes rows until one reaches the end of the block; false where none does.
  ///
  /// - Parameters:
  ///   - costEffort: The effort that so many comparisons are allowed for.
  ///   - leave: Takes diagonals of the last row out of `followed`.
  mutating func run(
    _ block: Block, _ effortLimit: Int, costEffort: Int,
    leaving leave: (inout Wavefront) -> Void
  ) -> Bool {
    start(block, effortLimit)
    let goal = block.old.count - block.new.count
    // Periodic texts match for long on every diagonal: comparisons count like cells.
    let costLimit = 2 * costEffort * costEffort
    while !reaches(goal) {
      guard rows.count <= effortLimit, compared < costLimit else { return false }
      guard !followed.last.isEmpty || !followed.opening.isEmpty else { return false }
      advance()
      leave(&self)
    }
    return true
  }

  /// Begins anew, in the memory of the last alignment: fresh pages cost more than the cells.
  private mutating func start(_ block: Block, _ effortLimit: Int) {
    self.block = block
    if origin < effortLimit + Self.margin {
      origin = effortLimit + Self.margin
      let row = [Int32](repeating: Self.unreached, count: 2 * origin + 1)
      open = (row, row)
      matched = (row, row, row)
    }
    steps.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    (cost, compared) = (0, 0)
    beginRow(0...0)
    followed = (0..<1, 0..<0)
    open.now[origin] = Self.unreached
    matched.now[origin] = 0
  }

  private mutating func beginRow(_ diagonals: ClosedRange<Int>) {
    rows.append(Row(start: steps.count, diagonals: diagonals))
    steps.append(contentsOf: repeatElement(0, count: diagonals.count))
    cost += diagonals.count + 2 * Self.margin
    for place in 1...Self.margin {
      open.now[origin + diagonals.upperBound + place] = Self.unreached
      open.now[origin + diagonals.lowerBound - place] = Self.unreached
      matched.now[origin + diagonals.upperBound + place] = Self.unreached
      matched.now[origin + diagonals.lowerBound - place] = Self.unreached
    }
  }

  private func reaches(_ diagonal: Int) -> Bool {
    guard let row = rows.last, row.diagonals.contains(diagonal) else { return false }
    let place = origin + diagonal
    return max(open.now[place], matched.now[place]) == Int32(block.old.count)
  }

  /// Computes the row of the next effort from the last one and, for hunks that open, the one
  /// before it.
  private mutating func advance() {
    let effort = rows.count
    swap(&open.now, &open.last)
    swap(&matched.last, &matched.opening)
    swap(&matched.now, &matched.last)
    let lower = min(followed.last.lowerBound, followed.opening.lowerBound) - 1
    let upper = max(followed.last.upperBound, followed.opening.upperBound)
    beginRow(max(lower, -block.new.count)...min(upper, block.old.count))
    followed = (rows[effort].diagonals.asRange, followed.last)
    if effort == 1 {
      // A hunk costs two at least.
      for place in origin - 2...origin + 2 { matched.opening[place] = Self.unreached }
    }
    Self.reach(rows[effort], block, origin, open.last, matched.opening, &open.now, &steps)
    compared += Self.match(rows[effort], block, origin, old, new, open.now, &matched.now)
  }

  /// Takes every diagonal of a row one token further into a hunk.
  private static func reach(
    _ row: Row, _ block: Block, _ origin: Int, _ lastOpen: [Int32], _ opening: [Int32],
    _ open: inout [Int32], _ steps: inout [UInt8]
  ) {
    let first = origin + row.diagonals.lowerBound
    let count = row.diagonals.count
    // The furthest old position on a diagonal is where one of the texts ends.
    let oldCount = Int32(block.old.count)
    let newCount = Int32(block.new.count + row.diagonals.lowerBound)
    let last = lastOpen.span.extracting(first - 1..<first + count + 1)
    let opening = opening.span.extracting(first - 1..<first + count + 1)
    var open = open.mutableSpan
    var steps = steps.mutableSpan
    for place in 0..<count {
      let end = min(oldCount, newCount &+ Int32(truncatingIfNeeded: place))
      let (deleting, inserting) = (last[place] &+ 1, last[place + 2])
      let (deletingAnew, insertingAnew) = (opening[place] &+ 1, opening[place + 2])
      var deleted = max(deleting, deletingAnew)
      var inserted = max(inserting, insertingAnew)
      deleted = deleted > end ? unreached : deleted
      inserted = inserted > end ? unreached : inserted
      let reached = max(deleted, inserted)
      open[first + place] = reached < 0 ? unreached : reached
      // A longer hunk is preferred to a new one.
      var step: UInt8 = insertingAnew == reached ? 2 : 3
      step = deleting == reached ? 1 : step
      steps[row.start + place] = inserting == reached ? 0 : step
    }
  }

  /// Goes on over equal tokens on every diagonal of a row.
  ///
  /// - Returns: How many tokens were found equal.
  private static func match(
    _ row: Row, _ block: Block, _ origin: Int, _ old: [Token], _ new: [Token], _ open: [Int32],
    _ matched: inout [Int32]
  ) -> Int {
    let first = origin + row.diagonals.lowerBound
    let count = row.diagonals.count
    let open = open.span.extracting(first..<first + count)
    var matched = matched.mutableSpan
    let old = old.span.extracting(block.old)
    let new = new.span.extracting(block.new)
    var compared = 0
    for place in 0..<count {
      let reached = Int(open[place])
      let shift = row.diagonals.lowerBound &+ place
      // On most diagonals nothing was reached, or nothing matches there.
      guard reached >= 0, reached < old.count, reached &- shift < new.count,
        old[reached].key == new[reached &- shift].key
      else {
        matched[first &+ place] = unreached
        continue
      }
      let end = min(old.count, new.count &+ shift)
      var position = reached &+ 1
      while position < end, old[position].key == new[position &- shift].key { position &+= 1 }
      compared &+= position &- reached
      matched[first &+ place] = Int32(truncatingIfNeeded: position)
    }
    return compared
  }

  /// The diagonal of the last row that has left most of both texts behind.
  private func furthestDiagonal() -> Int {
    guard let row = rows.last else { return 0 }
    return row.diagonals.max { progress($0) < progress($1) } ?? 0
  }

  private func progress(_ diagonal: Int) -> Int {
    2 * Int(max(open.now[origin + diagonal], matched.now[origin + diagonal])) - diagonal
  }
}

extension Wavefront {
  /// One point on the way: the diagonal of a hunk, and whether a match follows.
  private struct Point {
    var diagonal: Int
    var isMatch: Bool
    var isDeletion: Bool
  }

  /// The matches of the best way to the last row.
  func outcome(endingOn goal: Int) -> Outcome {
    var runs: [MatchRun] = []
    var position = 0
    for point in way(to: goal).reversed() {
      if point.isDeletion { position += 1 }
      guard point.isMatch else { continue }
      let start = position
      let end = min(block.old.count, block.new.count + point.diagonal)
      let shift = block.new.lowerBound - point.diagonal
      while position < end, old[block.old.lowerBound + position].key == new[shift + position].key {
        position += 1
      }
      runs.append(
        MatchRun(old: block.old.lowerBound + start, new: shift + start, count: position - start))
    }
    return Outcome(
      runs: runs, oldEnd: block.old.lowerBound + position,
      newEnd: block.new.lowerBound + position - goal, cost: cost + compared)
  }

  /// Walks back from the end of the last row.
  private func way(to goal: Int) -> [Point] {
    var effort = rows.count - 1
    var diagonal = goal
    var isMatch = matched.now[origin + goal] > open.now[origin + goal]
    var points: [Point] = []
    while effort > 0 {
      let row = rows[effort]
      let step = Step(rawValue: steps[row.start + diagonal - row.diagonals.lowerBound]) ?? .insert
      let isDeletion = step == .delete || step == .openDelete
      points.append(Point(diagonal: diagonal, isMatch: isMatch, isDeletion: isDeletion))
      diagonal += isDeletion ? -1 : 1
      isMatch = step == .openInsert || step == .openDelete
      effort -= isMatch ? 2 : 1
    }
    return points
  }
}

extension ClosedRange<Int> {
  fileprivate var asRange: Range<Int> { lowerBound..<upperBound + 1 }
}
