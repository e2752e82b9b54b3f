/// The way from an entry down to its base: the deltas passed, and where it has come to.
struct DeltaChain {
  /// The deltas to apply, the last one first.
  var deltas: [PackEntry] = []
  /// The entry to look at next.
  private(set) var offset: Int

  private let start: Int
  private let limit: Int
  /// An offset passed before; the way leads there again if, and only if, it is a circle.
  private var landmark: Int

  init(from offset: Int, limits: PackLimits) {
    self.offset = offset
    start = offset
    landmark = offset
    limit = limits.chainLength
  }

  /// Notes a delta that is to be applied.
  ///
  /// - Throws: `.chainTooLong`.
  mutating func append(_ delta: PackEntry) throws(PackError) {
    guard deltas.count < limit else { throw .chainTooLong(limit: limit, entry: start) }
    deltas.append(delta)
  }

  /// Goes on to the base of the delta noted last.
  ///
  /// - Throws: `.deltaCycle`.
  mutating func descend(to base: Int) throws(PackError) {
    guard base != landmark else { throw .deltaCycle(entry: start) }
    // Brent's way to find a circle: take a new landmark at each power of two.
    if deltas.count.nonzeroBitCount == 1 { landmark = base }
    offset = base
  }
}
