internal import Bytes

extension Difference {
  /// Whether the edits cover both texts without gaps, keep only equal bytes, and every move has
  /// one place on either side and inner edits that rebuild it.
  var rebuildsBothTexts: Bool {
    guard covers(edits, old: 0..<old.count, new: 0..<new.count) else { return false }
    var sources = [Int](repeating: 0, count: moves.count)
    var targets = sources
    for edit in edits {
      switch edit.kind {
      case .moveSource(let index):
        guard moves.indices.contains(index), moves[index].source == edit.old else { return false }
        sources[index] += 1
      case .moveTarget(let index):
        guard moves.indices.contains(index), moves[index].target == edit.new else { return false }
        targets[index] += 1
      default: break
      }
    }
    return sources.allSatisfy { $0 == 1 } && targets.allSatisfy { $0 == 1 }
      && moves.allSatisfy { covers($0.edits, old: $0.source, new: $0.target) }
  }

  private func covers(_ edits: [Edit], old oldRange: Range<Int>, new newRange: Range<Int>) -> Bool {
    var oldPosition = oldRange.lowerBound
    var newPosition = newRange.lowerBound
    for edit in edits {
      guard edit.old.lowerBound == oldPosition, edit.new.lowerBound == newPosition else {
        return false
      }
      oldPosition = edit.old.upperBound
      newPosition = edit.new.upperBound
      switch edit.kind {
      case .keep: if !isEqual(edit.old, edit.new) { return false }
      case .delete, .moveSource: if !edit.new.isEmpty { return false }
      case .insert, .moveTarget: if !edit.old.isEmpty { return false }
      }
    }
    return oldPosition == oldRange.upperBound && newPosition == newRange.upperBound
  }

  private func isEqual(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> Bool {
    guard oldRange.count == newRange.count, oldRange.upperBound <= old.count,
      newRange.upperBound <= new.count
    else { return false }
    return old.span.commonPrefixCount(
      from: oldRange.lowerBound, with: new.span, from: newRange.lowerBound, limit: oldRange.count)
      == oldRange.count
  }
}
