extension SharedBytes {
  /// The SHA-256 of the first bytes, or of all; of a mapped file none of them stays in memory.
  package func hashedOnce(upTo end: Int? = nil) -> Digest {
    let end = end ?? count
    var hash = SHA256()
    var start = 0
    while start < end {
      let next = min(start + SharedBytes.hashedAtOnce, end)
      hash.update(span.extracting(start..<next))
      letGo(start..<next)
      start = next
    }
    return hash.finalize()
  }

  /// How much is in memory only to be hashed.
  private static let hashedAtOnce = 8 << 20
}
