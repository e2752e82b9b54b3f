internal import CCrypto

/// Certificates that somebody gave in PEM.
@safe
struct Certificates: ~Copyable {
  /// More than all that a Debian machine trusts.
  static let byteLimit = 1 << 20
  /// Real chains have 2 to 4 certificates.
  private static let depthLimit: Int32 = 8
  /// As hard to break as 112 bits: RSA of 2,048 bits, SHA-224.
  ///
  /// Source: SSL_CTX_set_security_level(3).
  private static let securityLevel: Int32 = 2

  let stack: Owned<OpaquePointer>

  /// - Throws: `.unreadableRoots` where there is none, or something else under a certificate's name.
  init(pem: [UInt8]) throws(TimestampError) {
    guard pem.count <= Self.byteLimit else {
      throw .unreadableRoots(reason: "they have more than \(Self.byteLimit) bytes")
    }
    ERR_clear_error()
    let stack = try unsafe Library.own(OPENSSL_sk_new_null()) {
      unsafe OPENSSL_sk_pop_free($0) { unsafe X509_free($0.map { OpaquePointer($0) }) }
    }
    // A copy in libcrypto's own memory: the array may move.
    let source = try unsafe Library.own(BIO_new(BIO_s_mem())) { unsafe _ = BIO_free($0) }
    guard unsafe BIO_write(source.pointer, pem, Int32(pem.count)) == pem.count else {
      throw .unreadableRoots(reason: "there is nothing in them")
    }
    // Nobody is asked for a password.
    while let certificate = unsafe PEM_read_bio_X509(source.pointer, nil, { _, _, _, _ in -1 }, nil)
    {
      guard unsafe OPENSSL_sk_push(stack.pointer, UnsafeRawPointer(certificate)) > 0 else {
        unsafe X509_free(certificate)
        throw .system(reason: Library.words())
      }
    }
    let error = ERR_peek_last_error()
    guard ERR_GET_LIB(error) == ERR_LIB_PEM, ERR_GET_REASON(error) == PEM_R_NO_START_LINE else {
      throw .unreadableRoots(reason: Library.words())
    }
    guard unsafe OPENSSL_sk_num(stack.pointer) > 0 else {
      throw .unreadableRoots(reason: "there is no certificate in them")
    }
    unsafe self.stack = unsafe stack
  }

  /// What is trusted at a time.
  func store(at seconds: Int) throws(TimestampError) -> Owned<OpaquePointer> {
    let store = try unsafe Library.own(X509_STORE_new()) { unsafe X509_STORE_free($0) }
    let count = unsafe OPENSSL_sk_num(stack.pointer)
    for index in 0..<count {
      let certificate = unsafe OPENSSL_sk_value(stack.pointer, index).map {
        OpaquePointer($0)
      }
      guard unsafe X509_STORE_add_cert(store.pointer, certificate) == 1 else {
        throw .system(reason: Library.words())
      }
    }
    let parameters = unsafe X509_STORE_get0_param(store.pointer)
    unsafe X509_VERIFY_PARAM_set_time(parameters, seconds)
    unsafe X509_VERIFY_PARAM_set_depth(parameters, Self.depthLimit)
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, Self.securityLevel)
    return unsafe store
  }

  /// What is wrong with the chain of a certificate, asked once more of libcrypto, whose first answer is a sentence.
  ///
  /// - Parameter others: Certificates that came with it.
  func fault(
    inChainOf certificate: OpaquePointer, beside others: OpaquePointer?,
    _ store: borrowing Owned<OpaquePointer>
  ) -> TimestampError {
    do throws(TimestampError) {
      let known = try unsafe Library.own(OPENSSL_sk_dup(stack.pointer)) {
        unsafe OPENSSL_sk_free($0)
      }
      for index in 0..<max(0, unsafe OPENSSL_sk_num(others)) {
        unsafe _ = OPENSSL_sk_push(known.pointer, OPENSSL_sk_value(others, index))
      }
      let context = try unsafe Library.own(X509_STORE_CTX_new()) {
        unsafe X509_STORE_CTX_free($0)
      }
      guard
        unsafe X509_STORE_CTX_init(context.pointer, store.pointer, certificate, known.pointer) == 1,
        unsafe X509_STORE_CTX_set_purpose(context.pointer, X509_PURPOSE_TIMESTAMP_SIGN) == 1
      else { return .system(reason: Library.words()) }
      unsafe _ = X509_verify_cert(context.pointer)
      let subject = unsafe X509_STORE_CTX_get_current_cert(context.pointer)
        .flatMap { unsafe Text.name(X509_get_subject_name($0)) }
      return unsafe Self.error(X509_STORE_CTX_get_error(context.pointer), of: subject ?? "")
    } catch {
      return error
    }
  }

  private static func error(_ code: Int32, of subject: String) -> TimestampError {
    switch code {
    case X509_V_ERR_CERT_HAS_EXPIRED: return .expired(subject)
    case X509_V_ERR_CERT_NOT_YET_VALID: return .notYetValid(subject)
    case X509_V_ERR_INVALID_PURPOSE: return .wrongPurpose(subject)
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED:
      return .noTrustedIssuer(of: subject)
    default:
      let words = unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) }
      return .brokenChain(subject, reason: words ?? "")
    }
  }
}
