public import Prose

extension Difference {
  /// A unified diff that `patch` and `git apply` turn back into exactly the new bytes.
  ///
  /// A line counts as changed if any edit touches it; a move is a deletion and an insertion.
  /// Texts without a newline at the end and carriage returns come through as they are, but on a
  /// terminal, which would obey them. Two equal texts give no bytes at all; of bytes that are no
  /// text it is only said, as git says it, that they differ.
  public func unified(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    if binarySummary != nil { return GitHeader.binaryLine(oldLabel, newLabel) }
    let comparison = LineComparison(self)
    let changes = comparison.trimmedChanges
    guard !changes.isEmpty else { return [] }
    var output = GitHeader.fileLines(oldLabel, newLabel)
    let hunks = comparison.hunks(of: changes, context: options.contextLines)
    for (hunk, heading) in zip(hunks, comparison.headings(of: hunks)) {
      output += GitHeader.hunkLine(hunk, heading: heading)
      comparison.appendLines(of: hunk, to: &output)
    }
    return GitHeader.shown(output, options)
  }
}

extension LineComparison {
  fileprivate func appendLines(of hunk: LineHunk, to output: inout [UInt8]) {
    var kept = hunk.old.lowerBound
    for change in hunk.changes {
      append(kept..<change.old.lowerBound, of: old, difference.old, mark: " ", to: &output)
      append(change.old, of: old, difference.old, mark: "-", to: &output)
      append(change.new, of: new, difference.new, mark: "+", to: &output)
      kept = change.old.upperBound
    }
    append(kept..<hunk.old.upperBound, of: old, difference.old, mark: " ", to: &output)
  }

  private func append(
    _ range: Range<Int>, of lines: TextLines, _ bytes: [UInt8], mark: Unicode.Scalar,
    to output: inout [UInt8]
  ) {
    for line in range {
      let content = bytes[lines.bytes(of: line..<line + 1)]
      output.append(UInt8(ascii: mark))
      output += content
      if content.last != newline { output += "\n\\ No newline at end of file\n".utf8 }
    }
  }
}
