internal import CCrypto

/// SHA-512, of bytes that are all there.
///
/// Source: FIPS 180-4, computed by libcrypto.
package enum SHA512 {
  package static var byteCount: Int { 64 }

  /// The hash of `bytes`, in 64 bytes.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var context = SHA512_CTX()
    var digest = [UInt8](repeating: 0, count: byteCount)
    unsafe SHA512_Init(&context)
    unsafe SHA512_Update(&context, bytes, bytes.count)
    unsafe SHA512_Final(&digest, &context)
    return digest
  }
}
