package import Prose

extension Difference {
  /// What changed with a little around it, for readers that have no style sheet of ours, such as those of feeds: what
  /// is deleted and inserted brings its colours along.
  ///
  /// - Parameter largestByteCount: About so much at most; what comes after is left out, and said to be.
  package func htmlExcerpts(contextWords: Int = 16, largestByteCount: Int = 32_768) -> Markup {
    if let binarySummary { return "<p>\(binarySummary)</p>\n" }
    var writer = HTMLWriter()
    let stretches = ExcerptBuilder.stretches(
      of: ReadRuns(self).drawn(.summary), units: ReadingUnits(new), contextWords: contextWords)
    for case .excerpt(let excerpt) in stretches {
      guard writer.output.count < largestByteCount else {
        writer.markup("<p>… and more</p>\n")
        break
      }
      writer.markup(excerpt.isCutAtStart ? "<p>… " : "<p>")
      for run in excerpt.runs { write(run, to: &writer, largestByteCount) }
      writer.markup(excerpt.isCutAtEnd ? " …</p>\n" : "</p>\n")
    }
    return Markup(writtenBy: writer)
  }

  private func write(_ run: MarkedRun, to writer: inout HTMLWriter, _ largestByteCount: Int) {
    let room = max(0, largestByteCount - writer.output.count)
    var text = bytes(of: run)
    let isCut = text.count > room
    text = text.prefixOfCharacters(room)
    switch run.mark {
    case .kept where run.move == nil: writer.text(text)
    case .kept:
      writer.markup("<span style=\"border-bottom:2px solid #8d74c4\">")
      writer.text(text)
      writer.markup("</span>")
    case .deleted:
      writer.markup("<del style=\"color:#8c1c13;background:#fbe3df\">")
      writer.changedText(text, run.invisibleCharacters)
      writer.markup("</del> ")
    case .inserted:
      writer.markup("<ins style=\"color:#0f5427;background:#dcf1df\">")
      writer.changedText(text, run.invisibleCharacters)
      writer.markup("</ins>")
    }
    if isCut { writer.markup(" …") }
  }
}
