internal import HTTP
internal import JSON
internal import Schemas
internal import Stet
internal import Website

/// A request that is not answered, as RFC 9457 has it.
struct Problem: Error {
  let kind: ProblemKind
  /// What it is this time, for people.
  let detail: String?
  /// Facts for programs.
  var members: [JSON.Member] = []
  var headers: [(name: String, value: String)] = []

  init(_ kind: ProblemKind, _ detail: String? = nil) {
    (self.kind, self.detail) = (kind, detail)
  }

  var response: HTTPResponse {
    var body: [JSON.Member] = [
      .init("type", .string(kind.address)), .init("title", .string(kind.title)),
      .init("status", .integer(kind.status)),
    ]
    if let detail { body.append(.init("detail", .string(detail))) }
    var response = HTTPResponse(
      status: kind.status, headers: headers,
      body: .bytes(JSON.object(body + members).encoded() + [0x0A]))
    response.headers += [
      ("Content-Type", "application/problem+json"), ("Cache-Control", "no-store"),
      ("Content-Security-Policy", ProgramInterface.policy),
    ]
    if let seconds = kind.retryAfter {
      response.headers.append(("Retry-After", String(seconds)))
    }
    return response
  }
}

extension Problem {
  init(_ error: ArchiveError) {
    self.init(ProblemKind(error), Problem.detail(of: error))
    switch error {
    case .headMoved(let head): members = [Problem.head(head)]
    case .recordedInDoubt(let id, _):
      members = [.init("commit", .string(id.description)), .init("durable", false)]
      headers = [("Location", ProgramInterface.address(of: id))]
    case .similarName(_, let existing):
      members = [.init("existing", .string(existing.description))]
    case .unknownArticle(_, let similar):
      members = [.init("similar", .array(similar.map { .string($0) }))]
    case .ambiguous(_, let meanings):
      members = [.init("meanings", .array(meanings.map { .string($0) }))]
    case .erased(let text), .recordsErased(_, let text): members = [.init("erased", text.json)]
    case .withdrawn(_, let since, let last, let newName):
      members = [
        .init("since", .string(since.description)),
        .init("lastText", last.map { .string($0) } ?? .null),
        .init("renamedTo", newName.map { .string($0) } ?? .null),
      ]
    default: break
    }
  }

  static func head(_ id: RevisionID?) -> JSON.Member {
    .init("head", id.map { .string($0.description) } ?? .null)
  }

  /// What pages say of it, and of what only writers meet, more: nothing of the machine's paths.
  private static func detail(of error: ArchiveError) -> String {
    switch error {
    case .similarName(let name, let existing):
      "“\(name)” looks the same as “\(existing)”, and is written with other characters."
        + " allowSimilarName=1 makes another article."
    case .invalidMetadata(let field, let reason): "The \(field) cannot be kept: \(reason)."
    case .futureTime(let field, let time):
      "The time \(field), \(time), is yet to come. allowFuture=1 takes it all the same."
    case .tooLarge(_, let limit): "An article has \(limit) bytes at most."
    case .recordsErased(_, let text):
      "The text was erased on \(text.erased), because \(text.reason). Nothing was recorded."
    case .headMoved(let head): "The head is \(head?.description ?? "none"). Nothing was recorded."
    case .recordedInDoubt(let id, _):
      "Recorded as \(id), but the system reported an error: it may not outlast a loss of power."
    case .conflict: "Another program keeps moving the branch. Nothing was recorded."
    case .noSpace: "Nothing was recorded."
    default: error.sentence
    }
  }
}

extension ProblemKind {
  init(_ error: ArchiveError) {
    switch error {
    case .invalidName, .reservedArticle: self = .invalidName
    case .similarName: self = .similarName
    case .invalidMetadata: self = .invalidMetadata
    case .futureTime: self = .futureTime
    case .tooLarge: self = .tooLarge
    case .invalidSpecifier, .notErasable, .invalidStream: self = .invalidParameter
    case .invalidQuery: self = .invalidQuery
    case .unknownArticle, .noArchive, .unusableSource: self = .unknownArticle
    case .unknownRevision: self = .unknownRevision
    case .ambiguous: self = .ambiguous
    case .withdrawn: self = .withdrawn
    case .erased: self = .erased
    case .cancelled, .locked: self = .busy
    case .conflict, .articleExists, .archiveExists: self = .conflict
    case .headMoved: self = .headMoved
    case .recordsErased: self = .recordsErased
    case .recordedInDoubt: self = .inDoubt
    case .damaged: self = .damaged
    case .noSpace: self = .noSpace
    case .notCovered: self = .unknownRevision
    case .erasureIncomplete, .denied, .system, .notSigned, .unfitAnswer: self = .failed
    }
  }
}
