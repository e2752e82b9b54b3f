/// Which words are like a mistyped one.
public enum Similarity {
  /// Up to three candidates, the most similar first.
  public static func closest(to word: String, among candidates: [String]) -> [String] {
    let word = Array(word.lowercased())
    let limit = max(2, word.count / 4)
    let ranked = candidates.compactMap { candidate -> (candidate: String, distance: Int)? in
      let other = Array(candidate.lowercased())
      if word.count >= 3 && String(other).contains(String(word)) { return (candidate, 0) }
      guard abs(other.count - word.count) <= limit else { return nil }
      let distance = distance(word, other)
      return distance <= limit ? (candidate, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
      .prefix(3).map(\.candidate)
  }

  /// Levenshtein's distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substituted = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
