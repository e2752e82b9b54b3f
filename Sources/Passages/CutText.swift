package import Bytes

/// A text and its passages, without their tokens: of a text that has most of its bytes in common with another,
/// only what is around the differences has to be read.
package struct CutText: Hashable, Sendable {
  /// A passage where it begins.
  fileprivate struct Place: Hashable, Sendable {
    let hash: UInt64
    /// Its first token, and that token's first byte.
    var token: UInt32
    var offset: UInt32
    /// Whether reading may begin here: what comes before does not change the tokens that follow.
    let isRestart: Bool
  }

  fileprivate let text: [UInt8]
  fileprivate let places: [Place]
  package let tokenCount: Int

  /// Passages that had to be read, one after the other.
  package struct Read: Sendable {
    package let tokens: SearchTokens
    package let passages: [Passage]
  }

  /// The hash of each passage, in the order of the text.
  package var hashes: [UInt64] { places.map(\.hash) }

  /// Cuts a text, all of which is read.
  package static func cut(_ text: [UInt8], key: SipHash.Key) -> (CutText, [Read]) {
    let tokens = SearchTokens(of: text.span)
    let passages = Passages.cut(tokens, key: key)
    let places = passages.map { Place($0, tokens, in: text) }
    return (
      CutText(text, places, tokenCount: tokens.count), [Read(tokens: tokens, passages: passages)]
    )
  }

  /// The same, where some of it is known from another text.
  package static func cut(
    _ text: [UInt8], after other: CutText, key: SipHash.Key
  ) -> (CutText, [Read]) {
    guard text.count <= longestKnown, other.text.count <= longestKnown, !other.places.isEmpty else {
      return cut(text, key: key)
    }
    var cut = TextCut(text, other, key: key)
    return cut.cut()
  }

  /// The tokens of a longer text may be more than are read of one.
  private static let longestKnown = SearchTokens.readLimit >> 4

  /// How many bytes at the beginning and at the end it has in common with a text.
  package func commonCount(with other: [UInt8]) -> Int {
    let prefix = text.span.commonPrefixCount(with: other.span)
    return prefix
      + text.span.commonSuffixCount(
        before: text.count, with: other.span, before: other.count,
        limit: min(text.count, other.count) - prefix)
  }

  fileprivate init(_ text: [UInt8], _ places: [Place], tokenCount: Int) {
    (self.text, self.places, self.tokenCount) = (text, places, tokenCount)
  }
}

extension CutText.Place {
  /// - Parameters:
  ///   - offset: Where in the text the tokens begin, where reading may.
  ///   - count: How many tokens the text has before.
  fileprivate init(
    _ passage: Passage, _ tokens: SearchTokens, in text: [UInt8], from offset: Int = 0,
    after count: Int = 0
  ) {
    let first = passage.tokens.lowerBound
    let start = tokens[first].range.lowerBound
    hash = passage.hash
    token = UInt32(count + first)
    self.offset = UInt32(offset + start)
    // Signs that stand for several letters begin several tokens.
    isRestart =
      (first == 0 || tokens[first - 1].range.lowerBound < start)
      && TokenReader.canBegin(at: offset + start, in: text.span)
  }

  /// The same passage where a text begins otherwise.
  fileprivate func moved(tokens: Int, bytes: Int) -> CutText.Place {
    var place = self
    place.token = UInt32(Int(token) + tokens)
    place.offset = UInt32(Int(offset) + bytes)
    return place
  }
}

/// Cuts a text of which another has most: goes along both, takes over passages as long as the bytes are the same, and
/// reads until a passage is one of the other's again.
private struct TextCut {
  private let text: [UInt8]
  private let other: CutText
  private let key: SipHash.Key
  private var places: [CutText.Place] = []
  private var read: [CutText.Read] = []
  /// Where the next passage begins, where reading may.
  private var offset = 0
  /// How many tokens come before it.
  private var tokenCount = 0
  /// The first passage of the other that was not taken over nor passed by.
  private var next = 0

  init(_ text: [UInt8], _ other: CutText, key: SipHash.Key) {
    (self.text, self.other, self.key) = (text, other, key)
  }

  mutating func cut() -> (CutText, [CutText.Read]) {
    // Both begin alike: with nothing before the first token.
    var isDone = extent(from: 0, at: 0, otherOffset: 0).map { takeOver(0..<$0, shift: 0) } ?? false
    while !isDone { isDone = readOn() }
    return (CutText(text, places, tokenCount: tokenCount), read)
  }

  // MARK: What is the same

  /// As far as which passage the other's are this text's, too, where `first` begins in both; `nil` where not one is.
  private func extent(from first: Int, at offset: Int, otherOffset: Int) -> Int? {
    let count = text.span.commonPrefixCount(
      from: offset, with: other.text.span, from: otherOffset)
    let end = offset + count
    if end == text.count, otherOffset + count == other.text.count { return other.places.count }
    let settled = TokenReader.settledEnd(before: end, in: text.span, from: offset)
    // A passage ends where a hash of three tokens says so, and has seven more: all of them begin before the one
    // after the next, and that one has to be settled, too.
    var last = other.firstPlace(from: otherOffset + settled - offset) - 3
    while last > first, !other.places[last].isRestart { last -= 1 }
    return last > first ? last : nil
  }

  /// - Parameter shift: How much farther they begin in this text.
  /// - Returns: Whether that was all.
  private mutating func takeOver(_ range: Range<Int>, shift: Int) -> Bool {
    let added = tokenCount - Int(other.places[range.lowerBound].token)
    places += other.places[range].lazy.map { $0.moved(tokens: added, bytes: shift) }
    next = range.upperBound
    guard next < other.places.count else {
      tokenCount = other.tokenCount + added
      return true
    }
    tokenCount = Int(other.places[next].token) + added
    offset = Int(other.places[next].offset) + shift
    return false
  }

  // MARK: What is read

  /// How many bytes are read to come into step again, at first.
  private static let leastReadCount = 1_024

  /// Reads until a passage is one of the other's again, and takes over those that follow it.
  ///
  /// - Returns: Whether that was all.
  private mutating func readOn() -> Bool {
    var count = Self.leastReadCount
    while true {
      var end = text.count
      if end - offset > count {
        end = TokenReader.settledEnd(before: offset + count, in: text.span, from: offset)
      }
      count *= 2
      if end == offset, end < text.count { continue }
      let tokens = SearchTokens(of: text.span.extracting(offset..<end))
      if end == text.count {
        let passages = Passages.cut(tokens, key: key)
        if let isDone = joins(tokens, passages) { return isDone }
        add(passages[...], of: tokens)
        tokenCount += tokens.count
        return true
      }
      if let isDone = joins(tokens, Passages.cutBeginning(tokens, key: key)) { return isDone }
    }
  }

  /// Goes on with the other's passages where one of these is the beginning of several.
  ///
  /// - Returns: `nil` where none is; else whether that was all.
  private mutating func joins(_ tokens: SearchTokens, _ passages: [Passage]) -> Bool? {
    for (index, passage) in passages.enumerated() {
      let place = CutText.Place(passage, tokens, in: text, from: offset, after: tokenCount)
      guard place.isRestart, let known = known(place.hash) else { continue }
      let start = Int(place.offset)
      let otherStart = Int(other.places[known].offset)
      guard let end = extent(from: known, at: start, otherOffset: otherStart) else { continue }
      add(passages[..<index], of: tokens)
      tokenCount = Int(place.token)
      return takeOver(known..<end, shift: start - otherStart)
    }
    return nil
  }

  /// A passage of the other where reading may begin: one that is still to come, if there is one.
  private func known(_ hash: UInt64) -> Int? {
    let isSame = { (place: CutText.Place) in place.hash == hash && place.isRestart }
    return other.places[next...].firstIndex(where: isSame)
      ?? other.places[..<next].firstIndex(where: isSame)
  }

  private mutating func add(_ passages: ArraySlice<Passage>, of tokens: SearchTokens) {
    guard !passages.isEmpty else { return }
    places += passages.map {
      CutText.Place($0, tokens, in: text, from: offset, after: tokenCount)
    }
    read.append(CutText.Read(tokens: tokens, passages: Array(passages)))
  }
}

extension CutText {
  /// The first passage that begins at a place or behind it.
  fileprivate func firstPlace(from offset: Int) -> Int {
    places.indices.partitioningIndex { Int(places[$0].offset) >= offset }
  }
}
