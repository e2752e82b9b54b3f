internal import Bytes

/// The words of some tokens that a reader reads: not those inside a tag, a character reference, the
/// target of a link or an anchor, which passages share that say nothing alike.
struct PlainWords {
  /// Indices of tokens, in order; marks are none of them.
  let indices: [Int]

  /// How far before the first token markup may begin that it stands in, in bytes.
  private static let reach = 256
  /// No markup is longer, in bytes.
  private static let longest = 2_000

  init(_ text: TokenisedText, _ range: Range<Int>) {
    let bytes = text.tokens.byteRange(of: range)
    var markup = Self.markup(in: text.bytes, from: max(0, bytes.lowerBound - Self.reach), to: bytes)
      .makeIterator()
    var next = markup.next()
    var indices: [Int] = []
    for index in range where text.tokens[index].kind != .punctuation {
      let start = Int(text.tokens[index].start)
      while let passage = next, passage.upperBound <= start { next = markup.next() }
      if next?.contains(start) != true { indices.append(index) }
    }
    self.indices = indices
  }

  /// The markup that touches a range, in order.
  private static func markup(
    in text: [UInt8], from start: Int, to range: Range<Int>
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = start
    while place < range.upperBound {
      let end = markupEnd(in: text, at: place)
      if let end, end > range.lowerBound { found.append(place..<end) }
      place = end ?? place + 1
    }
    return found
  }

  /// Where the markup ends that begins at `place`; `nil` where none does.
  private static func markupEnd(in text: [UInt8], at place: Int) -> Int? {
    guard place + 2 < text.count else { return nil }
    switch (text[place], text[place + 1]) {
    case (UInt8(ascii: "<"), let next) where isTagStart(next):
      return end(in: text, from: place + 1, of: ">", before: "<")
    case (UInt8(ascii: "]"), UInt8(ascii: "(")):
      return end(in: text, from: place + 2, of: ")", before: "[")
    case (UInt8(ascii: "{"), UInt8(ascii: "#")):
      return end(in: text, from: place + 2, of: "}", before: "{")
    case (UInt8(ascii: "&"), _):
      let name = text[(place + 1)...].prefix(10)
      return name.firstIndex(of: UInt8(ascii: ";")).flatMap { end in
        text[place + 1..<end].allSatisfy {
          ($0 | 0x20) &- 0x61 < 26 || $0 == 0x23 || $0 &- 0x30 < 10
        }
          ? end + 1 : nil
      }
    default: return nil
    }
  }

  private static func isTagStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
  }

  /// Behind the next closing mark, if no other markup begins before it.
  private static func end(
    in text: [UInt8], from start: Int, of closing: Unicode.Scalar, before opening: Unicode.Scalar
  ) -> Int? {
    let limit = min(text.count, start + longest)
    for place in start..<limit {
      if text[place] == UInt8(ascii: closing) { return place + 1 }
      if text[place] == UInt8(ascii: opening) { return nil }
    }
    return nil
  }
}

extension PlainWords {
  /// How many of them lie in runs of the old text, and how many figures are among those.
  func kept(in runs: [MatchRun], _ text: TokenisedText) -> (words: Int, figures: Int) {
    var rest = runs[...]
    var kept = (words: 0, figures: 0)
    for index in indices {
      while let run = rest.first, run.oldEnd <= index { rest.removeFirst() }
      guard let run = rest.first, run.old <= index else { continue }
      kept.words += 1
      if text.tokens[index].kind == .number { kept.figures += 1 }
    }
    return kept
  }

  func figureCount(_ text: TokenisedText) -> Int {
    indices.count { text.tokens[$0].kind == .number }
  }
}
