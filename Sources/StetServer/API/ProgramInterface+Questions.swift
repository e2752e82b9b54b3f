internal import HTTP
internal import JSON
internal import Schemas
internal import Stet

extension ProgramInterface {
  // MARK: Search

  func search(_ call: APICall) throws(Problem) -> HTTPResponse {
    let start = call.integer(.afterPlace) ?? 0
    let limit = limit(call)
    let (name, found, count) = try answered { () throws(ArchiveError) in
      var search = try Search(call.text(.query) ?? "")
      search.pattern = call.text(.pattern).map { Glob($0) }
      search.isOfLatest = call.has(.latest)
      if call.has(.changes) {
        let changes = try archive.changes(of: search).filter { !$0.article.isReserved }
        return ("changes", changes.dropFirst(start).prefix(limit).map(\.json), changes.count)
      }
      let hits = try archive.found(by: search).filter { !$0.article.isReserved }
      let shown = hits.dropFirst(start).prefix(limit).map { hit in
        let excerpt = excerpt(of: hit, search)
        return hit.json(excerpt?.excerpt, count: excerpt?.count ?? 0)
      }
      return ("hits", shown, hits.count)
    }
    let next = start + found.count
    return page(
      [.init(name, .array(found)), .init("count", .integer(count))],
      next: next < count && !found.isEmpty ? .integer(next) : nil, call)
  }

  /// Texts that cannot be read are no reason not to tell where something was found.
  private func excerpt(
    of hit: SearchHit, _ search: Search
  ) -> (excerpt: SearchExcerpt, count: Int)? {
    guard let history = try? archive.readableHistory(of: hit.article),
      let revision = try? history.revision(numbered: hit.newest)
    else { return nil }
    return (try? archive.excerpt(of: revision, around: search, length: 240)) ?? nil
  }

  // MARK: Republications

  func similar(_ call: APICall) throws(Problem) -> HTTPResponse {
    guard let id = call.revision(.id) else { throw Problem(.unknownAddress) }
    let showsPassages = call.has(.passages)
    let found = try answered { () throws(ArchiveError) in
      let revision = try archive.revision(of: id)
      guard revision.article?.isReserved == false else {
        throw .unknownRevision(id.abbreviated, known: "no article's revision has this id")
      }
      return try archive.republications(of: revision, showsPassages: showsPassages)
    }
    let shown = found.filter { !$0.article.isReserved }.prefix(limit(call))
    return response([
      "revision": .string(id.description),
      "republications": .array(shown.map { $0.json(showsPassages: showsPassages) }),
    ])
  }

  // MARK: The log

  func events(_ call: APICall) throws(Problem) -> HTTPResponse {
    let (after, limit) = (call.revision(.after), limit(call))
    return try answered { () throws(ArchiveError) in
      var head = try archive.head()
      var found = try log.page(after: after, limit: limit, of: archive)
      if found.next == after, let wait = call.integer(.wait), wait > 0 {
        let isMoved = try waiters.wait(.seconds(wait)) { () throws(ArchiveError) in
          try archive.head() != head
        }
        if isMoved {
          head = try archive.head()
          found = try log.page(after: after, limit: limit, of: archive)
        }
      }
      var response = response([
        "events": .array(try archive.revisions(at: found.ids).map { $0.json(sameAs: nil) }),
        "next": found.next.map { .string($0.description) } ?? .null,
        "more": .bool(found.isMore), "head": Problem.head(head).value,
      ])
      // What comes next is another answer to the same question.
      response.headers[1].value = "no-store"
      return response
    }
  }

  func head() throws(Problem) -> HTTPResponse {
    let head = try answered { () throws(ArchiveError) in try archive.head() }
    var answer = response(.object([Problem.head(head)]))
    answer.entityTag = head?.description
    // The tag is what `If-Match` has to name: it is not to depend on compression.
    answer.isCompressible = false
    return answer
  }

  func verification() throws(Problem) -> HTTPResponse {
    try answered { () throws(ArchiveError) in
      let head = try archive.head()
      let last = try archive.lastVerification()
      let seen = last.map { last -> JSON in
        [
          "began": .string(last.began.description), "head": .string(last.head.description),
          "isNewest": .bool(last.head == head),
        ]
      }
      return response([
        "head": Problem.head(head).value, "lastVerification": seen ?? .null,
        "notedHeads": .array(try archive.notedHeads().map(\.json)),
        "checkpoint": try archive.latestCheckpoint()?.json ?? .null,
      ])
    }
  }

  // MARK: The interface itself

  func problem(_ call: APICall) throws(Problem) -> HTTPResponse {
    guard let kind = ProblemKind(rawValue: try call.segment(.problem)) else {
      throw Problem(.unknownAddress)
    }
    return response([
      "type": .string(kind.address), "title": .string(kind.title),
      "status": .integer(kind.status),
    ])
  }

  func index() throws(Problem) -> HTTPResponse {
    let routes = APIRoute.all.map { route -> JSON in
      [
        "method": .string(route.method), "path": .string(route.path),
        "summary": .string(route.summary),
      ]
    }
    return response([
      "archive": .string(title), "description": "/openapi.json", "addresses": .array(routes),
    ])
  }

  func description() -> HTTPResponse { response(OpenAPI(title: title, origin: origin).document) }
}
