internal import Bytes

/// The two hashes of one path, of which all its places in a filter follow.
///
/// Source: gitformat-commit-graph(5), "Bloom Filter Data" (double hashing).
struct ChangedPathKey: Hashable, Sendable {
  private let start: UInt32
  private let step: UInt32

  /// The key of the first `byteCount` bytes of `path`.
  init(_ path: borrowing Span<UInt8>, byteCount: Int) {
    start = ChangedPathKey.murmur3(path, byteCount: byteCount, seed: 0x293a_e76f)
    step = ChangedPathKey.murmur3(path, byteCount: byteCount, seed: 0x7e64_6e2c)
  }

  /// The place of one of this path's bits in a filter of so many bytes.
  func bit(_ number: UInt32, in byteCount: Int) -> Int {
    Int(start &+ number &* step) % (byteCount * 8)
  }

  /// MurmurHash3 of 32 bits, with one flaw that version 1 of the filters has for good.
  ///
  /// Bytes from 0x80 on count as negative numbers, and their sign fills the bits above them.
  static func murmur3(_ bytes: borrowing Span<UInt8>, byteCount: Int, seed: UInt32) -> UInt32 {
    var hash = seed
    let bodyCount = byteCount & ~3
    for offset in stride(from: 0, to: bodyCount, by: 4) {
      let block =
        signed(bytes[offset]) | signed(bytes[offset + 1]) << 8
        | signed(bytes[offset + 2]) << 16 | signed(bytes[offset + 3]) << 24
      hash = rotated(hash ^ scrambled(block), by: 13) &* 5 &+ 0xe654_6b64
    }
    var tail: UInt32 = 0
    // Here signs flip the bits above them; in the body they set them.
    for offset in bodyCount..<byteCount {
      tail ^= signed(bytes[offset]) << UInt32((offset - bodyCount) * 8)
    }
    hash ^= scrambled(tail)
    return finished(hash ^ UInt32(truncatingIfNeeded: byteCount))
  }

  private static func signed(_ byte: UInt8) -> UInt32 {
    UInt32(bitPattern: Int32(Int8(bitPattern: byte)))
  }

  private static func scrambled(_ block: UInt32) -> UInt32 {
    rotated(block &* 0xcc9e_2d51, by: 15) &* 0x1b87_3593
  }

  private static func rotated(_ value: UInt32, by count: UInt32) -> UInt32 {
    value << count | value >> (32 - count)
  }

  private static func finished(_ value: UInt32) -> UInt32 {
    var hash = value
    hash = (hash ^ hash >> 16) &* 0x85eb_ca6b
    hash = (hash ^ hash >> 13) &* 0xc2b2_ae35
    return hash ^ hash >> 16
  }
}
