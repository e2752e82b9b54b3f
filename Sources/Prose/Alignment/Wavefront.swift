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
///
/// Positions are as narrow as the blocks allow: of narrower ones, more are computed at once.
struct Wavefront<Position: FixedWidthInteger & SignedInteger & BitwiseCopyable> {
  typealias Row = WavefrontRow
  typealias Outcome = WavefrontOutcome

  /// Room beside each row, so that looking one diagonal aside in an older, narrower row reads
  /// "never reached".
  static var margin: Int { 3 }
  /// So many cells are computed at once; a row is filled up to a multiple of them.
  static var lanes: Int { 8 }
  static var unreached: Position { .min / 2 }
  /// The longest block that positions can count; diagonals lie beside its ends.
  static var longestBlock: Int { Int(clamping: Position.max) - 2_048 }

  let old: [Token]
  let new: [Token]
  var block = Block(old: 0..<0, new: 0..<0)
  /// The keys of both sides of the block, with one behind each that equals no other.
  var keys: (old: [UInt64], new: [UInt64]) = ([], [])
  /// Furthest positions inside a hunk of this effort and the last, then at the end of a match of
  /// this effort and the last two.
  var open: (now: [Position], last: [Position]) = ([], [])
  var matched: (now: [Position], last: [Position], opening: [Position]) = ([], [], [])
  /// Where diagonal 0 lies in each of these.
  var origin = 0
  private var steps: [UInt8] = []
  /// How many of them are those of this alignment.
  private var stepCount = 0
  var rows: [Row] = []
  /// The diagonals of the last row and of the one before it that are followed.
  var followed: (last: Range<Int>, opening: Range<Int>) = (0..<1, 0..<1)
  /// Cells of rows, with their margins, and tokens found equal so far.
  var cost = 0
  var compared = 0

  init(old: [Token], new: [Token]) {
    self.old = old
    self.new = new
  }

  /// Aligns the block, or as much of its beginning as `effortLimit` allows.
  ///
  /// - Complexity: O(effort x (effort + longest match)).
  mutating func align(_ block: Block, effortLimit: Int) -> Outcome {
    let goal = block.old.count - block.new.count
    read(block)
    let isWhole = run(effortLimit, costEffort: effortLimit) { _ in }
    return outcome(endingOn: isWhole ? goal : furthestDiagonal())
  }

  /// Takes the keys of a block.
  mutating func read(_ block: Block) {
    self.block = block
    keys.old.removeAll(keepingCapacity: true)
    keys.new.removeAll(keepingCapacity: true)
    for index in block.old { keys.old.append(old[index].key) }
    for index in block.new { keys.new.append(new[index].key) }
    // No kind of token has such a key.
    keys.old.append(.max)
    keys.new.append(.max - 1)
  }

  /// Computes rows until one reaches the end of the block that was read; false where none does.
  ///
  /// - Parameters:
  ///   - costEffort: The effort that so many comparisons are allowed for.
  ///   - leave: Takes diagonals of the last row out of `followed`.
  mutating func run(
    _ effortLimit: Int, costEffort: Int,
    leaving leave: (inout Wavefront) -> Void
  ) -> Bool {
    start(effortLimit)
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
  private mutating func start(_ effortLimit: Int) {
    if origin < effortLimit + Self.margin {
      origin = effortLimit + Self.margin
      let row = [Position](repeating: Self.unreached, count: 2 * origin + 1 + Self.lanes)
      open = (row, row)
      matched = (row, row, row)
    }
    stepCount = 0
    rows.removeAll(keepingCapacity: true)
    (cost, compared) = (0, 0)
    beginRow(0...0)
    followed = (0..<1, 0..<0)
    open.now[origin] = Self.unreached
    matched.now[origin] = 0
  }

  private mutating func beginRow(_ diagonals: ClosedRange<Int>) {
    rows.append(Row(start: stepCount, diagonals: diagonals))
    stepCount += Self.filledUp(diagonals.count)
    if stepCount > steps.count {
      steps.append(
        contentsOf: repeatElement(0, count: max(stepCount - steps.count, steps.count / 2)))
    }
    cost += diagonals.count + 2 * Self.margin
    closeMargins(of: diagonals)
  }

  private static func filledUp(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  /// Writes "never reached" beside the cells of a row.
  private mutating func closeMargins(of diagonals: ClosedRange<Int>) {
    let (first, last) = (origin + diagonals.lowerBound, origin + diagonals.upperBound)
    for place in 1...Self.margin {
      open.now[last + place] = Self.unreached
      open.now[first - place] = Self.unreached
      matched.now[last + place] = Self.unreached
      matched.now[first - place] = Self.unreached
    }
  }

  private func reaches(_ diagonal: Int) -> Bool {
    guard let row = rows.last, row.diagonals.contains(diagonal) else { return false }
    let place = origin + diagonal
    return max(open.now[place], matched.now[place]) == Position(block.old.count)
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
    // The cells that only filled the row up are none.
    closeMargins(of: rows[effort].diagonals)
    compared += Self.match(rows[effort], keys.old, keys.new, origin, open.now, &matched.now)
  }

  /// Takes every diagonal of a row one token further into a hunk.
  private static func reach(
    _ row: Row, _ block: Block, _ origin: Int, _ lastOpen: [Position], _ opening: [Position],
    _ open: inout [Position], _ steps: inout [UInt8]
  ) {
    let first = origin + row.diagonals.lowerBound
    let count = filledUp(row.diagonals.count)
    let oldEnd = Position(block.old.count)
    // The furthest old position on a diagonal, as far as the new text goes.
    var newEnd = Position(block.new.count + row.diagonals.lowerBound)
    let last = lastOpen.span.extracting(first - 1..<first + count + 1)
    let opening = opening.span.extracting(first - 1..<first + count + 1)
    var open = open.mutableSpan
    var steps = steps.mutableSpan
    for place in 0..<count {
      let (deleting, inserting) = (last[place] &+ 1, last[place + 2])
      let (deletingAnew, insertingAnew) = (opening[place] &+ 1, opening[place + 2])
      var deleted = max(deleting, deletingAnew)
      var inserted = max(inserting, insertingAnew)
      // What goes past the end of a text has gone nowhere; all that is negative is unreached.
      deleted = deleted > oldEnd ? unreached : deleted
      inserted = inserted > newEnd ? unreached : inserted
      newEnd &+= 1
      let reached = max(deleted, inserted)
      open[first + place] = reached
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
    _ row: Row, _ old: [UInt64], _ new: [UInt64], _ origin: Int, _ open: [Position],
    _ matched: inout [Position]
  ) -> Int {
    let first = origin + row.diagonals.lowerBound
    let count = row.diagonals.count
    let open = open.span.extracting(first..<first + count)
    var matched = matched.mutableSpan
    for place in first..<first + count { matched[place] = unreached }
    let (old, new) = (old.span, new.span)
    var compared = 0
    var shift = row.diagonals.lowerBound
    var place = 0
    while place < count {
      let reached = Int(truncatingIfNeeded: open[place])
      // On most diagonals nothing was reached, or nothing matches there. Behind the end of either side
      // stands a key that nothing equals.
      if reached >= 0, old[reached] == new[reached &- shift] {
        let end = end(of: reached, shift, old, new)
        compared &+= end &- reached
        matched[first &+ place] = Position(truncatingIfNeeded: end)
      }
      place &+= 1
      shift &+= 1
    }
    return compared
  }

  /// Where a match ends; apart, so that the loop over all diagonals has the registers to itself.
  @inline(never)
  private static func end(
    of match: Int, _ shift: Int, _ old: Span<UInt64>, _ new: Span<UInt64>
  ) -> Int {
    var position = match &+ 1
    while old[position] == new[position &- shift] { position &+= 1 }
    return position
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

/// How a point inside a hunk is reached: from a point inside it, or from the end of a match, by a token
/// inserted or deleted.
private enum Step: UInt8 {
  case insert, delete, openInsert, openDelete
}

/// The diagonals of one effort (old position less new position).
struct WavefrontRow {
  /// Index of the first of them in the steps.
  var start: Int
  var diagonals: ClosedRange<Int>
}

/// What an alignment came to.
struct WavefrontOutcome {
  /// From first to last.
  var runs: [MatchRun]
  /// How far it came: the end of the block, unless the effort ran out.
  var oldEnd: Int
  var newEnd: Int
  /// Cells computed and tokens compared.
  var cost: Int
}

/// One point on the way: the diagonal of a hunk, and whether a match follows.
private struct Point {
  var diagonal: Int
  var isMatch: Bool
  var isDeletion: Bool
}

extension Wavefront {
  /// The matches of the best way to the last row.
  func outcome(endingOn goal: Int) -> Outcome {
    var runs: [MatchRun] = []
    var position = 0
    for point in way(to: goal).reversed() {
      if point.isDeletion { position += 1 }
      guard point.isMatch else { continue }
      let start = position
      let shift = block.new.lowerBound - point.diagonal
      while keys.old[position] == keys.new[position - point.diagonal] { position += 1 }
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
