internal import Bytes

/// Writes deltas against one base.
///
/// What a target shares with the base at its start and end is trimmed first, which is all the work
/// there is for most revisions of an article. The base is indexed when a target first needs it.
package struct DeltaEncoder: Sendable {
  /// Below this, a copy costs as much as what it copies.
  private static let smallestCopy = 8
  /// A shorter match within the text is inserted instead: far offsets do not compress, prose does.
  /// Measured on three histories: 24 makes packs 1 to 6% smaller than 16, though deltas are larger.
  private static let smallestMatch = 24

  private let base: [UInt8]
  private var index: BlockIndex?

  /// - Parameter base: Shared, not copied.
  package init(base: [UInt8]) {
    self.base = base
  }

  /// The delta that makes `target` of the base.
  ///
  /// - Parameter limit: The largest delta that is of use, in bytes.
  /// - Returns: `nil` where the delta would be larger.
  /// - Complexity: O(base + target), for any content.
  package mutating func encode(_ target: borrowing Span<UInt8>, limit: Int = .max) -> [UInt8]? {
    var writer = DeltaWriter(baseCount: base.count, resultCount: target.count, limit: limit)
    let (prefix, suffix) = sharedEnds(with: target)
    let middle = prefix..<target.count - suffix
    writer.copy(0..<prefix)
    if middle.count < BlockIndex.blockByteCount || base.count < BlockIndex.blockByteCount {
      writer.insert(target, middle)
    } else {
      prepareIndex()
      encode(target, middle, into: &writer)
    }
    if writer.isOverLimit { return nil }
    writer.copy(base.count - suffix..<base.count)
    return writer.isOverLimit ? nil : writer.bytes
  }

  package mutating func encode(_ target: [UInt8], limit: Int = .max) -> [UInt8]? {
    encode(target.span, limit: limit)
  }

  /// How many bytes base and target share at their start and end; 0 where they are not worth it.
  private func sharedEnds(with target: borrowing Span<UInt8>) -> (prefix: Int, suffix: Int) {
    let base = self.base.span
    let prefix = base.commonPrefixCount(with: target)
    let suffix = base.commonSuffixCount(
      before: base.count, with: target, before: target.count,
      limit: min(base.count, target.count) - prefix)
    let isReachable = base.count - suffix <= Int(UInt32.max) - DeltaInstruction.largestCopy
    return (
      prefix < DeltaEncoder.smallestCopy ? 0 : min(prefix, Int(UInt32.max)),
      suffix < DeltaEncoder.smallestCopy || !isReachable ? 0 : suffix
    )
  }

  private mutating func prepareIndex() {
    if index == nil { index = BlockIndex(base.span) }
  }

  /// Encodes `range` of the target by matches with the base and what lies between them.
  private func encode(
    _ target: borrowing Span<UInt8>, _ range: Range<Int>, into writer: inout DeltaWriter
  ) {
    guard let index else { return }
    let base = self.base.span
    var written = range.lowerBound
    var position = written
    while !writer.isOverLimit {
      let end = searchEnd(range, from: written, allowance: writer.allowance)
      let found = index.firstMatch(of: target, from: position, to: end, in: base)
      guard let match = found else { break }
      let start = match.base.lowerBound
      let back = base.commonSuffixCount(
        before: start, with: target, before: match.position, limit: match.position - written)
      let reached = min(match.position + match.base.count, range.upperBound)
      position = match.position + 1
      guard reached - match.position + back >= DeltaEncoder.smallestMatch else { continue }
      writer.insert(target, written..<match.position - back)
      writer.copy(start - back..<start + reached - match.position)
      written = reached
      position = reached
    }
    writer.insert(target, written..<range.upperBound)
  }

  /// Where to stop looking: when so much was skipped that inserting it exceeds the limit.
  private func searchEnd(_ range: Range<Int>, from start: Int, allowance: Int) -> Int {
    // A match found later may still grow back over most of two blocks.
    let reach = 4 * BlockIndex.blockByteCount
    let isNear = range.upperBound - start - reach <= allowance
    return isNear ? range.upperBound : start + allowance + reach
  }
}
