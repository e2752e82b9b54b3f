internal import Bytes
package import HTTP
internal import Pages
package import Stet
internal import Website

/// Answers requests: pages, feeds and bytes from the website, clones, mementos and the interface for programs.
package struct SiteHandler: HTTPHandler {
  let archive: Archive
  let website: Website
  let mementos: Mementos
  let interface: ProgramInterface
  let isCloneable: Bool
  private let cache = AnswerCache()

  /// - Parameters:
  ///   - title: What the archive is called.
  ///   - origin: Before every address that is told to others: `https://archive.example`.
  ///   - now: Readers are anywhere: a time without a zone is UTC.
  package init(
    _ archive: Archive, title: String, origin: String, isCloneable: Bool,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.archive = archive
    self.isCloneable = isCloneable
    website = Website(
      archive, title: title, origin: origin, clone: isCloneable ? "\(origin)/archive.git" : nil,
      now: now)
    mementos = Mementos(archive, origin: origin)
    interface = ProgramInterface(archive: archive, title: title, origin: origin, now: now)
  }

  /// Whoever waits for news is answered now, and nobody waits any more.
  package func endWaiting() { interface.waiters.stop() }

  package func reply(to request: HTTPRequest) -> HTTPReply {
    if ProgramInterface.isAsked(request.path) { return interface.reply(to: request) }
    if let refusal = refusal(of: request) { return .ready(refusal) }
    if request.path.hasPrefix("/archive.git/") { return .slow { clone(request) } }
    if request.path.hasPrefix("/log/") { return .slow { log(request) } }
    if Mementos.isAsked(request.path) {
      return .slow { mementos.response(to: request) ?? response(to: refused(404)) }
    }
    // Once, and before the pages are asked: what is recorded meanwhile makes the answer older, not wrong.
    let state = ArchiveState(of: archive)
    if let known = known(request, state) { return .ready(known) }
    guard Website.isSlow(path: request.path) else { return .ready(page(request, state)) }
    // While it waited, another may have asked for the same.
    return .slow { known(request, state) ?? page(request, state) }
  }

  package func refusal(of head: HTTPRequest) -> HTTPResponse? {
    if ProgramInterface.isAsked(head.path) { return interface.refusal(of: head) }
    guard !["GET", "HEAD"].contains(head.method) else { return nil }
    var response = response(to: refused(405))
    response.headers.append(("Allow", "GET, HEAD"))
    return response
  }

  package func response(refusing status: Int, path: String) -> HTTPResponse {
    ProgramInterface.isAsked(path)
      ? Problem(ProblemKind(refusedWith: status)).response : response(to: refused(status))
  }

  private func refused(_ status: Int) -> WebAnswer { website.refusal(status) }

  /// What was made before is at hand.
  private func known(_ request: HTTPRequest, _ state: ArchiveState) -> HTTPResponse? {
    cache.answer(to: request.target, of: state).map { finished($0, request) }
  }

  private func page(_ request: HTTPRequest, _ state: ArchiveState) -> HTTPResponse {
    let made = response(to: website.answer(path: request.path, query: request.query))
    if request.path != Address.verification.path { cache.keep(made, to: request.target, of: state) }
    return finished(made, request)
  }

  /// Adds what depends on more than the address.
  private func finished(_ response: HTTPResponse, _ request: HTTPRequest) -> HTTPResponse {
    var response = response
    response.headers += mementos.headers(for: request.path)
    return response
  }

  private func response(to answer: WebAnswer) -> HTTPResponse {
    var response = HTTPResponse(
      status: answer.status, body: .bytes(answer.body), isCompressible: true,
      lastModified: answer.lastModified)
    response.headers = [
      ("Content-Type", answer.mediaType), ("Content-Security-Policy", policy(of: answer)),
      ("Cache-Control", caching(of: answer)),
    ]
    if let location = answer.location { response.headers.append(("Location", location)) }
    if answer.isForeign {
      response.headers.append(("Content-Disposition", "inline; filename=\"revision.txt\""))
    }
    if answer.status == 200 {
      response.entityTag = String(SHA256.hash(answer.body.span).description.prefix(32))
    }
    return response
  }

  private func policy(of answer: WebAnswer) -> String {
    answer.isForeign
      ? AnswerHeaders.foreignPolicy
      : AnswerHeaders.pagePolicy
  }

  private func caching(of answer: WebAnswer) -> String {
    switch answer.lifetime {
    case .forever: AnswerHeaders.lasting
    case .untilNextRevision: "public, no-cache"
    case .none: "no-store"
    }
  }

  // MARK: Clones

  private func clone(_ request: HTTPRequest) -> HTTPResponse {
    let path = String(request.path.dropFirst("/archive.git/".count))
    return file(named: path, "application/octet-stream") { () throws(ArchiveError) in
      isCloneable ? try archive.cloneFile(at: path) : nil
    }
  }

  /// The log says nothing of what texts say: it is there whether or not the archive may be cloned.
  private func log(_ request: HTTPRequest) -> HTTPResponse {
    let path = String(request.path.dropFirst("/log/".count))
    let mediaType =
      path == "checkpoint" ? "text/plain; charset=utf-8" : "application/octet-stream"
    return file(named: path, mediaType) { () throws(ArchiveError) in
      try archive.logFile(at: path)
    }
  }

  private func file(
    named path: String, _ mediaType: String,
    _ find: () throws(ArchiveError) -> CloneFile?
  ) -> HTTPResponse {
    do throws(ArchiveError) {
      guard let file = try find() else { return response(to: refused(404)) }
      var response = HTTPResponse(body: .content(ClonedContent(file: file)))
      response.headers = [
        ("Content-Type", mediaType),
        ("Content-Security-Policy", AnswerHeaders.foreignPolicy),
        ("Cache-Control", file.isImmutable ? AnswerHeaders.lasting : "no-cache"),
      ]
      if file.isImmutable { response.entityTag = String(path.utf8.suffix(80)) ?? "" }
      return response
    } catch {
      return response(to: refused(error.webStatus))
    }
  }
}
