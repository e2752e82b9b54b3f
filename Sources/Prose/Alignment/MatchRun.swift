/// Tokens that stand on both sides, one after the other.
struct MatchRun: Equatable {
  /// Index of the first of them in the old and in the new tokens.
  var old: Int
  var new: Int
  var count: Int

  var oldEnd: Int { old + count }
  var newEnd: Int { new + count }
  var oldRange: Range<Int> { old..<oldEnd }
  var newRange: Range<Int> { new..<newEnd }
}

extension [MatchRun] {
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
