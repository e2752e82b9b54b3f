package import Bytes

/// A shingle that an index keeps: one of so many, the same ones in every text of an archive.
package struct Fingerprint: Hashable, Comparable, Sendable {
  /// Of 31 bits: with a passage's number it makes one of 63.
  package let value: UInt32

  /// One of how many shingles of a text is kept: of a long one fewer, which are of those kept of a short one.
  package static func rate(ofTextWith tokenCount: Int) -> Int {
    switch tokenCount {
    case ..<600: 5
    case ..<2000: 8
    default: 16
    }
  }

  private init(value: UInt32) { self.value = value }

  package static func < (a: Fingerprint, b: Fingerprint) -> Bool { a.value < b.value }

  /// - Parameter key: Nobody else's, so that no text is made to share another's fingerprints.
  @inline(__always) fileprivate init?(
    ofShingle hash: UInt64, rate: Int, key: SipHash.Key
  ) {
    let mixed = TokenHash.mixed(hash ^ key.low, key.high)
    // The lowest: what is kept at one rate is kept at every denser one.
    guard mixed >> 32 < (1 << 32) / UInt64(rate) else { return nil }
    value = UInt32(truncatingIfNeeded: mixed & 0x7FFF_FFFF)
  }
}

extension SearchTokens {
  /// What an index keeps of a passage: each once, in order.
  ///
  /// - Parameter tokenCount: That of the whole text, where these tokens are a part of it.
  package func fingerprints(
    of passage: Passage, key: SipHash.Key, ofTextWith tokenCount: Int
  ) -> [Fingerprint] {
    let rate = Fingerprint.rate(ofTextWith: tokenCount)
    return Shingles(of: self, in: passage.tokens).hashes.fingerprints(rate: rate, key: key)
  }
}

extension ComparedText {
  /// By which others are found that have some of its own words: each once, in order.
  ///
  /// A short text may be part of a long one: no fewer are asked for than are kept of it.
  package func fingerprints(key: SipHash.Key) -> [Fingerprint] {
    shingles.hashes.indices.lazy.filter { !self.isOfSite($0..<$0 + Shingles.length) }
      .map { shingles.hashes[$0] }
      .fingerprints(rate: min(8, Fingerprint.rate(ofTextWith: tokens.count)), key: key)
  }
}

extension Sequence<UInt64> {
  fileprivate func fingerprints(rate: Int, key: SipHash.Key) -> [Fingerprint] {
    var found: [Fingerprint] = []
    for hash in self {
      if let fingerprint = Fingerprint(ofShingle: hash, rate: rate, key: key) {
        found.append(fingerprint)
      }
    }
    found.sort()
    var last: Fingerprint?
    found.removeAll { fingerprint in
      defer { last = fingerprint }
      return fingerprint == last
    }
    return found
  }
}
