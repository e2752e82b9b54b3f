internal import Prose

/// Where the lines of a text begin and end. A line includes its newline.
struct TextLines {
  /// Byte offsets of the line starts, then the byte count of the text.
  let bounds: [Int]

  init(_ bytes: [UInt8]) {
    var bounds = [0] + LineBreaks.ends(in: bytes)
    if bounds[bounds.count - 1] != bytes.count { bounds.append(bytes.count) }
    self.bounds = bounds
  }

  var count: Int { bounds.count - 1 }

  func bytes(of lines: Range<Int>) -> Range<Int> {
    bounds[lines.lowerBound]..<bounds[lines.upperBound]
  }

  /// The first line that starts at `offset` or after it.
  func firstLine(from offset: Int) -> Int {
    min(count, bounds.partitioningIndex { $0 >= offset })
  }
}

/// Lines of the old text that became lines of the new one.
struct LineChange: Equatable {
  var old: Range<Int>
  var new: Range<Int>
}

/// Changes near each other, with the unchanged lines around them.
struct LineHunk: Equatable {
  var old: Range<Int>
  var new: Range<Int>
  var changes: [LineChange]
}

/// A difference seen by lines: a line is changed if any edit touches it.
struct LineComparison {
  let difference: Difference
  let edits: [LineEdit]
  let old: TextLines
  let new: TextLines
  let changes: [LineChange]

  init(_ difference: Difference) {
    self.difference = difference
    edits = difference.lineEdits
    old = TextLines(difference.old)
    new = TextLines(difference.new)
    changes = Self.changes(edits, difference, old, new)
  }

  /// - Complexity: O(edits x log lines).
  private static func changes(
    _ edits: [LineEdit], _ difference: Difference, _ old: TextLines, _ new: TextLines
  ) -> [LineChange] {
    var changes: [LineChange] = []
    var oldLine = 0
    var newLine = 0
    func close(oldEnd: Int, newEnd: Int) {
      guard oldLine < oldEnd || newLine < newEnd else { return }
      changes.append(LineChange(old: oldLine..<oldEnd, new: newLine..<newEnd))
    }
    for edit in edits where edit.kind == .keep {
      guard let kept = wholeLines(in: edit, difference, old, new) else { continue }
      close(oldEnd: kept.old.lowerBound, newEnd: kept.new.lowerBound)
      oldLine = kept.old.upperBound
      newLine = kept.new.upperBound
    }
    close(oldEnd: old.count, newEnd: new.count)
    return changes
  }

  /// The lines that lie inside a kept stretch on both sides.
  private static func wholeLines(
    in edit: LineEdit, _ difference: Difference, _ old: TextLines, _ new: TextLines
  ) -> LineChange? {
    let shift = edit.new.lowerBound - edit.old.lowerBound
    var start = old.firstLine(from: edit.old.lowerBound)
    let newStart = new.firstLine(from: edit.new.lowerBound)
    let startsTogether =
      start < old.count && newStart < new.count
      && old.bounds[start] + shift == new.bounds[newStart]
    // One side begins a line where the other is inside one: both begin one after the next break.
    if !startsTogether { start = old.firstLine(from: edit.old.lowerBound + 1) }
    let endsTexts =
      edit.old.upperBound == difference.old.count && edit.new.upperBound == difference.new.count
    let bytes = difference.old[edit.old]
    let end =
      endsTexts
      ? old.count
      : bytes.lastIndex(of: newline).map { old.firstLine(from: $0 + 1) } ?? start
    guard start < end else { return nil }
    let target = new.firstLine(from: old.bounds[start] + shift)
    return LineChange(old: start..<end, new: target..<target + end - start)
  }
}

// MARK: - Hunks

extension LineComparison {
  /// The changes with `context` unchanged lines around them; what would touch is one hunk.
  func hunks(of changes: [LineChange], context: Int) -> [LineHunk] {
    var hunks: [LineHunk] = []
    for change in changes {
      let before = min(context, change.old.lowerBound)
      let after = min(context, old.count - change.old.upperBound)
      let oldRange = change.old.lowerBound - before..<change.old.upperBound + after
      let newRange = change.new.lowerBound - before..<change.new.upperBound + after
      if let last = hunks.last, last.old.upperBound >= oldRange.lowerBound {
        hunks[hunks.count - 1] = LineHunk(
          old: last.old.lowerBound..<oldRange.upperBound,
          new: last.new.lowerBound..<newRange.upperBound, changes: last.changes + [change])
      } else {
        hunks.append(LineHunk(old: oldRange, new: newRange, changes: [change]))
      }
    }
    return hunks
  }

  /// The changes without the lines at their edges that are the same on both sides after all.
  var trimmedChanges: [LineChange] {
    changes.compactMap { change in
      var change = change
      while !change.old.isEmpty, !change.new.isEmpty,
        isSame(change.old.lowerBound, change.new.lowerBound)
      {
        change.old.removeFirst()
        change.new.removeFirst()
      }
      while !change.old.isEmpty, !change.new.isEmpty,
        isSame(change.old.upperBound - 1, change.new.upperBound - 1)
      {
        change.old.removeLast()
        change.new.removeLast()
      }
      return change.old.isEmpty && change.new.isEmpty ? nil : change
    }
  }

  private func isSame(_ oldLine: Int, _ newLine: Int) -> Bool {
    let left = difference.old[old.bytes(of: oldLine..<oldLine + 1)]
    return left.elementsEqual(difference.new[new.bytes(of: newLine..<newLine + 1)])
  }
}
