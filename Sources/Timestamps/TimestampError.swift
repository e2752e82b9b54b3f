/// Why a request, a response or a token of RFC 3161 is not taken.
package enum TimestampError: Error, Equatable {
  /// More bytes than are taken.
  case tooLarge(TimestampPart, byteCount: Int, limit: Int)
  /// The bytes are no such thing, or none that says one thing only.
  case malformed(TimestampPart, reason: String)
  /// The authority answered, and dates nothing.
  case refused(TimestampStatus, words: [String], failures: [TimestampFailure])
  /// The token dates something else.
  case otherImprint
  /// The token answers another request.
  case otherNonce
  /// A hash that is not used here, as a dotted object identifier: anything but SHA-256 of what is dated,
  /// anything but SHA-2 in a signature.
  case unsupportedHash(String)
  /// What should be certificates in PEM is not, or holds none.
  case unreadableRoots(reason: String)
  /// The authority's certificate is neither in the token nor among the roots.
  case noCertificate
  /// The chain from the authority's certificate leads to none of the roots; the last that is known.
  case noTrustedIssuer(of: String)
  /// A certificate was not valid yet at the time that counts.
  case notYetValid(String)
  /// A certificate was not valid any more at the time that counts.
  case expired(String)
  /// A certificate is not for this: the authority's must be for time stamps alone, and say so critically.
  case wrongPurpose(String)
  /// The chain does not hold for another reason, in libcrypto's words.
  case brokenChain(String, reason: String)
  /// The certificate is not the one that the signature names, or not of the authority that the token names.
  case otherAuthority
  /// The signature does not belong to what is signed.
  case badSignature
  /// Libcrypto could not do it, which is nobody's fault but the system's.
  case system(reason: String)
}

/// What bytes were to be.
package enum TimestampPart: String, Sendable {
  case request
  case response
  case token
}
