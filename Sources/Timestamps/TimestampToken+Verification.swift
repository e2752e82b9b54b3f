package import Bytes
internal import CCrypto

extension TimestampToken {
  /// Checks that an authority that is trusted swears to what the token says.
  ///
  /// The chain of certificates is judged at the token's own time: an authority's certificate that has ended since
  /// takes nothing away. Whether one was revoked is not asked.
  /// - Parameters:
  ///   - imprint: SHA-256 of what should be dated.
  ///   - roots: Certificates in PEM. Those that sign themselves are trusted; others, such as the authority's own,
  ///     only help to find the way to those.
  ///   - seconds: The time, since 1970, at which the chain is judged instead.
  /// - Throws: What does not hold.
  package func verify(
    imprint: Digest, trusting roots: [UInt8], at seconds: Int? = nil
  ) throws(TimestampError) {
    guard self.imprint.algorithm == TimestampImprint.sha256 else {
      throw .unsupportedHash(self.imprint.algorithm)
    }
    guard self.imprint.bytes == imprint.bytes else { throw .otherImprint }
    let parsed = try ParsedToken.reading(bytes)
    let certificates = try Certificates(pem: roots)
    let authority = unsafe parsed.signerCertificate(among: certificates.stack.pointer)
    guard let authority = unsafe authority else { throw .noCertificate }
    guard unsafe parsed.names(authority) else { throw .otherAuthority }
    let store = try unsafe certificates.store(at: seconds ?? time.seconds)
    let request = try unsafe TimestampRequest(imprint: imprint, nonce: 0).parsed(withNonce: false)
    let context = try unsafe Library.own(TS_REQ_to_TS_VERIFY_CTX(request.pointer, nil)) {
      unsafe TS_VERIFY_CTX_free($0)
    }
    let flags = TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE | TS_VFY_SIGNER
    unsafe _ = TS_VERIFY_CTX_set_flags(context.pointer, Int32(flags))
    // The context frees both, so that it needs a share of its own.
    guard unsafe X509_STORE_up_ref(store.pointer) == 1,
      let others = unsafe X509_chain_up_ref(certificates.stack.pointer)
    else { throw .system(reason: Library.words()) }
    unsafe _ = TS_VERIFY_CTX_set_store(context.pointer, store.pointer)
    unsafe _ = TS_VERIFY_CTX_set_certs(context.pointer, others)
    ERR_clear_error()
    if unsafe TS_RESP_verify_token(context.pointer, parsed.message.pointer) == 1 { return }
    let errors = Library.takeErrors()
    if errors.contains(where: { $0.isTimestamp(TS_R_CERTIFICATE_VERIFY_ERROR) }) {
      throw unsafe certificates.fault(
        inChainOf: authority, beside: parsed.signed.pointee.cert, store)
    }
    throw Self.error(errors)
  }

  private static func error(_ errors: [LibraryError]) -> TimestampError {
    if errors.contains(where: { $0.isTimestamp(TS_R_MESSAGE_IMPRINT_MISMATCH) }) {
      return .otherImprint
    }
    let isOtherAuthority = errors.contains {
      $0.isTimestamp(TS_R_TSA_NAME_MISMATCH) || $0.library == ERR_LIB_ESS
        || $0.isTimestamp(TS_R_ESS_SIGNING_CERTIFICATE_ERROR)
    }
    return isOtherAuthority ? .otherAuthority : .badSignature
  }
}
