/// Some of an article's revisions, by number: a few intervals, however many revisions there are.
package struct RevisionSet: Hashable, Sendable {
  /// Half-open, in order; a number that is in none lies between two.
  package private(set) var intervals: [Range<Int>] = []

  package init() {}

  /// What lies in any of the ranges. Numbers below 0 are no revisions.
  package init(_ ranges: some Sequence<Range<Int>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(range) }
  }

  package init(_ range: Range<Int>) { append(range) }

  package var isEmpty: Bool { intervals.isEmpty }

  package var count: Int { intervals.reduce(0) { $0 + $1.count } }

  /// Where revisions begin to belong to it, and where they cease to: by turns, in order.
  package var borders: [Int] { intervals.flatMap { [$0.lowerBound, $0.upperBound] } }

  /// - Complexity: O(log n) in intervals.
  package func contains(_ revision: Int) -> Bool {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upperBound <= revision { low = middle + 1 } else { high = middle }
    }
    return low < intervals.count && intervals[low].contains(revision)
  }

  package func union(_ other: RevisionSet) -> RevisionSet {
    combined(with: other) { $0 || $1 }
  }

  package func intersection(_ other: RevisionSet) -> RevisionSet {
    combined(with: other) { $0 && $1 }
  }

  package func subtracting(_ other: RevisionSet) -> RevisionSet {
    combined(with: other) { $0 && !$1 }
  }

  /// Goes through the borders of both in order.
  private func combined(
    with other: RevisionSet, _ belongs: (Bool, Bool) -> Bool
  ) -> RevisionSet {
    let (mine, theirs) = (borders, other.borders)
    var (a, b) = (0, 0)
    var result = RevisionSet()
    var start: Int?
    while a < mine.count || b < theirs.count {
      let border = min(a < mine.count ? mine[a] : .max, b < theirs.count ? theirs[b] : .max)
      if a < mine.count, mine[a] == border { a += 1 }
      if b < theirs.count, theirs[b] == border { b += 1 }
      // An odd number of borders behind: inside.
      if belongs(a % 2 == 1, b % 2 == 1) {
        start = start ?? border
      } else if let begin = start {
        result.append(begin..<border)
        start = nil
      }
    }
    return result
  }

  /// Adds a range that begins nowhere before the last one does.
  private mutating func append(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<Int.max)
    guard !range.isEmpty else { return }
    if let last = intervals.last, last.upperBound >= range.lowerBound {
      let end = max(last.upperBound, range.upperBound)
      intervals[intervals.count - 1] = last.lowerBound..<end
    } else {
      intervals.append(range)
    }
  }
}
