/// Why a request gets no answer by who knows the pages: it is not one, or too much of one.
///
/// Source: RFC 9110, 15; RFC 6585.
package enum Refusal: Error, Sendable {
  /// It cannot be read.
  case malformed
  /// Where it ends could be read in two ways: nothing after it is a request.
  case ambiguous
  /// A body has to say how long it is: how long a chunked one is, two programs can see differently.
  case lengthRequired
  case bodyTooLarge
  case targetTooLong
  /// A host that this server is not: a page elsewhere may have had its name lead here.
  case misdirected
  case headerTooLarge
  /// What was wanted failed.
  case failed
  /// Too many wait already.
  case busy

  package var status: Int {
    switch self {
    case .malformed, .ambiguous: 400
    case .lengthRequired: 411
    case .bodyTooLarge: 413
    case .targetTooLong: 414
    case .misdirected: 421
    case .headerTooLarge: 431
    case .failed: 500
    case .busy: 503
    }
  }
}
