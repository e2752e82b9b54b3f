package import Prose

/// The first change of a class with a few words around it, on one line.
struct ChangeExcerpt {
  let difference: Difference
  let usesColour: Bool
  let width: Int

  /// Columns of the text before a change: what it follows, and no more.
  private var contextWidth: Int { min(24, max(8, width / 5)) }
  /// Columns of a changed text, so that what took its place is seen beside it. Half of a line may have the name.
  private var changeWidth: Int { max(12, width / 4) }

  /// - Parameter sort: What the change is above all, or counts for; `nil` for a move.
  func pieces(of sort: ChangeClass?) -> [InkedText] {
    let runs = ReadRuns(difference).drawn(sort == .whitespace ? .show : .summary)
    guard let first = runs.firstIndex(where: { isWanted($0, sort) }) else { return [] }
    var pieces = runs[..<first].last.map(context) ?? []
    for run in runs[first...] {
      guard pieces.columns < width else { break }
      append(run, to: &pieces)
    }
    return pieces.fitted(width)
  }

  private func isWanted(_ run: MarkedRun, _ sort: ChangeClass?) -> Bool {
    guard let sort else { return run.move?.isTarget == true }
    return run.mark != .kept && run.classes.contains(sort)
  }

  /// The last words before a change.
  private func context(_ run: MarkedRun) -> [InkedText] {
    guard run.isPlain else { return [] }
    let bytes = difference.bytes(of: run)
    // Enough bytes for those columns in any script; a cut character at the start is left out.
    let end = bytes.suffix(8 * contextWidth).drop { $0 & 0xC0 == 0x80 }
    let text = Self.oneLine(VisibleText.plain(end))
    guard end.count < bytes.count || CharacterWidth.columns(of: text) > contextWidth else {
      return [InkedText(.plain, text)]
    }
    let tail = Self.tail(of: text, columns: contextWidth, atMost: 2 * contextWidth)
    return [InkedText(.faint, "… "), InkedText(.plain, tail)]
  }

  /// The last whole words that fit; of one that is longer, so much of its end.
  private static func tail(of text: String, columns limit: Int, atMost longest: Int) -> String {
    var tail = Substring(text)
    var columns = CharacterWidth.columns(of: text)
    while columns > limit, tail.dropLast().contains(" ") || columns > longest {
      if let first = tail.popFirst() { columns -= CharacterWidth.columns(of: first) }
    }
    guard tail.count < text.count, tail.startIndex > text.startIndex,
      text[text.index(before: tail.startIndex)] != " ",
      let space = tail.dropLast().firstIndex(of: " ")
    else { return String(tail) }
    return String(tail[tail.index(after: space)...])
  }

  private func append(_ run: MarkedRun, to pieces: inout [InkedText]) {
    let bytes = difference.bytes(of: run)
    guard run.mark != .kept else {
      // More than what fits is not looked at.
      let text = Self.oneLine(VisibleText.plain(bytes.prefix(8 * width)))
      return pieces.append(InkedText(run.move == nil ? .plain : .movedHere, text))
    }
    let isDeleted = run.mark == .deleted
    let marked = VisibleText.marked(bytes, run.invisibleCharacters)
    let text = [InkedText(.plain, Self.oneLine(marked.text))].fitted(changeWidth).map(\.text)
      .joined()
    let marks = isDeleted ? ("[-", "-]") : ("{+", "+}")
    if !marked.before.isEmpty { pieces.append(InkedText(.plain, " ")) }
    // Only colour would part a deletion from the insertion after it.
    if usesColour, marked.before.isEmpty, pieces.last?.ink == .deleted {
      pieces.append(InkedText(.plain, " "))
    }
    pieces.append(
      InkedText(
        isDeleted ? .deleted : .inserted, usesColour ? text : marks.0 + text + marks.1))
    if !marked.after.isEmpty { pieces.append(InkedText(.plain, " ")) }
  }

  /// With one space for each run of white space.
  static func oneLine(_ text: String) -> String {
    var result = ""
    var isSpace = false
    for character in text {
      if character == " " || character.isNewline {
        if !isSpace { result += " " }
        isSpace = true
      } else {
        result.append(character)
        isSpace = false
      }
    }
    return result
  }
}

extension Difference {
  /// What the first change of a class took away and what it put there, without what is around it.
  package func firstChange(of sort: ChangeClass) -> (
    old: ArraySlice<UInt8>, new: ArraySlice<UInt8>
  )? {
    let all = edits + moves.flatMap(\.edits)
    guard let first = all.firstIndex(where: { $0.classes.contains(sort) }) else { return nil }
    let edit = all[first]
    guard edit.kind == .delete, all.indices.contains(first + 1), all[first + 1].kind == .insert,
      all[first + 1].old.lowerBound == edit.old.upperBound
    else { return (old[edit.old], new[edit.new]) }
    return (old[edit.old], new[all[first + 1].new])
  }
}
