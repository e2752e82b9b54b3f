internal import Prose

/// A run of bytes inside one line, or the line's end, with the side that has it.
enum WordDiffPiece {
  case text(LineEdit.Kind, ArraySlice<UInt8>)
  case lineEnd(LineEdit.Kind)

  /// As a terminal may see it, where one is to.
  func shown(_ options: RenderingOptions) -> WordDiffPiece {
    guard case .text(let kind, let bytes) = self else { return self }
    return .text(kind, GitHeader.shown(Array(bytes), options)[...])
  }
}

extension LineComparison {
  /// What stands in the hunk, in reading order, cut at line breaks.
  func pieces(of hunk: LineHunk) -> [WordDiffPiece] {
    let oldBytes = old.bytes(of: hunk.old)
    let newBytes = new.bytes(of: hunk.new)
    var pieces: [WordDiffPiece] = []
    var index = firstEdit(endingAfter: oldBytes.lowerBound, newBytes.lowerBound)
    while index < edits.count {
      let edit = edits[index]
      guard edit.old.lowerBound < oldBytes.upperBound || edit.new.lowerBound < newBytes.upperBound
      else { break }
      let run =
        edit.kind == .insert
        ? difference.new[edit.new.clamped(to: newBytes)]
        : difference.old[edit.old.clamped(to: oldBytes)]
      split(run, edit.kind, into: &pieces)
      index += 1
    }
    return pieces
  }

  private func firstEdit(endingAfter oldOffset: Int, _ newOffset: Int) -> Int {
    edits.partitioningIndex { $0.old.upperBound > oldOffset || $0.new.upperBound > newOffset }
  }

  private func split(
    _ run: ArraySlice<UInt8>, _ kind: LineEdit.Kind, into pieces: inout [WordDiffPiece]
  ) {
    var rest = run
    while let end = rest.firstIndex(of: newline) {
      if end > rest.startIndex { pieces.append(.text(kind, rest[..<end])) }
      pieces.append(.lineEnd(kind))
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty { pieces.append(.text(kind, rest)) }
  }
}

extension Difference {
  /// git's headers and hunks around whatever `body` makes of each hunk's pieces.
  func wordDiff(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, _ options: RenderingOptions,
    body: ([WordDiffPiece], inout [UInt8]) -> Void
  ) -> [UInt8] {
    if binarySummary != nil {
      return GitHeader.gitLines(oldLabel, newLabel) + GitHeader.binaryLine(oldLabel, newLabel)
    }
    let comparison = LineComparison(self)
    guard !comparison.changes.isEmpty else { return [] }
    var output = GitHeader.gitLines(oldLabel, newLabel)
    output += GitHeader.fileLines(oldLabel, newLabel)
    let hunks = comparison.hunks(of: comparison.changes, context: options.contextLines)
    for (hunk, heading) in zip(hunks, comparison.headings(of: hunks)) {
      let heading = GitHeader.shown(Array(heading), options)
      output += GitHeader.hunkLine(hunk, heading: heading[...])
      body(comparison.pieces(of: hunk), &output)
    }
    return output
  }
}
