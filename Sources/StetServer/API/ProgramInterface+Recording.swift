internal import Bytes
internal import HTTP
internal import JSON
internal import Schemas
internal import Stet

extension ProgramInterface {
  /// Records the body as a revision, if whoever asks may.
  func record(_ call: APICall) throws(Problem) -> HTTPResponse {
    guard let token = call.token else { throw unauthorised(nil, "There is none.") }
    let article = try call.article()
    guard token.canWrite, token.covers(article) else {
      throw Problem(
        .notAllowed, token.canWrite ? "It is for other articles." : "It cannot write.")
    }
    let draft = try draft(of: article, call)
    guard let key = call.text(.key) else { return try record(draft, by: token, call) }
    let ownKey = token.digest + " " + key
    let time = now().seconds
    switch keys.begin(ownKey, fingerprint(of: call.request), now: time) {
    case .new: break
    case .answered(var response):
      response.headers.append(("Idempotency-Replayed", "true"))
      return response
    case .running: throw Problem(.keyInUse)
    case .reused: throw Problem(.keyReused, "Nothing was recorded.")
    }
    do throws(Problem) {
      let response = try record(draft, by: token, call)
      keys.finish(ownKey, with: response)
      return response
    } catch {
      // What is recorded, though perhaps not for good, is not to be recorded again.
      if case .inDoubt = error.kind {
        keys.finish(ownKey, with: error.response)
      } else {
        keys.forget(ownKey)
      }
      throw error
    }
  }

  private func record(
    _ draft: RevisionDraft, by token: AccessToken, _ call: APICall
  ) throws(Problem) -> HTTPResponse {
    // What can never be recorded is told before what may go well on another head.
    try answered { () throws(ArchiveError) in try archive.check(draft, now: now()) }
    let heads = try expectedHeads(call)
    let outcome = try answered { () throws(ArchiveError) in
      try archive.record(
        [draft], by: token.author, now: now(), patience: Self.patience, onto: heads
      ).first ?? .unchanged(draft.article)
    }
    var members = outcome.json(of: draft.content).objectValue ?? []
    guard case .recorded(let revision) = outcome else {
      members.append(.init("durable", true))
      let known = (try? archive.newestRevisions(of: [draft.article: 1]))?[draft.article]?.first
      let fields = known.map { draft.unrecordedFields(of: $0) } ?? []
      if !fields.isEmpty { members.append(.notRecorded(fields)) }
      var answer = response(.object(members))
      (answer.entityTag, answer.isCompressible) = (nil, false)
      return answer
    }
    members.append(.init("durable", true))
    var answer = response(.object(members), status: 201)
    answer.isCompressible = false
    answer.headers.append(("Location", Self.address(of: revision.id)))
    return answer
  }

  /// Others write too, but whoever waits here holds a place of those who read.
  private static let patience = Duration.seconds(10)

  private func draft(
    of article: ArticleName, _ call: APICall
  ) throws(Problem) -> RevisionDraft {
    var draft = RevisionDraft(
      article: article, content: call.request.body,
      message: call.text(.message).map { Array($0.utf8) })
    if call.request.body.isEmpty, !call.has(.allowEmpty) {
      throw Problem(.emptyBody, "allowEmpty=1 records a text of no bytes.")
    }
    draft.metadata.title = call.text(.title)
    draft.metadata.source = call.text(.source)
    draft.metadata.published = call.time(.published)
    draft.metadata.retrieved = call.time(.retrieved)
    draft.metadata.mediaType = call.text(.mediaType)
    draft.allowsUnchanged = call.has(.allowUnchanged)
    draft.allowsSimilarName = call.has(.allowSimilarName)
    draft.allowsFuture = call.has(.allowFuture)
    return draft
  }

  /// All that makes a request the same one: where it went, with which query, and which bytes.
  private func fingerprint(of request: HTTPRequest) -> Digest {
    var hash = SHA256()
    hash.update(Array(request.target.utf8) + [0])
    hash.update(request.body)
    return hash.finalize()
  }

  /// - Returns: Nothing where any head will do.
  private func expectedHeads(_ call: APICall) throws(Problem) -> Set<RevisionID> {
    guard let text = call.text(.ifMatch) else { return [] }
    let head = try answered { () throws(ArchiveError) in try archive.head() }
    if text == "*", let head {
      // Any will do, and an archive never gets empty again.
      _ = head
      return []
    }
    let ids = text.utf8.split(separator: UInt8(ascii: ",")).compactMap { item -> RevisionID? in
      let tag = item.filter { $0 != 0x20 && $0 != 0x09 }
      guard tag.count == 66, tag.first == 0x22, tag.last == 0x22 else { return nil }
      return RevisionID(String(decoding: tag.dropFirst().dropLast(), as: UTF8.self))
    }
    guard !ids.isEmpty else { throw Problem(ArchiveError.headMoved(to: head)) }
    return Set(ids)
  }
}

extension ProgramInterface {
  // MARK: Who asks

  /// The token of a request.
  ///
  /// Nothing that a browser adds by itself counts: a cookie, or who is logged in to a proxy.
  func authorised(_ headers: HTTPHeaders) throws(Problem) -> AccessToken {
    guard isOfThisSite(headers) else { throw Problem(.crossSite) }
    let tokens = try answered { () throws(ArchiveError) in try archive.tokens() }
    guard !tokens.isEmpty else {
      throw Problem(.writingOff, "There is no token. `stet token add --can write` makes one.")
    }
    let lines = headers.values(of: "authorization")
    guard !lines.isEmpty else { throw unauthorised(nil, "There is none.") }
    let parts = lines[0].split(separator: " ")
    guard lines.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw unauthorised("invalid_request", "It is `Authorization: Bearer TOKEN`.")
    }
    guard let token = tokens.token(of: String(parts[1])) else {
      throw unauthorised("invalid_token", "It is not known, or was removed.")
    }
    guard !token.isExpired(at: now()) else {
      throw unauthorised("invalid_token", "It has expired.")
    }
    return token
  }

  /// Source: RFC 6750, 3.
  private func unauthorised(_ error: String?, _ detail: String) -> Problem {
    var problem = Problem(.unauthorized, detail)
    let words = error.map { ", error=\"\($0)\"" } ?? ""
    problem.headers = [("WWW-Authenticate", "Bearer realm=\"stet\"" + words)]
    return problem
  }

  /// Whether no page of another site sent a request: browsers say whose page it is, other programs nothing.
  private func isOfThisSite(_ headers: HTTPHeaders) -> Bool {
    if let site = headers["sec-fetch-site"], !["same-origin", "none"].contains(site) {
      return false
    }
    guard let source = headers["origin"] else { return true }
    if source == origin { return true }
    let host = headers["host"] ?? ""
    return !host.isEmpty && ["http://" + host, "https://" + host].contains(source)
  }
}
