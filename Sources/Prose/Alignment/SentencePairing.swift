/// Judges which sentences correspond, and takes back what was kept between those that do not.
///
/// The alignment keeps every shared word that is worth its hunk, also the "the" and the full
/// stop that an old sentence shares with an unrelated new one. Two sentences correspond when
/// enough of the shorter one is kept in the other; a half of a sentence that was split passes,
/// for it is nearly all in the whole. Between others only long runs of words stay.
struct SentencePairing {
  /// The least share of the words of the shorter sentence that has to be kept.
  static let leastShare = 0.3
  /// The least share of its tokens, marks included, that does as well.
  static let leastTokenShare = 0.5
  /// The least share of the tokens of the longer one, unless the shorter one is contained in it.
  static let leastShareOfLonger = 0.12
  static let containedShare = 0.8
  /// A heading of so few words may well become part of a long line.
  static let headingWords = 3
  /// A run of this many words is kept wherever it stands.
  static let longRun = 5

  private let old: TokenisedText
  private let new: TokenisedText
  private let sentences: JointSentences
  /// Tokens that both texts have, in order.
  private let runs: [MatchRun]

  init(old: TokenisedText, new: TokenisedText, runs: [MatchRun]) {
    (self.old, self.new, self.runs) = (old, new, runs)
    sentences = JointSentences(old, new, runs: runs)
  }

  /// How much of the shorter of two sentences is kept, from 0 to 1.
  private struct Share {
    var ofShorter: Double
    var shorterCount: Int

    init(_ kept: Double, _ oldCount: Int, _ newCount: Int) {
      shorterCount = min(oldCount, newCount)
      ofShorter = kept / Double(max(1, min(oldCount, newCount)))
    }
  }

  /// A piece of a run that lies in one sentence on either side.
  private struct Piece {
    var run: MatchRun
    var oldSentence: Int
    var newSentence: Int
  }

  /// All pieces that tie together the same two sentences.
  private struct Tie {
    let pieces: ArraySlice<Piece>
    /// How many tokens of either sentence lie between what it shares with the sentences before and behind.
    let oldCount: Int
    let newCount: Int
  }

  /// The runs without those that tie together sentences that do not correspond.
  var corresponding: [MatchRun] { judgement.kept }

  /// What stays, and how many tokens of it tie sentences of which less than half is kept: phrases that
  /// both may have by chance.
  struct Judgement {
    var kept: [MatchRun]
    var weakCount = 0
  }

  var judgement: Judgement {
    var weakCount = 0
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    var (marks, lone): ([MatchRun], [MatchRun]) = ([], [])
    forEachTie { tie in
      let pieces = tie.pieces
      if isUnchanged(pieces) { return result.join(pieces[pieces.startIndex].run) }
      let group = judged(tie)
      if group.correspond {
        for piece in pieces { result.join(piece.run) }
        marks += lostMarks(of: group)
        weakCount += weakTokenCount(of: pieces)
      } else {
        for run in group.runs where isLong(run) {
          result.join(run)
          weakCount += run.count
        }
        lone += [group.head, group.tail]
      }
    }
    return Judgement(
      kept: adding(lone, to: adding(marks, to: result)), weakCount: weakCount)
  }

  /// How many tokens two sentences share, if that is less than half of either.
  private func weakTokenCount(of pieces: ArraySlice<Piece>) -> Int {
    guard let first = pieces.first else { return 0 }
    let count = pieces.reduce(0) { $0 + $1.run.count }
    let (oldCount, newCount) = (
      sentences.old[first.oldSentence].count, sentences.new[first.newSentence].count
    )
    return 2 * count < min(oldCount, newCount) ? count : 0
  }

  /// Calls `body` with the pieces of the runs, by the two sentences that they tie together.
  private func forEachTie(_ body: (Tie) -> Void) {
    let pieces = pieces
    var start = 0
    while start < pieces.count {
      var end = start + 1
      while end < pieces.count, pieces[end].oldSentence == pieces[start].oldSentence,
        pieces[end].newSentence == pieces[start].newSentence
      { end += 1 }
      body(tie(of: pieces[start..<end], among: pieces))
      start = end
    }
  }

  private func tie(of tied: ArraySlice<Piece>, among pieces: [Piece]) -> Tie {
    let piece = pieces[tied.startIndex]
    var (oldPart, newPart) = (sentences.old[piece.oldSentence], sentences.new[piece.newSentence])
    if tied.startIndex > 0 {
      let last = pieces[tied.startIndex - 1].run
      oldPart = max(oldPart.lowerBound, last.oldEnd)..<oldPart.upperBound
      newPart = max(newPart.lowerBound, last.newEnd)..<newPart.upperBound
    }
    if tied.endIndex < pieces.count {
      let next = pieces[tied.endIndex].run
      oldPart = oldPart.lowerBound..<min(oldPart.upperBound, next.old)
      newPart = newPart.lowerBound..<min(newPart.upperBound, next.new)
    }
    return Tie(pieces: tied, oldCount: oldPart.count, newCount: newPart.count)
  }

  /// Whether one piece is all of two sentences.
  private func isUnchanged(_ pieces: ArraySlice<Piece>) -> Bool {
    guard pieces.count == 1, let piece = pieces.first else { return false }
    return piece.run.oldRange == sentences.old[piece.oldSentence]
      && piece.run.newRange == sentences.new[piece.newSentence]
  }

  /// What leads into two sentences that correspond, and the full stop behind them, where either has
  /// not been kept: it was with the mark of a neighbour that came or went.
  private func lostMarks(of group: Group) -> [MatchRun] {
    [lostLeadIn(of: group), lastMark(of: group)].compactMap(\.self)
  }

  private func lostLeadIn(of group: Group) -> MatchRun? {
    let (oldSentence, newSentence) = (
      sentences.old[group.oldSentence], sentences.new[group.newSentence]
    )
    let first = group.head.count > 0 ? group.head : group.runs.first ?? group.tail
    var lead = MatchRun(old: oldSentence.lowerBound, new: newSentence.lowerBound, count: 0)
    while lead.count < LeadIn.longest, lead.oldEnd < first.old, lead.newEnd < first.new,
      old.tokens[lead.oldEnd].key == new.tokens[lead.newEnd].key
    { lead.count += 1 }
    lead.count = LeadIn.count(old, lead.oldRange)
    return lead.count > 0 ? lead : nil
  }

  /// The full stop that both of two sentences end with, where it has not been kept.
  ///
  /// It is kept with that of the sentence behind where one came or went there and the last word
  /// changed as well: one hunk is less than two. A reader sees an edit and a new sentence.
  private func lastMark(of group: Group) -> MatchRun? {
    let oldEnd = sentences.old[group.oldSentence].upperBound - 1
    let newEnd = sentences.new[group.newSentence].upperBound - 1
    let last = group.tail.count > 0 ? group.tail : group.runs.last ?? group.head
    guard last.oldEnd <= oldEnd, last.newEnd <= newEnd,
      old.tokens[oldEnd].key == new.tokens[newEnd].key,
      old.tokens[oldEnd].kind == .punctuation
    else { return nil }
    return MatchRun(old: oldEnd, new: newEnd, count: 1)
  }

  /// The runs with those of `marks` that cross none of them; both in order.
  private func adding(_ marks: [MatchRun], to runs: [MatchRun]) -> [MatchRun] {
    guard !marks.isEmpty else { return runs }
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count + marks.count)
    var rest = runs[...]
    for mark in marks where mark.count > 0 {
      while let run = rest.first, run.old <= mark.old, run.new <= mark.new {
        result.join(run)
        rest.removeFirst()
      }
      let isBehind = result.last.map { $0.oldEnd <= mark.old && $0.newEnd <= mark.new } ?? true
      let isBefore = rest.first.map { $0.old >= mark.oldEnd && $0.new >= mark.newEnd } ?? true
      if isBehind, isBefore { result.join(mark) }
    }
    for run in rest { result.join(run) }
    return result
  }

  private func isLong(_ run: MatchRun) -> Bool {
    old.isLong(run.oldRange, wordCount: Self.longRun)
  }

  /// The runs that two sentences share, judged.
  private struct Group {
    let oldSentence: Int
    let newSentence: Int
    /// What leads into both, and what leads out of both: it stays by itself.
    var head = MatchRun(old: 0, new: 0, count: 0)
    var tail = MatchRun(old: 0, new: 0, count: 0)
    var runs: [MatchRun]
    var correspond = false
  }

  /// Judges two sentences by what they share but for that which leads into both or out of both.
  private func judged(_ tie: Tie) -> Group {
    let pieces = tie.pieces
    let (first, last) = (pieces[pieces.startIndex], pieces[pieces.endIndex - 1])
    var group = Group(
      oldSentence: first.oldSentence, newSentence: first.newSentence, runs: pieces.map(\.run))
    var oldRest = sentences.old[first.oldSentence]
    var newRest = sentences.new[first.newSentence]
    if first.run.old == oldRest.lowerBound, first.run.new == newRest.lowerBound {
      let count = LeadIn.count(old, first.run.oldRange)
      (group.head, group.runs[0]) = first.run.cut(at: count)
      (oldRest, newRest) = (oldRest.dropFirst(count), newRest.dropFirst(count))
    }
    if last.run.oldEnd == oldRest.upperBound, last.run.newEnd == newRest.upperBound {
      let end = group.runs.count - 1
      let run = group.runs[end]
      let count = LeadIn.countBehind(old, run.oldRange, hasLeadIn: group.head.count > 0)
      (group.runs[end], group.tail) = run.cut(at: run.count - count)
      (oldRest, newRest) = (oldRest.dropLast(count), newRest.dropLast(count))
    }
    group.runs.removeAll { $0.count == 0 }
    if min(old.wordCount(oldRest), new.wordCount(newRest)) < Self.headingWords {
      // Little is said without it.
      (oldRest, newRest) = (sentences.old[first.oldSentence], sentences.new[first.newSentence])
      group.correspond = correspond(oldRest, newRest, keeping: pieces.map(\.run), of: tie)
    } else {
      group.correspond =
        correspond(oldRest, newRest, keeping: group.runs, of: tie)
        || correspond(
          oldRest, newRest, keeping: group.runs + caseChanges(group.runs, oldRest, newRest), of: tie
        )
    }
    return group
  }

  /// The words between the runs of two sentences that differ in nothing but capital letters.
  private func caseChanges(
    _ runs: [MatchRun], _ oldSentence: Range<Int>, _ newSentence: Range<Int>
  ) -> [MatchRun] {
    var changes: [MatchRun] = []
    var place = (old: oldSentence.lowerBound, new: newSentence.lowerBound)
    let end = MatchRun(old: oldSentence.upperBound, new: newSentence.upperBound, count: 0)
    for run in runs + [end] {
      let count = run.old - place.old
      if count > 0, count == run.new - place.new {
        let words = MatchRun(old: place.old, new: place.new, count: count)
        if isSameButForCase(words) { changes.append(words) }
      }
      place = (run.oldEnd, run.newEnd)
    }
    return changes
  }

  private func isSameButForCase(_ run: MatchRun) -> Bool {
    (0..<run.count).allSatisfy { offset in
      let (oldToken, newToken) = (old.tokens[run.old + offset], new.tokens[run.new + offset])
      guard oldToken.range.count == newToken.range.count else { return false }
      return String(decoding: old.bytes[oldToken.range], as: UTF8.self).lowercased()
        == String(decoding: new.bytes[newToken.range], as: UTF8.self).lowercased()
    }
  }

  /// Whether what is kept of two sentences makes one the successor of the other.
  private func correspond(
    _ oldSentence: Range<Int>, _ newSentence: Range<Int>, keeping runs: [MatchRun],
    of tie: Tie
  ) -> Bool {
    let (oldWords, newWords) = (old.wordCount(oldSentence), new.wordCount(newSentence))
    let isHeading = min(oldWords, newWords) <= Self.headingWords
    var kept = 0.0
    var keptTokens = 0
    for run in runs {
      // One character that two Chinese sentences share is hardly more than chance.
      if run.count == 1, old.tokens[run.old].kind == .character { continue }
      keptTokens += run.count
      kept += weight(run, isHeading: isHeading)
    }
    let words = Share(kept, oldWords, newWords)
    let tokens = Share(Double(keptTokens), oldSentence.count, newSentence.count)
    // A heading, a date line or a list mark has more marks than words to be known by.
    let isMostlyMarks = 2 * words.shorterCount <= tokens.shorterCount
    guard
      words.ofShorter >= Self.leastShare
        || isMostlyMarks && tokens.ofShorter >= Self.leastTokenShare
    else { return false }
    // A paragraph without capital letters is one long sentence in one text and several in the other: each
    // is held against that part of it which the others leave.
    let shareOfLonger = Double(keptTokens) / Double(max(1, tie.oldCount, tie.newCount))
    return tokens.ofShorter >= Self.containedShare || shareOfLonger >= Self.leastShareOfLonger
      || isHeading
  }

  /// How many words of a run speak for it: where nothing but small ones was kept, "the" or "de la",
  /// each says half as much as another word, but not in a text of two or three.
  private func weight(_ run: MatchRun, isHeading: Bool) -> Double {
    let count = Double(old.wordCount(run.oldRange))
    let isSmall = run.oldRange.allSatisfy {
      old.tokens[$0].kind == .word && old.tokens[$0].range.count <= Islands.smallWord
    }
    return isSmall && !isHeading ? count / 2 : count
  }

  /// Cuts runs where a sentence ends on either side.
  private var pieces: [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(runs.count + sentences.old.count)
    var oldSentence = 0
    var newSentence = 0
    for run in runs {
      var rest = run
      while rest.count > 0 {
        while sentences.old[oldSentence].upperBound <= rest.old { oldSentence += 1 }
        while sentences.new[newSentence].upperBound <= rest.new { newSentence += 1 }
        let count = min(
          rest.count, sentences.old[oldSentence].upperBound - rest.old,
          sentences.new[newSentence].upperBound - rest.new)
        let head = MatchRun(old: rest.old, new: rest.new, count: count)
        pieces.append(Piece(run: head, oldSentence: oldSentence, newSentence: newSentence))
        rest = MatchRun(old: rest.old + count, new: rest.new + count, count: rest.count - count)
      }
    }
    return pieces
  }
}
