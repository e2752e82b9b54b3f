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
  /// A run of this many words, or of three times as many characters of a script without word
  /// spaces, is kept wherever it stands.
  static let longRun = 5

  private let old: TokenisedText
  private let new: TokenisedText

  init(old: TokenisedText, new: TokenisedText) {
    self.old = old
    self.new = new
  }

  /// How much of two sentences is kept, from 0 to 1.
  private struct Share {
    var ofShorter: Double
    var ofLonger: Double
    var shorterCount: Int

    init(_ kept: Int, _ oldCount: Int, _ newCount: Int) {
      shorterCount = min(oldCount, newCount)
      ofShorter = Double(kept) / Double(max(1, min(oldCount, newCount)))
      ofLonger = Double(kept) / Double(max(1, max(oldCount, newCount)))
    }
  }

  /// A piece of a run that lies in one sentence on either side.
  private struct Piece {
    var run: MatchRun
    var oldSentence: Int
    var newSentence: Int
  }

  /// The runs without those that tie together sentences that do not correspond.
  func corresponding(_ runs: [MatchRun]) -> [MatchRun] {
    let pieces = pieces(of: runs)
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    var start = 0
    while start < pieces.count {
      var end = start + 1
      while end < pieces.count, pieces[end].oldSentence == pieces[start].oldSentence,
        pieces[end].newSentence == pieces[start].newSentence
      { end += 1 }
      let group = pieces[start..<end]
      let correspond = correspond(group)
      for piece in group where correspond || isLong(piece.run) {
        result.join(piece.run)
      }
      start = end
    }
    return result
  }

  private func isLong(_ run: MatchRun) -> Bool {
    var thirds = 0
    for index in run.oldRange {
      switch old.tokens[index].kind {
      case .word, .number: thirds += 3
      case .character: thirds += 1
      case .punctuation: break
      case .passage: return true
      }
    }
    return thirds >= 3 * Self.longRun
  }

  /// Whether what is kept of two sentences makes one the successor of the other.
  private func correspond(_ pieces: ArraySlice<Piece>) -> Bool {
    guard let first = pieces.first else { return false }
    let oldSentence = old.sentences[first.oldSentence]
    let newSentence = new.sentences[first.newSentence]
    var kept = 0
    var keptTokens = 0
    for piece in pieces {
      // One character that two Chinese sentences share is hardly more than chance.
      if piece.run.count == 1, old.tokens[piece.run.old].kind == .character { continue }
      kept += old.wordCount(piece.run.oldRange)
      keptTokens += piece.run.count
    }
    let words = Share(kept, old.wordCount(oldSentence), new.wordCount(newSentence))
    let tokens = Share(keptTokens, oldSentence.count, newSentence.count)
    // A heading, a date line or a list mark has more marks than words to be known by.
    let isMostlyMarks = 2 * words.shorterCount <= tokens.shorterCount
    guard
      words.ofShorter >= Self.leastShare
        || isMostlyMarks && tokens.ofShorter >= Self.leastTokenShare
    else { return false }
    return tokens.ofShorter >= Self.containedShare || tokens.ofLonger >= Self.leastShareOfLonger
      || words.shorterCount <= Self.headingWords
  }

  /// Cuts runs where a sentence ends on either side.
  private func pieces(of runs: [MatchRun]) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(runs.count + old.sentences.count)
    var oldSentence = 0
    var newSentence = 0
    for run in runs {
      var rest = run
      while rest.count > 0 {
        while old.sentences[oldSentence].upperBound <= rest.old { oldSentence += 1 }
        while new.sentences[newSentence].upperBound <= rest.new { newSentence += 1 }
        let count = min(
          rest.count, old.sentences[oldSentence].upperBound - rest.old,
          new.sentences[newSentence].upperBound - rest.new)
        let head = MatchRun(old: rest.old, new: rest.new, count: count)
        pieces.append(Piece(run: head, oldSentence: oldSentence, newSentence: newSentence))
        rest = MatchRun(old: rest.old + count, new: rest.new + count, count: rest.count - count)
      }
    }
    return pieces
  }
}
