public import Prose

extension Difference {
  /// The form of `git diff --word-diff=plain`, `[-old-]{+new+}`, from these edits.
  ///
  /// As in git, marks close before a line break and open again after it, so a break that only
  /// one text has looks like any other: `porcelain` tells them apart.
  public func wordDiff(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    wordDiff(old: oldLabel, new: newLabel, options) { pieces, output in
      var isLineOpen = false
      for piece in pieces {
        switch piece.shown(options) {
        case .text(let kind, let bytes):
          append(bytes, kind, options, to: &output)
          isLineOpen = true
        case .lineEnd:
          output.append(newline)
          isLineOpen = false
        }
      }
      if isLineOpen { output.append(newline) }
    }
  }

  private func append(
    _ bytes: ArraySlice<UInt8>, _ kind: LineEdit.Kind, _ options: RenderingOptions,
    to output: inout [UInt8]
  ) {
    let invisible: VisibleText.InvisibleCharacters = kind == .keep ? .left : .shownOutsideWords
    let content =
      options.isTerminal
      ? Array(VisibleText.neutralised(bytes, .pictures, invisible).utf8) : Array(bytes)
    switch kind {
    case .keep: output += content
    case .delete: append("[-", content, "-]", colour: 31, options, to: &output)
    case .insert: append("{+", content, "+}", colour: 32, options, to: &output)
    }
  }

  private func append(
    _ open: String, _ content: [UInt8], _ close: String, colour: Int, _ options: RenderingOptions,
    to output: inout [UInt8]
  ) {
    if options.usesColour { output += "\u{1B}[\(colour)m".utf8 }
    output += Array(open.utf8) + content + Array(close.utf8)
    if options.usesColour { output += "\u{1B}[m".utf8 }
  }
}
