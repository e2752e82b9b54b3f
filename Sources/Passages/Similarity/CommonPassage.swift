/// A passage that two texts have in common, with what was changed in it.
package struct CommonPassage: Hashable, Sendable {
  /// Its tokens in one text and in the other.
  package fileprivate(set) var tokens: Range<Int>
  package fileprivate(set) var others: Range<Int>
  /// How many of its tokens are the same.
  package fileprivate(set) var sameCount: Int
}

/// What two texts have in common.
package struct TextOverlap: Sendable {
  /// In the order of the first text.
  package let passages: [CommonPassage]
  /// How much of each text's own tokens these are, from 0 to 1.
  package let share: Double
  package let otherShare: Double
  /// How many tokens of the first text stand the same in the other.
  package let sameCount: Int

  /// From which share on one text is said to have the other, or a part of it.
  package static let leastShare = 0.3
  /// A few words that two texts have in common are a phrase.
  package static let leastCount = 30

  /// Whether one is a copy of the other, has it, or has a good part of it.
  package var isRepublication: Bool {
    max(share, otherShare) >= Self.leastShare && coveredCount >= Self.leastCount
  }

  /// Whether it may be one, whatever turns out to be its site's: of a short text much may.
  package var isPromising: Bool {
    (share >= Self.leastShare || otherShare >= Self.leastShare / 4)
      && coveredCount >= Self.leastCount
  }

  /// Of the text that has fewer.
  private let coveredCount: Int

  /// - Complexity: O(n) in the tokens of both.
  package init(_ text: ComparedText, _ other: ComparedText) {
    let runs = EqualRuns(text, other).runs
    let passages = CommonPassage.passages(joining: runs)
    let covered = text.ownCount(in: passages.map(\.tokens))
    let otherCovered = other.ownCount(in: passages.map(\.others))
    self.passages = passages
    share = text.ownCount == 0 ? 0 : Double(covered) / Double(text.ownCount)
    otherShare = other.ownCount == 0 ? 0 : Double(otherCovered) / Double(other.ownCount)
    coveredCount = min(covered, otherCovered)
    sameCount = min(covered, passages.reduce(0) { $0 + $1.sameCount })
  }
}

extension ComparedText {
  /// How many own tokens are in any of the ranges, which are in no order and may lie over each other.
  fileprivate func ownCount(in ranges: [Range<Int>]) -> Int {
    var count = 0
    var end = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      for place in max(end, range.lowerBound)..<max(end, range.upperBound) where !isOfSite(place) {
        count += 1
      }
      end = max(end, range.upperBound)
    }
    return count
  }
}

extension CommonPassage {
  /// How many tokens two runs of a passage may lie apart.
  private static let longestGap = 30
  /// How many more of them there may be in one text than in the other.
  private static let longestDrift = 20
  /// How many tokens without a change, or with changes between them, are no phrase that anybody might use.
  private static let leastRun = 7
  private static let leastCount = 10
  /// One of how many tokens has to be the same.
  private static let leastDensity = 4
  /// How many passages may be open at one place: texts of repetitions have many.
  private static let openLimit = 64

  /// Joins runs of equal tokens that lie near each other in both texts.
  ///
  /// - Parameter runs: In the order of the first text.
  fileprivate static func passages(joining runs: [EqualRun]) -> [CommonPassage] {
    var done: [(passage: CommonPassage, longest: Int)] = []
    var open: [(passage: CommonPassage, longest: Int)] = []
    for run in runs {
      let isOver = { (passage: CommonPassage) in
        run.start - passage.tokens.upperBound > Self.longestGap
      }
      if open.count >= Self.openLimit || open.contains(where: { isOver($0.passage) }) {
        done += open.filter { isOver($0.passage) }
        open.removeAll { isOver($0.passage) }
        if open.count >= Self.openLimit { done.append(open.removeFirst()) }
      }
      var best: (place: Int, drift: Int)?
      for place in open.indices {
        guard let drift = open[place].passage.drift(to: run), drift <= best?.drift ?? longestDrift
        else { continue }
        best = (place, drift)
      }
      if let best {
        open[best.place].passage.join(run)
        open[best.place].longest = max(open[best.place].longest, run.count)
      } else {
        open.append((CommonPassage(run), run.count))
      }
    }
    return (done + open)
      .filter {
        ($0.longest >= leastRun || $0.passage.sameCount >= leastCount) && $0.passage.isDense
      }
      .map(\.passage).sorted {
        ($0.tokens.lowerBound, $0.others.lowerBound, $0.tokens.upperBound)
          < ($1.tokens.lowerBound, $1.others.lowerBound, $1.tokens.upperBound)
      }
  }

  private init(_ run: EqualRun) {
    tokens = run.start..<run.start + run.count
    others = run.other..<run.other + run.count
    sameCount = run.count
  }

  private var isDense: Bool {
    sameCount * Self.leastDensity >= max(tokens.count, others.count)
  }

  /// How many more tokens lie between it and a run in one text than in the other; `nil` where the run does not follow.
  private func drift(to run: EqualRun) -> Int? {
    let gap = run.other - others.upperBound
    guard gap <= Self.longestGap, run.start > tokens.lowerBound, run.other > others.lowerBound,
      run.start + run.count > tokens.upperBound, run.other + run.count > others.upperBound
    else { return nil }
    return abs(run.start - tokens.upperBound - gap)
  }

  private mutating func join(_ run: EqualRun) {
    let (end, otherEnd) = (run.start + run.count, run.other + run.count)
    sameCount += min(run.count, end - tokens.upperBound, otherEnd - others.upperBound)
    tokens = tokens.lowerBound..<end
    others = others.lowerBound..<otherEnd
  }
}
