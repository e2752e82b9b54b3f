internal import Prose

/// One step from the old text to the new, for formats that know only deletions and insertions.
struct LineEdit: Equatable {
  enum Kind { case keep, delete, insert }

  var kind: Kind
  /// Byte offsets.
  var old: Range<Int>
  var new: Range<Int>
}

extension Difference {
  /// The edits with each move as a deletion and an insertion, nudged to begin and end at line
  /// breaks where the same bytes allow it, so that line formats touch as few lines as they can.
  var lineEdits: [LineEdit] {
    var merged: [LineEdit] = []
    for edit in edits where !(edit.old.isEmpty && edit.new.isEmpty) {
      append(LineEdit(kind: edit.kind.asLineEdit, old: edit.old, new: edit.new), to: &merged)
    }
    for index in merged.indices.dropFirst().dropLast() where merged[index].kind != .keep {
      nudge(&merged, at: index)
    }
    var result: [LineEdit] = []
    for edit in merged where !(edit.old.isEmpty && edit.new.isEmpty) { append(edit, to: &result) }
    return result
  }

  private func append(_ edit: LineEdit, to list: inout [LineEdit]) {
    guard let last = list.last, last.kind == edit.kind else {
      list.append(edit)
      return
    }
    let old = last.old.lowerBound..<edit.old.upperBound
    let new = last.new.lowerBound..<edit.new.upperBound
    list[list.count - 1] = LineEdit(kind: edit.kind, old: old, new: new)
  }

  /// Moves the change at `index` to whole lines, if the kept bytes beside it are the same.
  ///
  /// `a⏎` + inserted `x⏎` and `a` + inserted `⏎x` rebuild the same text; only the first leaves
  /// the line `a` alone.
  private func nudge(_ list: inout [LineEdit], at index: Int) {
    guard list[index - 1].kind == .keep, list[index + 1].kind == .keep else { return }
    let run = text(of: list[index])
    let before = old[list[index - 1].old]
    let after = old[list[index + 1].old]
    guard let firstBreak = run.firstIndex(of: newline), run.last != newline,
      let lastBreak = run.lastIndex(of: newline)
    else { return }
    let head = run[...firstBreak]
    let tail = run[(lastBreak + 1)...]
    if after.starts(with: head) {
      shift(&list, at: index, by: head.count)
    } else if before.suffix(tail.count).elementsEqual(tail),
      before.count == tail.count || before.dropLast(tail.count).last == newline
    {
      shift(&list, at: index, by: -tail.count)
    }
  }

  private func shift(_ list: inout [LineEdit], at index: Int, by byteCount: Int) {
    func moved(_ range: Range<Int>, _ start: Int, _ end: Int) -> Range<Int> {
      range.lowerBound + start..<range.upperBound + end
    }
    for (offset, start, end) in [(-1, 0, byteCount), (0, byteCount, byteCount), (1, byteCount, 0)] {
      list[index + offset].old = moved(list[index + offset].old, start, end)
      list[index + offset].new = moved(list[index + offset].new, start, end)
    }
  }

  func text(of edit: LineEdit) -> ArraySlice<UInt8> {
    edit.kind == .insert ? new[edit.new] : old[edit.old]
  }
}

extension Edit.Kind {
  fileprivate var asLineEdit: LineEdit.Kind {
    switch self {
    case .keep: .keep
    case .delete, .moveSource: .delete
    case .insert, .moveTarget: .insert
    }
  }
}

let newline = UInt8(ascii: "\n")
