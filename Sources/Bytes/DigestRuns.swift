/// Runs of digests with the same leading bits, some 8 to 16 of a set in each: hashes spread evenly.
///
/// As many runs as a set has a use for: of most sets, which are small, 65,536 would be all the work.
@usableFromInline
package struct DigestRuns: Sendable {
  /// How many of the 16 leading bits are not looked at.
  @usableFromInline let ignoredBits: Int

  /// - Parameter digestCount: How many the set has. One of more than a million has 65,536 runs.
  package init(of digestCount: Int) {
    ignoredBits = 16 - min(16, Int.bitWidth - (digestCount >> 4).leadingZeroBitCount)
  }

  /// How many runs there are.
  package var count: Int { 1 << (16 - ignoredBits) }

  /// The run that a digest is in: never a smaller one than that of a smaller digest.
  @inlinable
  package func run(of digest: Digest) -> Int { Int(digest.leadingBits) >> ignoredBits }
}
