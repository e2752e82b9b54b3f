internal import CCrypto

/// A running SHA-256 hash.
///
/// Source: FIPS 180-4, computed by libcrypto.
package struct SHA256: ~Copyable {
  private var context = SHA256_CTX()

  package init() {
    unsafe SHA256_Init(&context)
  }

  /// Adds bytes to what is hashed.
  package mutating func update(_ bytes: borrowing Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe _ = SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  package mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Adds one byte.
  package mutating func update(_ byte: UInt8) {
    unsafe withUnsafeBytes(of: byte) { unsafe _ = SHA256_Update(&context, $0.baseAddress, 1) }
  }

  /// Adds the 32 bytes of a hash, without an array of them: a tree of hashes is little else.
  package mutating func update(_ digest: Digest) {
    let words: InlineArray<4, UInt64> = [
      digest.word0.bigEndian, digest.word1.bigEndian, digest.word2.bigEndian,
      digest.word3.bigEndian,
    ]
    unsafe words.span.withUnsafeBytes {
      unsafe _ = SHA256_Update(&context, $0.baseAddress, $0.count)
    }
  }

  /// The hash of all bytes so far; the hash then starts anew.
  package mutating func finalize() -> Digest {
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    var target = bytes.mutableSpan
    unsafe target.withUnsafeMutableBufferPointer {
      unsafe _ = SHA256_Final($0.baseAddress, &context)
    }
    unsafe SHA256_Init(&context)
    return Digest(reading: bytes.span, at: 0)
  }

  /// The hash of `bytes` alone.
  package static func hash(_ bytes: borrowing Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  package static func hash(_ bytes: [UInt8]) -> Digest {
    hash(bytes.span)
  }
}
