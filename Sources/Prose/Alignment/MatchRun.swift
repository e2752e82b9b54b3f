/// Tokens that stand on both sides, one after the other.
struct MatchRun: Equatable {
  // There may be one for every other token of a text, so each takes 12 bytes.
  private var storedOld: Int32
  private var storedNew: Int32
  private var storedCount: Int32

  @inline(__always)
  init(old: Int, new: Int, count: Int) {
    (storedOld, storedNew, storedCount) = (Int32(old), Int32(new), Int32(count))
  }

  /// Index of the first of them in the old tokens.
  @inline(__always) var old: Int {
    get { Int(storedOld) }
    set { storedOld = Int32(newValue) }
  }
  /// Index of the first of them in the new tokens.
  @inline(__always) var new: Int {
    get { Int(storedNew) }
    set { storedNew = Int32(newValue) }
  }
  @inline(__always) var count: Int {
    get { Int(storedCount) }
    set { storedCount = Int32(newValue) }
  }

  var oldEnd: Int { old + count }
  var newEnd: Int { new + count }
  var oldRange: Range<Int> { old..<oldEnd }
  var newRange: Range<Int> { new..<newEnd }

  /// The first `count` of the tokens, and the others.
  func cut(at count: Int) -> (MatchRun, MatchRun) {
    (
      MatchRun(old: old, new: new, count: count),
      MatchRun(old: old + count, new: new + count, count: self.count - count)
    )
  }
}

extension [MatchRun] {
  /// How many tokens stand in the runs.
  var tokenCount: Int { reduce(0) { $0 + $1.count } }

  /// Appends a run, grown onto the last one where the two touch on both sides.
  @inline(__always)
  mutating func join(_ run: MatchRun) {
    guard run.count > 0 else { return }
    if let last, last.oldEnd == run.old, last.newEnd == run.new {
      self[count - 1].count += run.count
    } else {
      append(run)
    }
  }
}

/// A part of the old tokens that faces a part of the new ones.
struct Block {
  var old: Range<Int>
  var new: Range<Int>

  var isOneSided: Bool { old.isEmpty || new.isEmpty }
}
