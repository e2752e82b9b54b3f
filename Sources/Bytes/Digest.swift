/// A SHA-256 hash: 32 bytes, ordered as bytes are.
@usableFromInline @frozen
package struct Digest: Hashable, Sendable {
  package static var byteCount: Int { 32 }
  package static var hexCount: Int { 64 }

  /// The bytes in four big-endian words, so that comparing words compares bytes.
  @usableFromInline let word0: UInt64
  @usableFromInline let word1: UInt64
  @usableFromInline let word2: UInt64
  @usableFromInline let word3: UInt64

  @inlinable
  init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// 32 zero bytes, which git uses for "no object".
  package static var zero: Digest { Digest(0, 0, 0, 0) }

  /// Reads 32 bytes; the caller has checked that they are there.
  @inlinable
  package init(reading bytes: borrowing Span<UInt8>, at offset: Int) {
    self.init(
      bytes.bigEndianUInt64(at: offset), bytes.bigEndianUInt64(at: offset + 8),
      bytes.bigEndianUInt64(at: offset + 16), bytes.bigEndianUInt64(at: offset + 24))
  }

  @inlinable
  package static func == (a: Digest, b: Digest) -> Bool {
    a.word0 == b.word0 && a.word1 == b.word1 && a.word2 == b.word2 && a.word3 == b.word3
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    // Most bytes are a hash already, but whoever writes a tree or a list may name what he likes: were one word
    // enough, a hundred thousand of them could be made to look alike.
    hasher.combine(word0)
    hasher.combine(word1)
    hasher.combine(word2)
    hasher.combine(word3)
  }

  /// The first byte, by which git's folders and index tables fan out.
  @inlinable package var firstByte: UInt8 { UInt8(truncatingIfNeeded: word0 >> 56) }

  /// The first eight bytes as one number: digests are in its order where it tells them apart.
  @inlinable package var leadingWord: UInt64 { word0 }

  /// The last eight bytes as one number.
  @inlinable package var trailingWord: UInt64 { word3 }

  /// The first two bytes as one number.
  @inlinable package var leadingBits: UInt16 { UInt16(truncatingIfNeeded: word0 >> 48) }

  /// The digest as 32 bytes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Digest.byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  @inlinable
  package func append(to bytes: inout [UInt8]) {
    bytes.append(bigEndian: word0)
    bytes.append(bigEndian: word1)
    bytes.append(bigEndian: word2)
    bytes.append(bigEndian: word3)
  }
}

extension Digest: Comparable {
  @inlinable
  package static func < (a: Digest, b: Digest) -> Bool {
    if a.word0 != b.word0 { return a.word0 < b.word0 }
    if a.word1 != b.word1 { return a.word1 < b.word1 }
    if a.word2 != b.word2 { return a.word2 < b.word2 }
    return a.word3 < b.word3
  }
}

extension Digest: CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  @usableFromInline package var description: String { Hex.string(bytes.span) }

  /// Reads 64 hexadecimal digits of either case at `offset`; `nil` where they are not that.
  package init?(hex text: borrowing Span<UInt8>, at offset: Int = 0) {
    guard offset + Digest.hexCount <= text.count else { return nil }
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    for position in 0..<Digest.hexCount {
      guard let digit = Hex.value(of: text[offset + position]) else { return nil }
      words[position / 16] = words[position / 16] << 4 | UInt64(digit)
    }
    self.init(words[0], words[1], words[2], words[3])
  }

  /// Reads exactly 64 hexadecimal digits.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == Digest.hexCount else { return nil }
    self.init(hex: digits.span)
  }
}
