package import Bytes
internal import CCrypto

/// What an authority is asked to date.
///
/// Source: RFC 3161, 2.4.1.
package struct TimestampRequest: Equatable, Sendable {
  /// SHA-256 of what is dated; all that the authority learns of it.
  package let imprint: Digest
  /// A number that was never used before: by it an answer is known to be new.
  package let nonce: UInt64
  /// Whether the token is to have the authority's certificate, without which only who has that can check it.
  package let wantsCertificates: Bool

  package init(imprint: Digest, nonce: UInt64, wantsCertificates: Bool = true) {
    self.imprint = imprint
    self.nonce = nonce
    self.wantsCertificates = wantsCertificates
  }

  /// The request in DER, as `application/timestamp-query` is sent.
  ///
  /// - Throws: `.system` where there is no memory.
  package func encoded() throws(TimestampError) -> [UInt8] {
    let request = try unsafe parsed(withNonce: true)
    let bytes = unsafe Library.encode { unsafe i2d_TS_REQ(request.pointer, $0) }
    guard !bytes.isEmpty else { throw .system(reason: Library.words()) }
    return bytes
  }

  /// The request as libcrypto has it.
  func parsed(withNonce hasNonce: Bool) throws(TimestampError) -> Owned<OpaquePointer> {
    ERR_clear_error()
    let request = try unsafe Library.own(TS_REQ_new()) { unsafe TS_REQ_free($0) }
    let content = try unsafe Library.own(TS_MSG_IMPRINT_new()) { unsafe TS_MSG_IMPRINT_free($0) }
    let hash = try unsafe Library.own(X509_ALGOR_new()) { unsafe X509_ALGOR_free($0) }
    let number = try unsafe Library.own(ASN1_INTEGER_new()) { unsafe ASN1_INTEGER_free($0) }
    var bytes = imprint.bytes
    let identifier = unsafe OBJ_nid2obj(NID_sha256)
    // All that is set is copied, but for the identifier, which is a constant of libcrypto's.
    guard unsafe X509_ALGOR_set0(hash.pointer, identifier, V_ASN1_NULL, nil) == 1,
      unsafe TS_MSG_IMPRINT_set_algo(content.pointer, hash.pointer) == 1,
      unsafe TS_MSG_IMPRINT_set_msg(content.pointer, &bytes, Int32(bytes.count)) == 1,
      unsafe TS_REQ_set_version(request.pointer, 1) == 1,
      unsafe TS_REQ_set_msg_imprint(request.pointer, content.pointer) == 1,
      unsafe TS_REQ_set_cert_req(request.pointer, wantsCertificates ? 1 : 0) == 1,
      unsafe ASN1_INTEGER_set_uint64(number.pointer, nonce) == 1,
      unsafe !hasNonce || TS_REQ_set_nonce(request.pointer, number.pointer) == 1
    else { throw .system(reason: Library.words()) }
    return unsafe request
  }
}
