internal import CCrypto

/// What an authority answered.
///
/// Source: RFC 3161, 2.4.2.
package struct TimestampResponse: Equatable, Sendable {
  /// The most bytes that a response has here; real ones have 1 to 10 KB.
  package static let byteLimit = 64 << 10

  package let status: TimestampStatus
  /// What the authority says of it to people. They come from outside, with whatever is in them.
  package let statusWords: [String]
  package let failures: [TimestampFailure]
  /// Nil where nothing was dated.
  package let token: TimestampToken?
  private let bytes: [UInt8]

  /// Reads a response, `application/timestamp-reply`.
  ///
  /// The token comes out of it in DER, whatever it was sent in.
  /// - Throws: `.tooLarge`, `.malformed`, or what a token cannot have.
  package init(decoding bytes: [UInt8]) throws(TimestampError) {
    guard bytes.count <= Self.byteLimit else {
      throw .tooLarge(.response, byteCount: bytes.count, limit: Self.byteLimit)
    }
    self.bytes = bytes
    let response = try unsafe Self.parsed(bytes)
    let info = unsafe TS_RESP_get_status_info(response.pointer)
    let number = unsafe ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info))
    guard let status = TimestampStatus(rawValue: number) else {
      throw .malformed(.response, reason: "there is no status \(number)")
    }
    self.status = status
    statusWords = unsafe Self.words(TS_STATUS_INFO_get0_text(info))
    let bits = unsafe TS_STATUS_INFO_get0_failure_info(info)
    failures = TimestampFailure.allCases.filter {
      unsafe ASN1_BIT_STRING_get_bit(bits, Int32($0.rawValue)) == 1
    }
    guard let message = unsafe TS_RESP_get_token(response.pointer) else {
      token = nil
      return
    }
    token = try TimestampToken(decoding: unsafe Library.encode { unsafe i2d_PKCS7(message, $0) })
  }

  /// The token, where it answers the request: for the same imprint, with the same nonce.
  ///
  /// Who made it is not asked: that is `TimestampToken.verify`.
  /// - Throws: `.refused`, `.otherImprint`, `.otherNonce`.
  package func token(
    answering request: TimestampRequest
  ) throws(TimestampError) -> TimestampToken {
    guard status.hasToken, let token else {
      throw .refused(status, words: statusWords, failures: failures)
    }
    let asked = try unsafe request.parsed(withNonce: true)
    let answered = try unsafe Self.parsed(bytes)
    let context = try unsafe Library.own(TS_REQ_to_TS_VERIFY_CTX(asked.pointer, nil)) {
      unsafe TS_VERIFY_CTX_free($0)
    }
    unsafe _ = TS_VERIFY_CTX_set_flags(
      context.pointer, Int32(TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE))
    guard unsafe TS_RESP_verify_response(context.pointer, answered.pointer) == 1 else {
      let errors = Library.takeErrors()
      let isOtherNonce = errors.contains {
        $0.isTimestamp(TS_R_NONCE_MISMATCH) || $0.isTimestamp(TS_R_NONCE_NOT_RETURNED)
      }
      if isOtherNonce { throw .otherNonce }
      if errors.contains(where: { $0.isTimestamp(TS_R_MESSAGE_IMPRINT_MISMATCH) }) {
        throw .otherImprint
      }
      throw .malformed(.response, reason: errors.last?.words ?? "")
    }
    return token
  }

  private static func parsed(_ bytes: [UInt8]) throws(TimestampError) -> Owned<OpaquePointer> {
    try unsafe Library.decode(bytes, .response, { unsafe d2i_TS_RESP($0, $1, $2) }) {
      unsafe TS_RESP_free($0)
    }
  }

  private static func words(_ texts: OpaquePointer?) -> [String] {
    (0..<max(0, unsafe OPENSSL_sk_num(texts))).map { index in
      let text = unsafe OPENSSL_sk_value(texts, index)?.assumingMemoryBound(to: ASN1_STRING.self)
      return String(decoding: unsafe Text.bytes(text), as: UTF8.self)
    }
  }
}
