internal import Prose

/// A run of text as a reader meets it: kept, deleted or inserted, perhaps in a moved passage.
struct MarkedRun: Equatable {
  enum Mark { case kept, deleted, inserted }

  /// One end of a move.
  struct MoveEnd: Equatable {
    /// Index in `Difference.moves`.
    var index: Int
    /// Whether this is where the passage stands now.
    var isTarget: Bool
    /// Whether the passage went towards the end of the text.
    var goesDown: Bool
    /// Counted from one, for readers.
    var number: Int { index + 1 }
  }

  var mark: Mark
  var move: MoveEnd?
  /// What it counts for; none for kept text.
  var classes: [ChangeClass] = []
  /// Byte offsets.
  var old: Range<Int>
  var new: Range<Int>

  /// What it is above all; `nil` for kept text.
  var changeClass: ChangeClass? { classes.first }
  /// Whether a reader of the old text alone would see it.
  var isOnOldSide: Bool { move.map { !$0.isTarget } ?? (mark != .inserted) }
  /// Whether a reader of the new text alone would see it.
  var isOnNewSide: Bool { mark != .deleted && move?.isTarget != false }
  var isPlain: Bool { mark == .kept && move == nil }

  /// Where both texts are read as one, what a passage lost is marked only at its new place.
  var forReadingOnce: MarkedRun {
    guard move?.isTarget == false else { return self }
    var run = self
    run.mark = .kept
    return run
  }

  /// Kept runs side by side are one run, so that what lies between two changes is seen whole.
  static func joined(_ runs: [MarkedRun]) -> [MarkedRun] {
    var joined: [MarkedRun] = []
    for run in runs {
      if run.isPlain, let last = joined.last, last.isPlain {
        joined[joined.count - 1].old = last.old.lowerBound..<run.old.upperBound
        joined[joined.count - 1].new = last.new.lowerBound..<run.new.upperBound
      } else {
        joined.append(run)
      }
    }
    return joined
  }
}

extension Difference {
  /// The difference in reading order. The old place of a moved passage shows what it lost; the
  /// new place shows both what it lost and what it gained.
  var markedRuns: [MarkedRun] {
    let positions = movePositions
    let marked = edits.flatMap { edit -> [MarkedRun] in
      switch edit.kind {
      case .keep: runs(edit, .kept)
      case .delete: runs(edit, .deleted)
      case .insert: runs(edit, .inserted)
      case .moveSource(let index): runs(moving: edit, .deleted, index, isTarget: false, positions)
      case .moveTarget(let index): runs(moving: edit, .inserted, index, isTarget: true, positions)
      }
    }
    return MarkedRun.joined(moves.isEmpty ? marked : joiningSpacesToMoves(marked))
  }

  /// A space that came or went with a moved passage is no change of its own to a reader.
  private func joiningSpacesToMoves(_ runs: [MarkedRun]) -> [MarkedRun] {
    var runs = runs
    for index in runs.indices where runs[index].move == nil && runs[index].mark != .kept {
      let isSpace = bytes(of: runs[index]).allSatisfy { $0 == UInt8(ascii: " ") || $0 == newline }
      guard isSpace else { continue }
      let neighbours = [index - 1, index + 1].filter(runs.indices.contains)
      let move = neighbours.lazy.compactMap { runs[$0].move }.first {
        $0.isTarget == (runs[index].mark == .inserted)
      }
      guard let move else { continue }
      runs[index].move = move
      runs[index].mark = .kept
      runs[index].classes = []
    }
    return runs
  }

  func bytes(of run: MarkedRun) -> ArraySlice<UInt8> {
    run.mark == .deleted || run.move?.isTarget == false ? old[run.old] : new[run.new]
  }

  private func runs(_ edit: Edit, _ mark: MarkedRun.Mark) -> [MarkedRun] {
    if edit.old.isEmpty && edit.new.isEmpty { return [] }
    return [MarkedRun(mark: mark, classes: edit.classes, old: edit.old, new: edit.new)]
  }

  private func runs(
    moving edit: Edit, _ fallback: MarkedRun.Mark, _ index: Int, isTarget: Bool,
    _ positions: [Int: (source: Int, target: Int)]
  ) -> [MarkedRun] {
    guard moves.indices.contains(index), let position = positions[index] else {
      return runs(edit, fallback)
    }
    let end = MarkedRun.MoveEnd(
      index: index, isTarget: isTarget, goesDown: position.source < position.target)
    return moves[index].edits.compactMap { inner in
      if inner.old.isEmpty && (inner.new.isEmpty || !isTarget) { return nil }
      var run = MarkedRun(mark: .kept, move: end, old: inner.old, new: inner.new)
      if inner.kind != .keep {
        run.mark = inner.kind == .delete ? .deleted : .inserted
        run.classes = inner.classes
      }
      return run
    }
  }

  /// Where in reading order each move begins and ends.
  private var movePositions: [Int: (source: Int, target: Int)] {
    var positions: [Int: (source: Int, target: Int)] = [:]
    for (place, edit) in edits.enumerated() {
      switch edit.kind {
      case .moveSource(let index): positions[index, default: (0, 0)].source = place
      case .moveTarget(let index): positions[index, default: (0, 0)].target = place
      case .keep, .delete, .insert: break
      }
    }
    return positions
  }
}
