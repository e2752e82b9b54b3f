internal import Bytes

/// Where each block of 16 bytes of a base stands, found by a hash of its bytes.
///
/// Only every 16th position of the base is kept, while a target is looked up at each of its
/// positions: any run of 31 shared bytes holds a whole block, and is then grown in both directions.
struct BlockIndex {
  static let blockByteCount = 16

  /// How many blocks with one hash are tried. It bounds the work on text that repeats itself.
  private static let candidateLimit = 48
  /// A match as long as this is taken without looking for a longer one.
  private static let sufficientCount = 4096

  /// The number of the first block with a hash, plus one; 0 for none.
  private var heads: [UInt32]
  /// The number of the next block with the same hash, plus one.
  private var followers: [UInt32]
  private let shift: UInt64

  init(_ base: borrowing Span<UInt8>) {
    // A copy says its offset in 32 bits; what lies beyond cannot be copied from.
    let indexed = min(base.count, Int(UInt32.max) - DeltaInstruction.largestCopy)
    let blockCount = indexed / BlockIndex.blockByteCount
    let bits = max(4, Int.bitWidth - blockCount.leadingZeroBitCount)
    shift = UInt64(64 - bits)
    heads = [UInt32](repeating: 0, count: 1 << bits)
    followers = [UInt32](repeating: 0, count: blockCount)
    fill(from: base)
  }

  /// Runs backwards, so that the first of equal blocks is tried first.
  private mutating func fill(from base: borrowing Span<UInt8>) {
    var previous = -1
    for block in followers.indices.reversed() {
      let slot = slot(of: base, at: block * BlockIndex.blockByteCount)
      // Of a run of equal blocks only the first is worth a try: the match grows over the rest.
      let isRun = slot == previous && heads[slot] == UInt32(block + 2)
      followers[block] = isRun ? followers[block + 1] : heads[slot]
      heads[slot] = UInt32(block + 1)
      previous = slot
    }
  }

  @inline(__always)
  private func slot(of bytes: borrowing Span<UInt8>, at offset: Int) -> Int {
    let low = bytes.littleEndianUInt64(at: offset) &* 0x9e37_79b9_7f4a_7c15
    let high = bytes.littleEndianUInt64(at: offset + 8) &* 0xc2b2_ae3d_27d4_eb4f
    let mixed = (low ^ (high << 31 | high >> 33)) &* 0x1656_67b1_9e37_79f9
    return Int(truncatingIfNeeded: mixed >> shift)
  }

  /// The first position from `start` on where the bytes of `target` stand in the base too, and
  /// the longest such match there.
  ///
  /// - Parameter end: Where the search ends; 16 bytes before it at the latest.
  func firstMatch(
    of target: borrowing Span<UInt8>, from start: Int, to end: Int, in base: borrowing Span<UInt8>
  ) -> (position: Int, base: Range<Int>)? {
    var position = start
    while position + BlockIndex.blockByteCount <= end {
      let head = heads[slot(of: target, at: position)]
      if head != 0, let match = longestMatch(from: head, of: target, at: position, in: base) {
        return (position, match)
      }
      position += 1
    }
    return nil
  }

  private func longestMatch(
    from head: UInt32, of target: borrowing Span<UInt8>, at position: Int,
    in base: borrowing Span<UInt8>
  ) -> Range<Int>? {
    var best = 0..<0
    var candidate = head
    var tries = 0
    while candidate != 0, tries < BlockIndex.candidateLimit {
      let block = Int(candidate - 1)
      let offset = block * BlockIndex.blockByteCount
      let length = base.commonPrefixCount(from: offset, with: target, from: position)
      if length > best.count { best = offset..<offset + length }
      if length >= BlockIndex.sufficientCount { break }
      candidate = followers[block]
      tries += 1
    }
    return best.count >= BlockIndex.blockByteCount ? best : nil
  }
}
