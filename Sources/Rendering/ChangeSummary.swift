import JSON
public import Prose

/// What a header says about a difference: the verdict, and what can be seen below it.
struct ChangeSummary {
  let verdict: Verdict
  private let isEmpty: Bool
  private let whitespace: WhitespaceDisplay
  /// Runs of changed bytes with nothing kept between them, also inside moved passages. Changes of
  /// white space alone count for themselves unless they are drawn.
  private(set) var changeCount = 0
  private(set) var whitespaceCount = 0
  private(set) var moveCount = 0
  private(set) var classes: [ChangeClass: Int] = [:]
  /// The same, where each change counts only for what it is above all.
  private(set) var mainClasses: [ChangeClass: Int] = [:]
  /// `binary files differ, 120 and 96 bytes`; `nil` where both are texts.
  let binary: String?
  /// `markup: 3 link targets, 12 attributes changed`, or that nothing else did; `nil` where no page's
  /// visible text was compared, and where its markup is the same.
  let markup: String?
  private let hasEqualTexts: Bool

  /// - Parameter runs: The difference's; made here where the caller has no other use for them.
  init(
    _ difference: Difference, _ runs: ReadRuns? = nil, whitespace: WhitespaceDisplay = .summary
  ) {
    self.whitespace = whitespace
    verdict = difference.verdict
    isEmpty = difference.isEmpty
    binary = difference.binarySummary
    markup = difference.markupSummary
    hasEqualTexts = difference.hasEqualTexts
    guard binary == nil else { return }
    moveCount = difference.moves.count
    let runs = runs ?? ReadRuns(difference)
    count(runs.drawn(whitespace))
    whitespaceCount = whitespace == .summary ? runs.whitespaceCount : 0
  }

  private mutating func count(_ runs: [MarkedRun]) {
    var current: Set<ChangeClass> = []
    var isInsideChange = false
    // What a moved passage lost is marked at both of its places, but counts once.
    for run in runs where run.move?.isTarget != false {
      guard run.mark != .kept else {
        isInsideChange = false
        current = []
        continue
      }
      if !isInsideChange { changeCount += 1 }
      isInsideChange = true
      for sort in run.classes where current.insert(sort).inserted {
        classes[sort, default: 0] += 1
        if sort == run.changeClass { mainClasses[sort, default: 0] += 1 }
      }
    }
  }

  /// The classes that occur, the most telling first.
  var sortedClasses: [(sort: ChangeClass, count: Int)] {
    ChangeClass.allCases.reversed().compactMap { sort in
      classes[sort].map { (sort, $0) }
    }
  }

  /// One word for the whole.
  var kind: String {
    if isEmpty { return "same" }
    return verdict.isCosmetic ? "cosmetic" : "substantive"
  }

  /// `97% alike`; all of it only where nothing differs. Of pages, that only the visible text does not.
  var likeness: String {
    if hasEqualTexts && !isEmpty { return "visible text the same" }
    let percent = Int(verdict.similarity * 100)
    return "\(isEmpty ? percent : min(percent, 99))% alike"
  }

  /// `14 words added`, `9 words removed`, `24 words moved`: only what there is.
  var words: [String] {
    let counts = [
      (verdict.wordsAdded, "added"), (verdict.wordsRemoved, "removed"),
      (verdict.wordsMoved, "moved"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\(Quantity.text($0.0, "word")) \($0.1)" }
  }

  /// `3 changes`, `1 move`: only what there is.
  var counts: [String] {
    let counts = [(changeCount, "change"), (moveCount, "move")]
    return counts.filter { $0.0 > 0 }.map { Quantity.text($0.0, $0.1) }
  }

  /// `2 number`, `1 wording`: the classes with their counts.
  var countedClasses: [String] {
    sortedClasses.map { "\(Quantity.grouped($0.count)) \($0.sort.rawValue)" }
  }

  /// `white space changed in 13 places`; nothing where it did not, or is drawn or ignored.
  var whitespaceLine: [String] {
    guard whitespaceCount > 0, whitespace == .summary else { return [] }
    let only = changeCount == 0 && moveCount == 0 ? "only " : ""
    return ["\(only)white space changed in \(Quantity.text(whitespaceCount, "place"))"]
  }

  /// All of it in one line.
  var line: String {
    guard !isEmpty else { return "\(kind) · equal byte for byte" }
    if let binary { return "\(kind) · \(binary)" }
    let items =
      [kind, likeness] + words + counts + countedClasses + whitespaceLine
      + (markup.map { [$0] } ?? [])
    return items.joined(separator: " · ")
  }

  var json: JSON {
    let classes = ChangeClass.allCases.reversed().compactMap { sort in
      verdict.changes[sort].map { JSON.Member(sort.rawValue, .integer($0)) }
    }
    return [
      "kind": .string(kind), "similarity": .double(verdict.similarity),
      "wordsAdded": .integer(verdict.wordsAdded), "wordsRemoved": .integer(verdict.wordsRemoved),
      "wordsMoved": .integer(verdict.wordsMoved), "moves": .integer(moveCount),
      "changes": .object(classes),
    ]
  }
}

extension Difference {
  /// The verdict in one line, as headers say it: `substantive · 97% alike · 2 words added · 1
  /// change · 1 number`.
  public var summary: String { ChangeSummary(self).line }
}

extension Difference {
  /// What is said of bytes that are no text, instead of words; `nil` where there is nothing to say.
  var binarySummary: String? {
    guard isBinary, !isEmpty else { return nil }
    return
      "binary files differ, \(Quantity.grouped(old.count)) and \(Quantity.text(new.count, "byte"))"
  }
}
