internal import Prose

/// Turns marked runs into inked text for a terminal.
///
/// Without colour, `[-deleted-]` and `{+inserted+}` as in git's word diff. A moved passage has
/// its number and direction on both ends, with colour or without.
struct ExcerptInker {
  let difference: Difference
  let usesColour: Bool
  private var pieces: [InkedText] = []
  /// Whether both texts are in one: line breaks that are gone then do not break it.
  private var isMerged = false
  /// Index of the label of the move being written.
  private var moveStart = 0

  init(_ difference: Difference, usesColour: Bool) {
    self.difference = difference
    self.usesColour = usesColour
  }

  /// The excerpt with both texts in one: for the inline form.
  func merged(_ excerpt: Excerpt) -> [InkedText] {
    ink(excerpt, excerpt.runs.map(\.forReadingOnce), isMerged: true)
  }

  /// The excerpt as the old text or the new text has it.
  func side(_ excerpt: Excerpt, isOld: Bool) -> [InkedText] {
    ink(
      excerpt, excerpt.runs.filter { isOld ? $0.isOnOldSide : $0.isOnNewSide }, isMerged: false)
  }

  private func ink(_ excerpt: Excerpt, _ runs: [MarkedRun], isMerged: Bool) -> [InkedText] {
    var inker = self
    inker.isMerged = isMerged
    if excerpt.isCutAtStart { inker.add(.faint, "…\u{A0}") }
    inker.append(runs)
    inker.trimEdges()
    if excerpt.isCutAtEnd { inker.add(.faint, "\u{A0}…") }
    return inker.pieces
  }

  private mutating func add(_ ink: Ink, _ text: String) {
    if !text.isEmpty { pieces.append(InkedText(ink, text)) }
  }

  private mutating func append(_ runs: [MarkedRun]) {
    for (index, run) in runs.enumerated() {
      if let move = run.move, index == 0 || runs[index - 1].move != move { open(move) }
      append(run)
      if let move = run.move, index + 1 == runs.count || runs[index + 1].move != move {
        close(move)
      }
    }
  }

  private mutating func append(_ run: MarkedRun) {
    switch run.mark {
    case .kept:
      let text = VisibleText.plain(difference.bytes(of: run))
      add(ink(run.move), run.move == nil ? text : folded(text))
    case .deleted: append(run, .deleted, "[-", "-]")
    case .inserted: append(run, .inserted, "{+", "+}")
    }
  }

  private mutating func append(
    _ run: MarkedRun, _ ink: Ink, _ open: String, _ close: String
  ) {
    let marked = VisibleText.marked(difference.bytes(of: run), run.invisibleCharacters)
    separate(from: marked.before)
    add(.plain, marked.before)
    add(ink, usesColour ? marked.text : open + marked.text + close)
    let isBreakGone = isMerged && ink == .deleted && marked.isRevealed
    if !isBreakGone { add(.plain, marked.after) }
  }

  /// A deletion and the insertion after it need a space between them if only colour parts them.
  private mutating func separate(from spaces: String) {
    guard usesColour, spaces.isEmpty, pieces.last?.ink == .deleted else { return }
    add(.plain, "\u{A0}")
  }

  private mutating func trimEdges() {
    while let first = pieces.first, first.ink == .plain {
      pieces[0].text = String(first.text.drop { $0.isWhitespace })
      guard pieces[0].text.isEmpty else { break }
      pieces.removeFirst()
    }
    while let last = pieces.last, last.ink == .plain {
      while pieces[pieces.count - 1].text.last?.isWhitespace == true {
        pieces[pieces.count - 1].text.removeLast()
      }
      guard pieces[pieces.count - 1].text.isEmpty else { break }
      pieces.removeLast()
    }
  }
}

// MARK: - Moves

extension ExcerptInker {
  private func ink(_ move: MarkedRun.MoveEnd?) -> Ink {
    guard let move else { return .plain }
    return move.isTarget ? .movedHere : .movedAway
  }

  private mutating func open(_ move: MarkedRun.MoveEnd) {
    let label =
      move.isTarget
      ? "{\(move.number) moved from further \(move.goesDown ? "up ↑" : "down ↓"): "
      : "[\(move.number) moved to further \(move.goesDown ? "down ↓" : "up ↑"): "
    moveStart = pieces.count
    add(ink(move), label)
  }

  /// Closes the mark after the last word: white space that came along stands outside the marks.
  private mutating func close(_ move: MarkedRun.MoveEnd) {
    let text = moveStart + 1
    guard pieces.indices.contains(text) else { return }
    let before = String(pieces[text].text.prefix(while: \.isWhitespace))
    pieces[text].text.removeFirst(before.count)
    var after = ""
    if let last = pieces.last, last.ink == ink(move), last.text.last?.isWhitespace == true {
      after = String(last.text.reversed().prefix(while: \.isWhitespace).reversed())
      pieces[pieces.count - 1].text.removeLast(after.count)
    }
    if !before.isEmpty { pieces.insert(InkedText(.plain, before), at: moveStart) }
    add(ink(move), move.isTarget ? "}" : "]")
    add(.plain, after)
  }

  /// A long unchanged part of a moved passage needs only its beginning and its end.
  private func folded(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 32 else { return text }
    let omitted = words.count - 24
    let start = words.prefix(16).joined(separator: " ")
    return start + " … \(omitted) words … " + words.suffix(8).joined(separator: " ")
  }
}
