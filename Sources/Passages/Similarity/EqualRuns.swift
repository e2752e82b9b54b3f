/// Tokens that follow each other the same way in two texts.
struct EqualRun: Hashable, Sendable {
  /// Where it begins in one text and in the other.
  var start: Int
  var other: Int
  var count: Int
}

/// The runs of equal tokens in two texts, three tokens or more, none of them a site's.
///
/// They grow from three tokens that the other text has a few times at most: what stands everywhere is found as part
/// of something larger, or is nothing.
struct EqualRuns {
  private static let length = 3
  /// How often the other text may have the tokens from which a run grows.
  private static let mostPlaces = 8
  /// How many tokens are compared for each token of both texts: repetitions end there.
  private static let effort = 64

  /// In the order of the first text.
  private(set) var runs: [EqualRun] = []

  private let text: ComparedText
  private let other: ComparedText
  /// Where a run on a diagonal ends, by how far the second text is before the first.
  private var ends: [Int: Int] = [:]
  private var rest: Int

  init(_ text: ComparedText, _ other: ComparedText) {
    self.text = text
    self.other = other
    rest = Self.effort * (text.tokens.count + other.tokens.count)
    find()
    runs.sort { ($0.start, $0.other) < ($1.start, $1.other) }
  }

  private mutating func find() {
    let (text, other) = (text, other)
    // Places in the other text, each with the one before it that begins the same.
    var last: [UInt64: (place: Int, count: Int)] = [:]
    last.reserveCapacity(other.tokens.count)
    var before = [Int32](repeating: -1, count: other.tokens.count)
    Self.visit(other) { hash, place in
      let known = last[hash]
      if let known { before[place] = Int32(truncatingIfNeeded: known.place) }
      last[hash] = (place, (known?.count ?? 0) + 1)
    }
    Self.visit(text) { hash, place in
      guard rest > 0, let found = last[hash], found.count <= Self.mostPlaces else { return }
      var start = found.place
      while start >= 0 {
        grow(from: place, start)
        start = Int(before[start])
      }
    }
  }

  /// Visits what three tokens begin at each place, where none is the site's.
  private static func visit(_ text: ComparedText, _ body: (UInt64, Int) -> Void) {
    var ownCount = 0
    for end in text.tokens.indices {
      ownCount = text.isOfSite(end) ? 0 : ownCount + 1
      guard ownCount >= length else { continue }
      let start = end - 2
      let two = TokenHash.mixed(text.tokens.hash(at: start), text.tokens.hash(at: start + 1))
      body(TokenHash.mixed(two, text.tokens.hash(at: end)), start)
    }
  }

  private mutating func grow(from place: Int, _ otherPlace: Int) {
    let diagonal = otherPlace - place
    let limit = ends[diagonal] ?? 0
    guard place >= limit else { return }
    var (start, end) = (place, place)
    while start > limit, start + diagonal > 0, isSame(start - 1, start - 1 + diagonal) {
      start -= 1
    }
    while end < text.tokens.count, end + diagonal < other.tokens.count, isSame(end, end + diagonal)
    {
      end += 1
    }
    rest -= end - start + 1
    // Two of three tokens that share a hash by intent.
    guard end - start >= Self.length else { return }
    ends[diagonal] = end
    runs.append(EqualRun(start: start, other: start + diagonal, count: end - start))
  }

  private func isSame(_ place: Int, _ otherPlace: Int) -> Bool {
    text.tokens.hash(at: place) == other.tokens.hash(at: otherPlace)
      && !text.isOfSite(place) && !other.isOfSite(otherPlace)
  }
}
