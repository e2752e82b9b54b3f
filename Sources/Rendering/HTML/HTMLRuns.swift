internal import Prose

/// A run with those of its bytes that are shown.
private struct ShownRun {
  let run: MarkedRun
  var bytes: ArraySlice<UInt8>
  /// Whether line breaks that changed break the line here, too.
  var breaksLines: Bool

  var withoutBreaksAfter: ShownRun {
    var run = self
    run.breaksLines = false
    guard self.run.mark == .kept else { return run }
    let isBreak = { (byte: UInt8) in byte == newline || byte == UInt8(ascii: "\r") }
    while let last = run.bytes.last, isBreak(last) { run.bytes.removeLast() }
    return run
  }

  /// Takes the spaces and line breaks off the start of text that did not change.
  mutating func takeSpacesBefore() -> ArraySlice<UInt8> {
    guard run.mark == .kept else { return [] }
    let spaces = bytes.prefix(while: VisibleText.isSpace)
    bytes = bytes[spaces.endIndex...]
    return spaces
  }

  mutating func takeSpacesAfter() -> ArraySlice<UInt8> {
    guard run.mark == .kept else { return [] }
    let end = bytes.lastIndex { !VisibleText.isSpace($0) }.map { $0 + 1 } ?? bytes.startIndex
    defer { bytes = bytes[..<end] }
    return bytes[end...]
  }
}

extension MarkedRun.MoveEnd {
  /// The name of the HTML element around this end.
  fileprivate var element: Markup { isTarget ? "ins" : "del" }
}

extension HTMLFragment {
  mutating func writeRuns(
    _ excerpt: Excerpt, _ view: HTMLView, isShown: (MarkedRun) -> Bool
  ) {
    if excerpt.isCutAtStart { writer.markup("<span class=\"cut\">… </span>") }
    var rest = shownRuns(excerpt, view, isShown)[...]
    while let first = rest.first {
      let group = rest.prefix { $0.run.move == first.run.move }
      rest = rest.dropFirst(group.count)
      if let move = first.run.move {
        write(moved: group, move, view)
      } else {
        write(group, view)
      }
    }
    if excerpt.isCutAtEnd { writer.markup("<span class=\"cut\"> …</span>") }
  }

  private mutating func write(_ group: ArraySlice<ShownRun>, _ view: HTMLView) {
    for index in group.indices {
      write(group[index])
      let isLast = index + 1 == group.endIndex || !group[index + 1].run.isMarkedChange
      guard view == .inline, isLast, group[index].run.isMarkedChange else { continue }
      writeWay(from: group[index].run)
    }
  }

  /// After a change: what it is, and the ways to the one before and the next.
  private mutating func writeWay(from run: MarkedRun) {
    guard let sort = run.changeClass?.rawValue else { return }
    changeNumber += 1
    let prefix = "\(idPrefix)c-"
    writer.markup("<span class=\"at change-\(sort)\" lang=\"en\" id=\"\(prefix)\(changeNumber)\">")
    if changeNumber > 1 {
      writer.markup("<a href=\"#\(prefix)\(changeNumber - 1)\" aria-label=\"change before\">‹</a>")
    }
    writer.markup("\(sort)")
    if changeNumber < changeCount {
      writer.markup("<a href=\"#\(prefix)\(changeNumber + 1)\" aria-label=\"next change\">›</a>")
    }
    writer.markup("</span>")
  }

  /// The runs without blank lines at the edges, which the space around a block would double.
  private func shownRuns(
    _ excerpt: Excerpt, _ view: HTMLView, _ isShown: (MarkedRun) -> Bool
  ) -> [ShownRun] {
    var shown = excerpt.runs.filter(isShown).map { run in
      let run = view == .inline ? run.forReadingOnce : run
      // Where both texts are in one, line breaks that are gone do not break it.
      let breaksLines = view == .sideBySide || run.mark == .inserted
      return ShownRun(run: run, bytes: difference.bytes(of: run), breaksLines: breaksLines)
    }
    if let first = shown.first, first.run.mark == .kept {
      shown[0].bytes = first.bytes.drop { $0 == newline }
    }
    if let last = shown.popLast() {
      shown.append(last.withoutBreaksAfter)
    }
    return shown
  }

  /// Writes a moved passage. White space that moved along stands outside the mark, which would
  /// draw it as empty boxes.
  private mutating func write(
    moved group: ArraySlice<ShownRun>, _ move: MarkedRun.MoveEnd, _ view: HTMLView
  ) {
    var group = group
    while let first = group.indices.first {
      writeSpaces(group[first].takeSpacesBefore(), around: move)
      guard group[first].bytes.isEmpty else { break }
      group.removeFirst()
    }
    var after: [ArraySlice<UInt8>] = []
    while let last = group.indices.last {
      after.append(group[last].takeSpacesAfter())
      guard group[last].bytes.isEmpty else { break }
      group.removeLast()
    }
    open(move, view)
    for piece in group { write(piece) }
    close(move)
    for spaces in after.reversed() { writeSpaces(spaces, around: move) }
  }

  private mutating func writeSpaces(_ spaces: ArraySlice<UInt8>, around move: MarkedRun.MoveEnd) {
    guard !spaces.isEmpty else { return }
    writer.markup("<\(move.element) class=\"edge\">")
    writer.text(spaces)
    close(move)
  }

  private mutating func write(_ piece: ShownRun) {
    let (run, bytes) = (piece.run, piece.bytes)
    guard run.mark != .kept else { return writer.text(bytes) }
    guard !run.isWhitespaceChange else { return writeWhitespace(run, bytes) }
    guard !VisibleText.isInvisible(bytes) else { return writeHidden(piece) }
    for piece in VisibleText.partedAtLineEnds(bytes) {
      writeMark(run, isEdge: true, piece.spaces) { $0.text($1) }
      writeMark(run, isEdge: false, piece.text) { $0.changedText($1, run.invisibleCharacters) }
    }
  }

  /// A change of nothing that can be seen: signs for it, and the line breaks among it after them.
  private mutating func writeHidden(_ piece: ShownRun) {
    writeMark(piece.run, isEdge: false, piece.bytes) { $0.hiddenText($1) }
    guard piece.breaksLines else { return }
    let breaks = Array(VisibleText.breaks(piece.bytes).utf8)[...]
    writeMark(piece.run, isEdge: true, breaks) { $0.text($1) }
  }

  /// A change of white space alone: signs, which are seen where the reader asks for them, and the white
  /// space itself.
  private mutating func writeWhitespace(_ run: MarkedRun, _ bytes: ArraySlice<UInt8>) {
    writeMark(run, isEdge: false, bytes) { writer, bytes in
      writer.hiddenText(bytes)
      writer.markup("<span class=\"raw\">")
      writer.text(bytes)
      writer.markup("</span>")
    }
  }

  /// - Parameter isEdge: Whether these are spaces beside the words, which need no decoration.
  private mutating func writeMark(
    _ run: MarkedRun, isEdge: Bool, _ bytes: ArraySlice<UInt8>,
    _ write: (inout HTMLWriter, ArraySlice<UInt8>) -> Void
  ) {
    guard !bytes.isEmpty else { return }
    let element: Markup = run.mark == .deleted ? "del" : "ins"
    let name = run.changeClass?.rawValue
    let classes = (name.map { ["change-\($0)"] } ?? []) + (isEdge ? ["edge"] : [])
    writer.markup("<\(element)")
    if !classes.isEmpty { writer.markup(" class=\"\(classes.joined(separator: " "))\"") }
    if !isEdge, !run.classes.isEmpty {
      writer.markup(" title=\"\(run.classes.map(\.rawValue).joined(separator: ", "))\"")
    }
    writer.markup(">")
    write(&writer, bytes)
    writer.markup("</\(element)>")
  }

  /// Both ends of a move point at each other.
  private mutating func open(_ move: MarkedRun.MoveEnd, _ view: HTMLView) {
    let prefix = "\(idPrefix)\(view.rawValue)-move-\(move.number)"
    let here = move.isTarget ? "to" : "from"
    let there = move.isTarget ? "from" : "to"
    let isOtherBelow = move.goesDown != move.isTarget
    let label = "moved \(there) further \(isOtherBelow ? "down" : "up")"
    writer.markup(
      """
      <\(move.element) class="move" id="\(prefix)-\(here)">\
      <a class="tag" lang="en" href="#\(prefix)-\(there)">\(move.number) \
      <span aria-hidden="true">\(isOtherBelow ? "↓" : "↑")</span> \(label)</a>
      """)
  }

  private mutating func close(_ move: MarkedRun.MoveEnd) {
    writer.markup("</\(move.element)>")
  }
}
