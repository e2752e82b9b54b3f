/// Why a program's request is not answered, told apart by what the program can do about it.
///
/// Each has an address that stays what it is, and tells what it means: `/api/v1/problems/NAME`.
enum ProblemKind: String, CaseIterable, Sendable {
  case malformed
  case invalidParameter = "invalid-parameter"
  case invalidName = "invalid-name"
  case similarName = "similar-name"
  case invalidMetadata = "invalid-metadata"
  case futureTime = "future-time"
  case invalidQuery = "invalid-query"
  case emptyBody = "empty-body"
  case unauthorized
  case writingOff = "writing-off"
  case crossSite = "cross-site"
  case notAllowed = "not-allowed"
  case unknownAddress = "unknown-address"
  case unknownArticle = "unknown-article"
  case unknownRevision = "unknown-revision"
  case ambiguous
  case wrongMethod = "wrong-method"
  case notAcceptable = "not-acceptable"
  case conflict
  case keyInUse = "key-in-use"
  case recordsErased = "records-erased"
  case withdrawn
  case erased
  case lengthRequired = "length-required"
  case headMoved = "head-moved"
  case tooLarge = "too-large"
  case targetTooLong = "target-too-long"
  case misdirected
  case keyReused = "key-reused"
  case headerTooLarge = "header-too-large"
  case inDoubt = "in-doubt"
  case damaged
  case failed
  case busy
  case noSpace = "no-space"

  var address: String { "/api/v1/problems/" + rawValue }

  /// Source: RFC 9110, 15; for `keyReused`, draft-ietf-httpapi-idempotency-key-header.
  var status: Int {
    switch self {
    case .malformed, .invalidParameter, .invalidName, .similarName, .invalidMetadata, .futureTime,
      .invalidQuery, .emptyBody:
      400
    case .unauthorized: 401
    case .writingOff, .crossSite, .notAllowed: 403
    case .unknownAddress, .unknownArticle, .unknownRevision, .ambiguous: 404
    case .wrongMethod: 405
    case .notAcceptable: 406
    case .conflict, .keyInUse, .recordsErased: 409
    case .withdrawn, .erased: 410
    case .lengthRequired: 411
    case .headMoved: 412
    case .tooLarge: 413
    case .targetTooLong: 414
    case .misdirected: 421
    case .keyReused: 422
    case .headerTooLarge: 431
    case .inDoubt, .damaged, .failed: 500
    case .busy: 503
    case .noSpace: 507
    }
  }

  /// What it means wherever it happens.
  var title: String {
    switch self {
    case .malformed: "The request cannot be read"
    case .invalidParameter: "A parameter cannot be read"
    case .invalidName: "That cannot be an article's name"
    case .similarName: "The name looks the same as another article's"
    case .invalidMetadata: "Something that is said of the revision cannot be kept"
    case .futureTime: "A time is yet to come"
    case .invalidQuery: "That cannot be searched for"
    case .emptyBody: "There is no text to record"
    case .unauthorized: "A valid token is needed"
    case .writingOff: "Nobody can write here"
    case .crossSite: "The request comes from another site's page"
    case .notAllowed: "The token is not for this"
    case .unknownAddress: "Nothing has this address"
    case .unknownArticle: "There is no such article"
    case .unknownRevision: "There is no such revision"
    case .ambiguous: "That can mean several revisions"
    case .wrongMethod: "The address does not take this method"
    case .notAcceptable: "The answer has no form that is accepted"
    case .conflict: "Another writer is in the way"
    case .keyInUse: "The first request with this key is not answered yet"
    case .recordsErased: "The text was erased by law"
    case .withdrawn: "The article was taken down"
    case .erased: "The text was erased"
    case .lengthRequired: "A text's length has to be told before it"
    case .headMoved: "The head is another"
    case .tooLarge: "The text is too large"
    case .targetTooLong: "The address is too long"
    case .misdirected: "This server does not answer for that name"
    case .keyReused: "The key was used for another request"
    case .headerTooLarge: "The headers are too large"
    case .inDoubt: "Recorded, but perhaps not for good"
    case .damaged: "This is damaged"
    case .failed: "The server failed"
    case .busy: "Too many ask at once"
    case .noSpace: "No space is left"
    }
  }

  /// Seconds after which the same may go well.
  var retryAfter: Int? {
    switch self {
    case .busy, .conflict: 2
    case .keyInUse: 1
    default: nil
    }
  }
}

extension ProblemKind {
  /// Why a request was refused before anybody looked at what it asks for.
  init(refusedWith status: Int) {
    switch status {
    case 400: self = .malformed
    case 411: self = .lengthRequired
    case 413: self = .tooLarge
    case 414: self = .targetTooLong
    case 421: self = .misdirected
    case 431: self = .headerTooLarge
    case 503: self = .busy
    default: self = .failed
    }
  }
}
