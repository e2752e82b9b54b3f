internal import CCrypto

/// Signatures by Ed25519.
///
/// Nothing here runs before it is called: the library's start by EVP costs about a millisecond, once in a process.
/// Source: RFC 8032, computed by libcrypto.
package enum Ed25519 {
  /// How many bytes a seed has, and a public key.
  package static var keyByteCount: Int { 32 }
  package static var signatureByteCount: Int { 64 }

  /// The public key of a seed, in 32 bytes.
  ///
  /// - Throws: `.wrongByteCount` where the seed has not 32 bytes.
  package static func publicKey(seed: [UInt8]) throws(Ed25519Error) -> [UInt8] {
    let key = try PrivateKey(seed: seed)
    return try key.publicKey()
  }

  /// The signature of a message, in 64 bytes; the same each time.
  ///
  /// - Throws: `.wrongByteCount` where the seed has not 32 bytes.
  package static func signature(
    of message: [UInt8], seed: [UInt8]
  ) throws(Ed25519Error) -> [UInt8] {
    let key = try PrivateKey(seed: seed)
    return try key.signature(of: message)
  }

  /// Whether a signature is that of the message by the key; false, too, where either has another size.
  package static func isValid(
    _ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]
  ) -> Bool {
    guard signature.count == signatureByteCount, publicKey.count == keyByteCount else {
      return false
    }
    startLibrary()
    guard
      let key = unsafe EVP_PKEY_new_raw_public_key(
        EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
    else { return false }
    defer { unsafe EVP_PKEY_free(key) }
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
    return unsafe EVP_DigestVerify(
      context, signature, signature.count, message, message.count) == 1
  }

  /// Keeps the library from reading a configuration, which could load other code, and which a static program
  /// cannot follow. It counts only before the first other call, and costs nothing when it is repeated.
  fileprivate static func startLibrary() {
    _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
  }
}

/// Why there is no key or signature.
package enum Ed25519Error: Error, Equatable, Sendable {
  case wrongByteCount(Int)
  /// The library has no memory, or was built without Ed25519.
  case refusedByLibrary
}

/// The library's own form of a private key, gone with its owner.
@safe private struct PrivateKey: ~Copyable {
  private let key: OpaquePointer

  init(seed: [UInt8]) throws(Ed25519Error) {
    guard seed.count == Ed25519.keyByteCount else { throw .wrongByteCount(seed.count) }
    Ed25519.startLibrary()
    guard
      let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    else { throw .refusedByLibrary }
    unsafe self.key = key
  }

  deinit { unsafe EVP_PKEY_free(key) }

  func publicKey() throws(Ed25519Error) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Ed25519.keyByteCount)
    var count = bytes.count
    guard unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == bytes.count
    else { throw .refusedByLibrary }
    return bytes
  }

  func signature(of message: [UInt8]) throws(Ed25519Error) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else { throw .refusedByLibrary }
    defer { unsafe EVP_MD_CTX_free(context) }
    var bytes = [UInt8](repeating: 0, count: Ed25519.signatureByteCount)
    var count = bytes.count
    guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
      unsafe EVP_DigestSign(context, &bytes, &count, message, message.count) == 1,
      count == bytes.count
    else { throw .refusedByLibrary }
    return bytes
  }
}
