/// How much a pack may ask for.
package struct PackLimits: Equatable, Sendable {
  /// The largest object, in bytes.
  package var objectByteCount: Int
  /// The longest chain of deltas that a single object may need.
  ///
  /// Git's pack-objects writes at most 4,095 and its fast-import at most 8,191, but what it is given, it
  /// reads at any length. So does this, by default: circles are found, what deltas make is bounded, and
  /// a walk through the whole pack, which goes from base to delta, knows no length either.
  package var chainLength: Int

  /// How many bytes deltas may make for each byte of their pack, after the largest object.
  ///
  /// A delta of seven bytes can copy 16 MB, so what it costs is not bounded by its size. A thousand
  /// versions of a text of 30 MB that differ in a word each stay far below this.
  package var expansion = 65_536

  /// How many bytes deltas may make that take so many bytes in a pack, with their bases.
  func madeByteCount(from packedCount: Int) -> Int {
    let (product, overflow) = packedCount.multipliedReportingOverflow(by: expansion)
    return overflow ? .max : objectByteCount + min(product, .max - objectByteCount)
  }

  package init(objectByteCount: Int = 1 << 30, chainLength: Int = .max) {
    self.objectByteCount = objectByteCount
    self.chainLength = chainLength
  }
}
