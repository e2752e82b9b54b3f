/// Counts the words and the changes of edits.
///
/// Words are counted by the tokens that a comparison has read; what it has not read is noted, and
/// counted when a verdict is asked for: most of a long text never is, and many ask for none.
struct Tally: Sendable {
  private var changes: [ChangeClass: Int] = [:]
  private var added = 0
  private var removed = 0
  private var moved = 0
  /// Words and marks of both texts, and those of them that were kept.
  private var tokens = 0
  private var keptTokens = 0
  private var uncounted: [Uncounted] = []

  /// What became of a word.
  private enum Fate {
    case kept, moved, removed, added
    /// The other side has it, too, and counts it for itself.
    case spelled
  }

  /// A range whose words have still to be counted.
  private struct Uncounted {
    var fate: Fate
    var isOld: Bool
    var range: Range<Int>
  }

  /// Of edits that nothing is known of but the texts' lengths.
  init(_ difference: Difference) {
    self.init(
      difference.edits, difference.moves, old: ReadTokens(unread: difference.old.count),
      new: ReadTokens(unread: difference.new.count))
  }

  /// - Parameters:
  ///   - old: What is known of the old text.
  ///   - new: What is known of the new one.
  init(_ edits: [Edit], _ moves: [Move], old: ReadTokens, new: ReadTokens) {
    add(edits, old, new)
    for move in moves { add(move.edits, old, new, isMoved: true) }
  }

  private mutating func add(
    _ edits: [Edit], _ old: ReadTokens, _ new: ReadTokens, isMoved: Bool = false
  ) {
    var previous: Edit.Kind?
    for edit in edits {
      switch edit.kind {
      case .keep: count(edit.old, in: old, isOld: true, isMoved ? .moved : .kept)
      case .delete:
        count(edit.old, in: old, isOld: true, edit.changeClass == .spelling ? .spelled : .removed)
      case .insert:
        count(edit.new, in: new, isOld: false, edit.changeClass == .spelling ? .spelled : .added)
      case .moveSource, .moveTarget: break
      }
      let isChange = edit.kind == .delete || edit.kind == .insert
      let belongsToLast = edit.kind == .insert && previous == .delete
      if isChange && !belongsToLast {
        for sort in edit.changeClass == nil ? [.wording] : edit.classes {
          changes[sort, default: 0] += 1
        }
      }
      previous = edit.kind
    }
  }

  /// What a visible text does not show: where links lead matters, and tags do not.
  mutating func add(_ markup: MarkupChanges) {
    let count = markup.counts.values.reduce(0, +) - markup.addressCount
    if markup.addressCount > 0 { changes[.address, default: 0] += markup.addressCount }
    if count > 0 { changes[.markup, default: 0] += count }
  }

  private mutating func count(_ range: Range<Int>, in text: ReadTokens, isOld: Bool, _ fate: Fate) {
    add(text.count(in: range), fate)
    for range in text.unread(in: range) {
      uncounted.append(Uncounted(fate: fate, isOld: isOld, range: range))
    }
  }

  private mutating func add(_ found: TokenCount, _ fate: Fate) {
    // What is kept stands in both texts.
    let isKept = fate == .kept || fate == .moved
    tokens += isKept ? 2 * found.tokens : found.tokens
    switch fate {
    case .kept: keptTokens += 2 * found.tokens
    case .moved:
      keptTokens += 2 * found.tokens
      moved += found.words
    case .removed: removed += found.words
    case .added: added += found.words
    case .spelled: keptTokens += found.tokens
    }
  }

  /// What it comes to, once what was not read is counted as well.
  func verdict(old: [UInt8], new: [UInt8]) -> Verdict {
    var tally = self
    for part in uncounted {
      tally.add(Tokeniser.count(in: part.isOld ? old : new, part.range), part.fate)
    }
    return Verdict(
      changes: tally.changes, wordsAdded: tally.added, wordsRemoved: tally.removed,
      wordsMoved: tally.moved,
      similarity: tally.tokens == 0 ? 1 : Double(tally.keptTokens) / Double(tally.tokens))
  }
}
