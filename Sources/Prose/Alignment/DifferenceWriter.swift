/// Writes a difference from what is kept and what moved.
struct DifferenceWriter {
  private var script: EditScript
  private let old: [UInt8]
  private let new: [UInt8]
  private let moved: [MovedPassage]
  /// Indices of `moved` whose source or target has still to be written, in text order.
  private var sources: ArraySlice<Int>
  private var targets: ArraySlice<Int>

  init(old: [UInt8], new: [UInt8], moved: [MovedPassage]) {
    self.old = old
    self.new = new
    self.moved = moved
    script = EditScript(old: old, new: new, from: 0..<old.count, to: 0..<new.count)
    sources = moved.indices[...].map(\.self)[...]
    targets =
      moved.indices.sorted {
        moved[$0].target.lowerBound < moved[$1].target.lowerBound
      }[...]
  }

  /// Keeps passages that are in order.
  mutating func keep(_ passages: [KeptBytes]) {
    script.reserveCapacity(keptCount: passages.count + 2 + moved.count)
    for passage in passages { keep(passage) }
  }

  mutating func keep(_ bytes: KeptBytes) {
    change(oldEnd: bytes.old, newEnd: bytes.new)
    script.keep(old: bytes.old, new: bytes.new, count: bytes.count)
  }

  /// Writes what lies before the two ends as changed, but for the passages that moved.
  mutating func change(oldEnd: Int, newEnd: Int) {
    while true {
      let source = sources.first.map { moved[$0].source }.flatMap {
        $0.upperBound <= oldEnd ? $0 : nil
      }
      let target = targets.first.map { moved[$0].target }.flatMap {
        $0.upperBound <= newEnd ? $0 : nil
      }
      if source == nil && target == nil { break }
      script.keepBlank(
        oldEnd: source?.lowerBound ?? oldEnd, newEnd: target?.lowerBound ?? newEnd)
      // A deletion goes with the insertion beside it, whichever side of the move that stands on.
      let deletesFirst =
        source == nil && oldEnd > script.oldPosition
        && isBlankBehind(new, targets, \.target, from: script.newPosition, to: newEnd)
      let insertsFirst =
        target == nil && newEnd > script.newPosition
        && isBlankBehind(old, sources, \.source, from: script.oldPosition, to: oldEnd)
      script.change(
        oldEnd: source?.lowerBound ?? (deletesFirst ? oldEnd : script.oldPosition),
        newEnd: target?.lowerBound ?? (insertsFirst ? newEnd : script.newPosition))
      if let source, let index = sources.popFirst() {
        script.append(.moveSource(index), oldCount: source.count, newCount: 0)
      }
      if let target, let index = targets.popFirst() {
        script.append(.moveTarget(index), oldCount: 0, newCount: target.count)
      }
    }
    script.change(oldEnd: oldEnd, newEnd: newEnd)
  }

  /// Whether a change has text in front of the first passage that moved, and only blanks behind it.
  private func isBlankBehind(
    _ text: [UInt8], _ passages: ArraySlice<Int>, _ place: KeyPath<MovedPassage, Range<Int>>,
    from start: Int, to end: Int
  ) -> Bool {
    var position = start
    for index in passages {
      let passage = moved[index][keyPath: place]
      guard passage.upperBound <= end else { break }
      let isFirst = index == passages.first
      guard text.isBlank(position..<passage.lowerBound) != isFirst else { return false }
      position = passage.upperBound
    }
    return text.isBlank(position..<end)
  }

  struct Result {
    var edits: [Edit]
    var moves: [Move]
  }

  /// What has been written.
  consuming func finished() -> Result {
    Result(edits: script.edits, moves: moved.map(move))
  }

  private func move(_ passage: MovedPassage) -> Move {
    var script = EditScript(old: old, new: new, from: passage.source, to: passage.target)
    for kept in passage.kept { script.keep(old: kept.old, new: kept.new, count: kept.count) }
    script.finish()
    return Move(source: passage.source, target: passage.target, edits: script.edits)
  }
}
