/// A text as it is held beside others: its tokens, and which of them are its site's and not its own.
///
/// Navigation, notices and links that stand in most articles of a site make none of them a copy of another.
package struct ComparedText: Sendable {
  package let tokens: SearchTokens
  package let shingles: Shingles
  private var isOfSite: [Bool]
  /// How many tokens are its own.
  package private(set) var ownCount: Int

  package init(_ tokens: SearchTokens) {
    self.tokens = tokens
    shingles = Shingles(of: tokens)
    isOfSite = Array(repeating: false, count: tokens.count)
    ownCount = tokens.count
  }

  /// How many others of a site show what is the site's.
  package static let neighbourCount = 8
  /// What stands in so many hundredths of them, and of the text itself, is the site's.
  private static let leastShare = 70
  /// The same in a site of fewer than three articles would be what two articles have in common.
  private static let leastNeighbours = 2
  /// So few tokens between two of the site's are its own, too: a date, a number of comments.
  private static let longestGap = 3

  /// Says which tokens are the site's.
  ///
  /// - Parameter neighbours: Other articles of the site.
  package mutating func mask(by neighbours: [Shingles]) {
    guard neighbours.count >= Self.leastNeighbours, !shingles.hashes.isEmpty else { return }
    // How many neighbours have a shingle, and which was the last of them.
    var counts: [UInt64: (count: Int, last: Int)] = [:]
    for hash in shingles.hashes { counts[hash] = (0, -1) }
    for (place, neighbour) in neighbours.enumerated() {
      for hash in neighbour.hashes {
        guard let index = counts.index(forKey: hash), counts.values[index].last < place else {
          continue
        }
        counts.values[index] = (counts.values[index].count + 1, place)
      }
    }
    let least = ((neighbours.count + 1) * Self.leastShare + 99) / 100 - 1
    var end = 0
    for (place, hash) in shingles.hashes.enumerated() {
      guard let found = counts[hash], found.count >= max(least, Self.leastNeighbours) else {
        continue
      }
      let start = end > 0 && place - end <= Self.longestGap ? min(end, place) : max(end, place)
      end = place + Shingles.length
      for token in start..<end { isOfSite[token] = true }
    }
    ownCount = isOfSite.count { !$0 }
  }

  /// Whether a token is its site's.
  @inline(__always) func isOfSite(_ place: Int) -> Bool { isOfSite[place] }

  /// Whether all tokens in `range` are its site's.
  func isOfSite(_ range: Range<Int>) -> Bool { range.allSatisfy { isOfSite[$0] } }
}
