/// Finds sentences that left their place *and* were edited.
///
/// Sentences of which nothing was kept are matched across the whole text: each old one with the
/// new one that shares most of the pairs of neighbouring tokens that only one new sentence has.
struct EditedMoves {
  /// The runs, with those of sentences that turned out to have a successor in place.
  private(set) var runs: [MatchRun]
  /// Sentences that stand elsewhere, each with its kept tokens.
  private(set) var found: [Found] = []

  struct Found {
    var oldSentence: Int
    var newSentence: Int
    var runs: [MatchRun]
  }

  /// A move costs a reader about as much as this many tokens deleted or inserted.
  private static let moveCost = 6
  /// The least share of the tokens of both sentences that has to be kept.
  private static let leastShare = 0.5

  private let old: TokenisedText
  private let new: TokenisedText

  init(old: TokenisedText, new: TokenisedText, runs: [MatchRun]) {
    (self.old, self.new, self.runs) = (old, new, runs)
    let oldSentences = Self.untouched(old, runs.map(\.oldRange))
    let newSentences = Self.untouched(new, runs.map(\.newRange))
    guard !oldSentences.isEmpty, !newSentences.isEmpty else { return }
    var isTaken = [Bool](repeating: false, count: new.sentences.count)
    for candidate in candidates(oldSentences, newSentences) where !isTaken[candidate.new] {
      isTaken[candidate.new] = accept(candidate.old, candidate.new)
    }
  }

  /// Sentences long enough to move of which no token is kept.
  private static func untouched(_ text: TokenisedText, _ kept: [Range<Int>]) -> [Int] {
    var result: [Int] = []
    var next = 0
    for (index, sentence) in text.sentences.enumerated() {
      while next < kept.count, kept[next].upperBound <= sentence.lowerBound { next += 1 }
      let isTouched = next < kept.count && kept[next].lowerBound < sentence.upperBound
      if !isTouched, text.wordCount(sentence) >= SentenceMatching.smallestMove {
        result.append(index)
      }
    }
    return result
  }

  /// Sentence pairs, those that share most first.
  private func candidates(
    _ oldSentences: [Int], _ newSentences: [Int]
  ) -> [(old: Int, new: Int, votes: Int)] {
    var table = OccurrenceTable(keyCount: newSentences.reduce(0) { $0 + new.sentences[$1].count })
    for sentence in newSentences {
      for index in new.sentences[sentence].dropFirst() {
        table.addNew(Self.pairKey(new.tokens, index), at: sentence)
      }
    }
    var votes = [Int](repeating: 0, count: new.sentences.count)
    let found = oldSentences.compactMap { sentence in
      favourite(of: sentence, table, &votes).map { (old: sentence, new: $0.new, votes: $0.votes) }
    }
    return found.sorted { ($1.votes, $0.old) < ($0.votes, $1.old) }
  }

  /// The new sentence that shares most rare pairs of tokens with an old one.
  private func favourite(
    of sentence: Int, _ table: OccurrenceTable, _ votes: inout [Int]
  ) -> (new: Int, votes: Int)? {
    var best: (new: Int, votes: Int)?
    var touched: [Int] = []
    for index in old.sentences[sentence].dropFirst() {
      let entry = table[Self.pairKey(old.tokens, index)]
      guard entry.newCount == 1 else { continue }
      let candidate = Int(entry.newIndex)
      votes[candidate] += 1
      touched.append(candidate)
      if votes[candidate] > best?.votes ?? 0 { best = (candidate, votes[candidate]) }
    }
    for candidate in touched { votes[candidate] = 0 }
    return best
  }

  @inline(__always)
  private static func pairKey(_ tokens: [Token], _ index: Int) -> UInt64 {
    tokens[index - 1].key &* 0x9E37_79B9_7F4A_7C15 ^ tokens[index].key
  }

  /// Takes a pair as a move or, where it crosses nothing, as kept in place.
  private mutating func accept(_ oldSentence: Int, _ newSentence: Int) -> Bool {
    let (oldRange, newRange) = (old.sentences[oldSentence], new.sentences[newSentence])
    let inner = align(oldRange, newRange)
    let kept = inner.reduce(0) { $0 + $1.count }
    guard Double(2 * kept) >= Self.leastShare * Double(oldRange.count + newRange.count) else {
      return false
    }
    let place = runs.partitioningIndex { $0.old >= oldRange.upperBound }
    if place == runs.partitioningIndex(where: { $0.new >= newRange.upperBound }) {
      runs.insert(contentsOf: inner, at: place)
      return true
    }
    guard 2 * kept > Self.moveCost + inner.count else { return false }
    found.append(Found(oldSentence: oldSentence, newSentence: newSentence, runs: inner))
    return true
  }

  private func align(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [MatchRun] {
    var aligner = TokenAligner(
      old: old.tokens[oldRange].map(\.key), new: new.tokens[newRange].map(\.key),
      budget: 4_000_000)
    aligner.align(Block(old: 0..<oldRange.count, new: 0..<newRange.count))
    return aligner.runs.map {
      MatchRun(old: $0.old + oldRange.lowerBound, new: $0.new + newRange.lowerBound, count: $0.count)
    }
  }
}

extension Array {
  /// The index of the first element that `isBehind` holds for; it must hold for all after it.
  func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
