/// How much a pack may ask for.
package struct PackLimits: Equatable, Sendable {
  /// The largest object, in bytes.
  package var objectByteCount: Int
  /// The longest chain of deltas that a single object may need.
  ///
  /// Source: git's pack-objects writes at most 4,095 and its fast-import at most 8,191.
  package var chainLength: Int

  package init(objectByteCount: Int = 1 << 30, chainLength: Int = 16_384) {
    self.objectByteCount = objectByteCount
    self.chainLength = chainLength
  }
}
