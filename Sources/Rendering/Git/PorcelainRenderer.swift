public import Prose

extension Difference {
  /// The form of `git diff --word-diff=porcelain`, from these edits instead of git's own.
  ///
  /// After git's headers and `@@` lines, each output line is a run of bytes behind one mark:
  /// a space for both texts, `-` for the old one, `+` for the new one; `~` ends a line of text.
  /// So both texts of a hunk can be put together again. Where git leaves open which text has a
  /// line break, this does not:
  ///
  /// - `~` after a line of nothing but `-` runs (or nothing but `+` runs) ends a line of that
  ///   text only; any other `~` ends a line of both. That is what git prints in the plain cases.
  /// - A mark with no bytes behind it, just before `~`, says otherwise: the break is of its side.
  /// - `\ No newline at end of file` after the last `~` takes that `~` back. git prints the `~`
  ///   and says nothing.
  public func porcelain(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    wordDiff(old: oldLabel, new: newLabel, options) { pieces, output in
      var line = PorcelainLine()
      for piece in pieces { line.append(piece.shown(options), to: &output) }
      if !line.kinds.isEmpty { output += "~\n\\ No newline at end of file\n".utf8 }
    }
  }
}

/// The line of text being written, and which sides its runs belong to.
private struct PorcelainLine {
  private(set) var kinds: Set<LineEdit.Kind> = []

  mutating func append(_ piece: WordDiffPiece, to output: inout [UInt8]) {
    switch piece {
    case .text(let kind, let bytes):
      kinds.insert(kind)
      output.append(mark(kind))
      output += bytes
      output.append(newline)
    case .lineEnd(let kind):
      if kind != impliedKind { output += [mark(kind), newline] }
      output += "~\n".utf8
      kinds = []
    }
  }

  private var impliedKind: LineEdit.Kind {
    if kinds == [.delete] { .delete } else if kinds == [.insert] { .insert } else { .keep }
  }

  private func mark(_ kind: LineEdit.Kind) -> UInt8 {
    switch kind {
    case .keep: UInt8(ascii: " ")
    case .delete: UInt8(ascii: "-")
    case .insert: UInt8(ascii: "+")
    }
  }
}
