import Bytes
import TestSupport
import Testing

@testable import Passages

/// Whatever is known of another text, a text is cut as by itself.
struct CutTextTests {
  /// Cuts a text after another, holds it against a cut by itself, and returns how many tokens were read.
  @discardableResult
  private func readCount(
    _ text: [UInt8], after other: [UInt8], _ comment: @autoclosure () -> Comment = ""
  ) -> Int {
    let (known, _) = CutText.cut(other, key: sampleKey)
    let (alone, parts) = CutText.cut(text, key: sampleKey)
    let all = parts[0]
    let (cut, read) = CutText.cut(text, after: known, key: sampleKey)
    #expect(cut == alone, comment())
    // Each passage that is new was read, and says what it says alone.
    let words = Dictionary(
      all.passages.map { ($0.hash, all.tokens.indexedText(of: $0)) },
      uniquingKeysWith: { a, _ in a }
    )
    let knownHashes = Set(known.hashes)
    var readHashes: Set<UInt64> = []
    for (part, passage) in read.flatMap({ part in part.passages.map { (part, $0) } }) {
      readHashes.insert(passage.hash)
      #expect(words[passage.hash] == part.tokens.indexedText(of: passage), comment())
      let fingerprints = part.tokens.fingerprints(
        of: passage, key: sampleKey, ofTextWith: cut.tokenCount)
      let same = all.passages.first { $0.hash == passage.hash }
      #expect(
        same.map { all.tokens.fingerprints(of: $0, key: sampleKey, ofTextWith: all.tokens.count) }
          == fingerprints, comment())
    }
    #expect(Set(cut.hashes).subtracting(knownHashes).isSubset(of: readHashes), comment())
    return read.reduce(0) { $0 + $1.tokens.count }
  }

  @Test func `a text that is cut has the passages of its tokens`() {
    var random = SeededGenerator(seed: 5)
    let text = Array(random.text(wordCount: 1_000).utf8)
    let tokens = SearchTokens(of: text.span)
    let (cut, read) = CutText.cut(text, key: sampleKey)
    #expect(cut.hashes == Passages.cut(tokens, key: sampleKey).map(\.hash))
    #expect(cut.tokenCount == tokens.count && read.map(\.tokens) == [tokens])
    readCount([], after: text)
    readCount(text, after: [])
    readCount([], after: [])
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `of a long text with one edit little is read`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = Array((0..<20_000).map { _ in "w\(random.number(in: 0..<3_000)) " }.joined().utf8)
    var edited = text
    let place = random.number(in: 0..<text.count - 20)
    edited.replaceSubrange(place..<place + random.number(in: 0..<20), with: "new words".utf8)
    #expect(readCount(edited, after: text) < 1_500)
    #expect(readCount(text, after: text) < 1_500)
    let longer = text + Array("and an end".utf8)
    #expect(readCount(longer, after: text) < 1_500 && readCount(text, after: longer) < 1_500)
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `of a long text with edits in many places little is read, too`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<20_000).map { _ in "w\(random.number(in: 0..<3_000)) " }
    var edited = text
    for place in stride(from: 500, to: 20_000, by: 1_000) { edited[place] = "edit \(place) " }
    // What was taken away from one place is known at another.
    edited.append(contentsOf: edited[3_000..<5_000])
    edited.removeSubrange(3_000..<5_000)
    let (before, after) = (Array(text.joined().utf8), Array(edited.joined().utf8))
    #expect(readCount(after, after: before) < 10_000)
    #expect(readCount(before, after: after) < 10_000)
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `of running script little is read, too`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scalars = (0..<30_000).compactMap { _ in
      Unicode.Scalar(UInt32(random.number(in: 0x4E00..<0x5A00)))
    }
    var text = String.UnicodeScalarView(scalars)
    let before = Array(String(text).utf8)
    let place = text.index(text.startIndex, offsetBy: random.number(in: 0..<29_000))
    text.replaceSubrange(place...place, with: "換わる".unicodeScalars)
    #expect(readCount(Array(String(text).utf8), after: before) < 3_000)
  }

  @Test(arguments: SeededGenerator.seeds(24))
  func `edits at any byte of any script come to the same passages`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var text = Array(random.text(wordCount: random.number(in: 1..<600)).utf8)
    if seed % 4 == 0 { text += Array(String(repeating: "na ", count: 1_800).utf8) }
    if seed % 4 == 1 { text += Array(repeating: UInt8(ascii: "x"), count: 3_000) }
    if seed % 4 == 2 { text += Array(String(repeating: "㍿한국어か\u{3099}字", count: 300).utf8) }
    for step in 0..<12 {
      let edited = random.edited(text)
      readCount(edited, after: text, "seed \(seed), step \(step)")
      text = edited
    }
  }

  @Test func `an edit at each place of a text comes to the same passages`() {
    var random = SeededGenerator(seed: 11)
    let words = (0..<400).map { _ in "w\(random.number(in: 0..<500)) " }
    let text = Array(words.joined().utf8)
    for place in words.indices {
      var edited = words
      edited[place] = "other "
      readCount(Array(edited.joined().utf8), after: text, "word \(place)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `running script with signs for several letters comes to the same passages`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var text: [String] = (0..<3_000).map { _ in
      switch random.number(in: 0..<24) {
      case 0: " ㍿"
      case 1: "。㌖㍿"
      case 2: "あ\u{3099}"
      case 3: "한\u{11A8}"
      default: String(UnicodeScalar(UInt16(random.number(in: 0x4E00..<0x5400))) ?? "字")
      }
    }
    for step in 0..<40 {
      var edited = text
      edited[random.number(in: 0..<text.count)] = random.pick([
        "字", "", "\u{3099}", "㍿", " a ", "換え",
      ])
      readCount(
        Array(edited.joined().utf8), after: Array(text.joined().utf8), "seed \(seed), step \(step)")
      text = edited
    }
  }

  @Test func `what joins the letter before an edit is seen`() {
    let start = String(repeating: "字典 か word ", count: 40)
    for (before, after) in [
      ("か", "か\u{3099}"), ("字典", "字典\u{3099}"), ("a", "a\u{301}"), ("각", "각\u{11A8}"), ("x", "x²"),
      ("word", "word\u{AD}s"), ("한", "한\u{1160}"), ("㍿", "㍿社"), ("。", "。か"), ("\u{3000}", "字"),
    ] {
      for end in ["", " end", "字典", String(repeating: " 漢字", count: 60)] {
        readCount(Array((start + after + end).utf8), after: Array((start + before + end).utf8))
        readCount(Array((start + before + end).utf8), after: Array((start + after + end).utf8))
      }
    }
  }
}

extension SeededGenerator {
  /// A text with something put in, taken out, changed, repeated or moved, at any byte.
  fileprivate mutating func edited(_ text: [UInt8]) -> [UInt8] {
    var text = text
    let start = number(in: 0..<text.count + 1)
    let end = min(text.count, start + pick([0, 1, 2, 3, 10, 100, 3_000]))
    switch number(in: 0..<5) {
    case 0: text.removeSubrange(start..<end)
    case 1: text.replaceSubrange(start..<end, with: self.text(wordCount: number(in: 1..<60)).utf8)
    case 2: text.insert(contentsOf: Array(text[start..<end]), at: number(in: 0..<text.count + 1))
    case 3:
      let pieces = ["\u{301}", "\u{3099}", "字", "か", "\u{11A8}", " ", "。", "²", "㍿", "\u{AD}", "a"]
      text.insert(contentsOf: pick(pieces).utf8, at: start)
    default:
      let piece = Array(text[start..<end])
      text.removeSubrange(start..<end)
      text.insert(contentsOf: piece, at: number(in: 0..<text.count + 1))
    }
    return text
  }
}
