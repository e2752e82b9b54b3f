/// What an authority says that it did.
///
/// Source: RFC 3161, 2.4.2, "PKIStatus".
package enum TimestampStatus: Int, Sendable {
  case granted
  /// A token is there, and not all is as it was asked for.
  case grantedWithModifications
  case rejection
  case waiting
  case revocationWarning
  case revocationNotification

  package var hasToken: Bool { self == .granted || self == .grantedWithModifications }
}

/// Why an authority dates nothing: the number of the bit that says so.
///
/// Source: RFC 3161, 2.4.2, "PKIFailureInfo".
package enum TimestampFailure: Int, CaseIterable, Sendable {
  case unknownAlgorithm = 0
  case requestNotPermitted = 2
  case malformedRequest = 5
  case timeNotAvailable = 14
  case unknownPolicy = 15
  case unknownExtension = 16
  case informationNotAvailable = 17
  case systemFailure = 25
}
