package import Bytes
internal import CCrypto

/// What an authority swore to: that a hash was there at a time.
///
/// A value that says what the token says; only `verify` says whether that is to be believed.
///
/// Source: RFC 3161, 2.4.2, "TimeStampToken"; RFC 5652, 5.
package struct TimestampToken: Equatable, Sendable {
  /// The most bytes that a token has here; real ones have 1 to 10 KB.
  package static let byteLimit = 64 << 10

  /// The token in DER, as it is stored.
  package let bytes: [UInt8]
  /// The time that the authority gives.
  package let time: TimestampTime
  /// The authority's number for the token, in lower-case hexadecimal digits.
  package let serial: String
  /// By which of its rules the authority dated: an object identifier as numbers with dots.
  package let policy: String
  /// What was dated.
  package let imprint: TimestampImprint
  /// The authority as it calls itself in the token, if it does.
  package let authorityName: String?
  /// The subject of the certificate that the signature names, as RFC 2253 writes it; nil where the token
  /// does not have it.
  package let certificateSubject: String?
  /// SHA-256 of that certificate.
  package let certificateDigest: Digest?
  /// The hash that is signed, as an object identifier: one of SHA-2.
  package let signatureHash: String

  /// Who dated, as the token or the certificate calls it.
  package var authority: String? { authorityName ?? certificateSubject }

  /// SHA-256 of the token.
  package var digest: Digest { SHA256.hash(bytes) }

  /// Reads a token.
  ///
  /// Of what no signature covers only one way of writing is taken: DER to its end, the versions of RFC 5652, algorithms without
  /// parameters. So no byte of a token may be another, but in certificates that the chain does not need, in
  /// what was added beside the signature, and where one name of the signature's algorithm stands for another of the same.
  /// - Throws: `.tooLarge`, `.malformed`, `.unsupportedHash`.
  package init(decoding bytes: [UInt8]) throws(TimestampError) {
    let parsed = try ParsedToken.reading(bytes)
    self.bytes = bytes
    time = try parsed.time()
    imprint = try parsed.imprint()
    signatureHash = try parsed.signatureHash()
    let statement = unsafe parsed.statement.pointer
    serial = unsafe Text.hexadecimal(TS_TST_INFO_get_serial(statement))
    guard let policy = unsafe Text.dotted(TS_TST_INFO_get_policy_id(statement)) else {
      throw .malformed(.token, reason: "its policy has no name")
    }
    self.policy = policy
    authorityName = unsafe Text.name(TS_TST_INFO_get_tsa(statement))
    let certificate = unsafe parsed.signerCertificate(among: nil)
    certificateSubject = unsafe certificate.flatMap {
      unsafe Text.name(X509_get_subject_name($0))
    }
    certificateDigest = unsafe certificate.map { certificate in
      unsafe SHA256.hash(Library.encode { unsafe i2d_X509(certificate, $0) })
    }
  }
}

/// What was dated: a hash.
package struct TimestampImprint: Equatable, Sendable {
  /// The algorithm as an object identifier: numbers with dots.
  package let algorithm: String
  package let bytes: [UInt8]

  /// Source: RFC 5754, 2.2.
  package static let sha256 = "2.16.840.1.101.3.4.2.1"

  /// The hash, where it is one of SHA-256.
  package var digest: Digest? {
    guard algorithm == TimestampImprint.sha256, bytes.count == Digest.byteCount else { return nil }
    return Digest(reading: bytes.span, at: 0)
  }
}

/// A time that an authority gives.
package struct TimestampTime: Equatable, Sendable {
  /// Seconds since 1970, UTC.
  package let seconds: Int
  /// What is above the second; 0 where the authority gives none.
  package let nanoseconds: Int
}
