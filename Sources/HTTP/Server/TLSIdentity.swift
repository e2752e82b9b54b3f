internal import CCrypto

/// By what a server proves that it is who it is asked for: its certificate, those that lead from it to one that is
/// trusted, and its key, in PEM.
package struct TLSIdentity: Sendable {
  /// More than any chain has.
  package static let byteLimit = 1 << 20

  let certificates: [UInt8]
  let key: [UInt8]

  /// - Throws: What cannot be used of it: libmicrohttpd says no more than that it does not start.
  package init(certificates: [UInt8], key: [UInt8]) throws(TLSIdentityError) {
    let reader = PEMReader(certificates)
    guard let certificate = unsafe reader.certificate() else { throw .noCertificate }
    defer { unsafe X509_free(certificate) }
    let keys = PEMReader(key)
    guard let secret = unsafe keys.key() else { throw .noKey }
    defer { unsafe EVP_PKEY_free(secret) }
    guard unsafe X509_check_private_key(certificate, secret) == 1 else { throw .otherKey }
    self.certificates = certificates
    self.key = key
  }
}

/// Why no server can prove itself by what it was given.
package enum TLSIdentityError: Error, Equatable, Sendable {
  /// The first thing there is no certificate in PEM.
  case noCertificate
  /// There is no private key in PEM, or one that only a password opens.
  case noKey
  /// The key is not that of the first certificate.
  case otherKey
}

/// The first thing of a kind in PEM.
@safe private struct PEMReader: ~Copyable {
  private let source: OpaquePointer?

  init(_ text: [UInt8]) {
    unsafe source = BIO_new(BIO_s_mem())
    guard text.count <= TLSIdentity.byteLimit else { return }
    unsafe _ = BIO_write(source, text, Int32(text.count))
  }

  deinit {
    unsafe _ = BIO_free(source)
    ERR_clear_error()
  }

  // Nobody is asked for a password.

  func certificate() -> OpaquePointer? {
    unsafe PEM_read_bio_X509(source, nil, { _, _, _, _ in -1 }, nil)
  }

  func key() -> OpaquePointer? {
    unsafe PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
  }
}
