internal import Bytes

/// A token of a text: where it stands in the source, and what it is folded to.
package struct SearchToken: Hashable, Sendable {
  /// Its bytes in the source. Those of neighbours overlap where a script runs on.
  package let range: Range<Int>
  /// Its bytes in `SearchTokens.folded`.
  package let folded: Range<Int>
  /// A hash of the folded bytes, the same on every machine. Anybody can make two tokens share one.
  package let hash: UInt64
}

/// The folded tokens of a text, by which it is found.
///
/// - A token is a run of letters and numbers: NFKC, case folded ("ß" to "ss"), without the marks of
///   Latin and Greek letters, without what is not seen (U+00AD, U+200B, marks of direction).
/// - Superscripts, "½" and "™" are tokens by themselves: the word before them is found. Subscripts are not.
/// - Where a script runs on (`Script.runsOn`) each scalar makes a token with the next, and the last of
///   a run makes one alone: whatever is typed is a phrase of these.
/// - A token has at most 64 bytes: a longer run is several. Bytes that are not UTF-8 part tokens.
package struct SearchTokens: Hashable, Sendable {
  /// How many bytes a token has at most, folded.
  package static let byteLimit = 64

  /// Names the rules by which texts become tokens: what was made by others has to be made anew.
  package static var rules: String { "1 unicode \(FoldedScalar.unicodeVersion)" }

  /// How many bytes of a text, and of its tokens, are read at most: a token's places have 32 bits.
  package static let readLimit = 1 << 30

  private struct Entry: Hashable, Sendable {
    let lowerBound: UInt32
    let upperBound: UInt32
    /// Where it begins in `folded`. It ends a byte before the next.
    let start: UInt32
    let hash: UInt64
  }

  /// The tokens one after the other, a space behind each.
  private(set) var folded: [UInt8] = []
  private var entries: [Entry] = []

  package init() {}

  /// Reads a text once, up to its limit.
  package init(of text: borrowing Span<UInt8>) { self.init(of: text, limit: Self.readLimit) }

  init(of text: borrowing Span<UInt8>, limit: Int) {
    var reader = TokenReader(expecting: Swift.min(text.count, limit))
    reader.read(text, limit: limit)
    self = reader.tokens
  }

  /// The folded bytes of the tokens in `range`, a space between two: what an index gets.
  package func joined(_ range: Range<Int>) -> [UInt8] {
    folded.span.bytes(in: foldedRange(range))
  }

  /// Where the tokens in `range` are in `folded`, without the space behind the last.
  func foldedRange(_ range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return self[first].folded.lowerBound..<self[last].folded.upperBound
  }

  /// Whether the token at `position` is part of a run without spaces.
  func runsOn(at position: Int) -> Bool {
    let start = Int(entries[position].start)
    guard folded[start] >= 0xE0, let scalar = UTF8Scalar(folded.span, at: start) else {
      return false
    }
    return Script.runsOn(scalar.value)
  }

  mutating func removeLast() {
    guard let last = entries.popLast() else { return }
    folded.removeLast(folded.count - Int(last.start))
  }
}

extension SearchTokens: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(position: Int) -> SearchToken {
    let entry = entries[position]
    let next = position + 1 < entries.count ? Int(entries[position + 1].start) : folded.count
    return SearchToken(
      range: Int(entry.lowerBound)..<Int(entry.upperBound), folded: Int(entry.start)..<next - 1,
      hash: entry.hash)
  }

  /// The hash of a token, without what else is known of it.
  package func hash(at position: Int) -> UInt64 { entries[position].hash }
}

/// What a reader does.
extension SearchTokens {
  init(expecting byteCount: Int) {
    folded.reserveCapacity(byteCount + 8)
    entries.reserveCapacity(byteCount / 6)
  }

  /// Where the next token begins.
  var end: Int { folded.count }

  @inline(__always) mutating func append(_ byte: UInt8) { folded.append(byte) }

  @inline(__always) mutating func append(_ scalar: UInt32) {
    if scalar < 0x80 {
      folded.append(UInt8(truncatingIfNeeded: scalar))
      return
    }
    if scalar < 0x800 {
      folded.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    } else {
      if scalar < 0x10000 {
        folded.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      } else {
        folded.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
        folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      }
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    }
    folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }

  /// Ends the token that began at `start`.
  @inline(__always) mutating func close(from start: Int, source: Range<Int>) {
    let hash = TokenHash.hash(folded.span, in: start..<folded.count)
    let entry = Entry(
      lowerBound: UInt32(source.lowerBound), upperBound: UInt32(source.upperBound),
      start: UInt32(start), hash: hash)
    entries.append(entry)
    folded.append(0x20)
  }
}
