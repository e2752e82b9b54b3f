internal import Bytes
internal import HTTP
internal import JSON
internal import Pages
internal import Stet

/// The interface for programs: `/api/v1/` and the document that describes it.
struct ProgramInterface: Sendable {
  let archive: Archive
  let title: String
  /// Before every address that is told to others: `https://archive.example`.
  let origin: String
  let now: @Sendable () -> Timestamp
  let waiters = EventWaiters()
  let keys = IdempotencyKeys()
  let log = RecordedLog()

  static let policy = "default-src 'none'; frame-ancestors 'none'"

  /// Whether a request is for this, whatever becomes of it.
  static func isAsked(_ path: String) -> Bool {
    path == "/api" || path.hasPrefix("/api/") || path == "/openapi.json"
  }

  func reply(to request: HTTPRequest) -> HTTPReply {
    guard route(for: request)?.route.isSlow ?? false else { return .ready(respond(to: request)) }
    return .slow { respond(to: request) }
  }

  /// Whoever may not write, or writes to nowhere, is told before the text is sent.
  func refusal(of head: HTTPRequest) -> HTTPResponse? {
    do throws(Problem) {
      guard let (route, _) = route(for: head) else { throw refusal(to: head) }
      if route.needsToken { _ = try authorised(head.headers) }
      return nil
    } catch {
      return error.response
    }
  }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    do throws(Problem) {
      guard let (route, segments) = route(for: request) else { throw refusal(to: request) }
      // Whoever may not write is not told what would be written.
      let token = route.needsToken ? try authorised(request.headers) : nil
      let accepted = request.headers["accept"].map(AcceptedMedia.init)
      guard accepted?.contains(route.form.rawValue) ?? true else {
        throw Problem(.notAcceptable, "The answer is \(route.form.rawValue).")
      }
      return try route.respond(self, APICall(request, segments, route.parameters, token))
    } catch {
      return error.response
    }
  }

  private func route(
    for request: HTTPRequest
  ) -> (route: APIRoute, segments: [String: Substring])? {
    let method = request.method == "HEAD" ? "GET" : request.method
    for route in APIRoute.all where route.method == method {
      if let segments = route.segments(in: request.path) { return (route, segments) }
    }
    return nil
  }

  /// Why no route takes a request: its path, or only its method.
  private func refusal(to request: HTTPRequest) -> Problem {
    let methods = APIRoute.all.filter { $0.segments(in: request.path) != nil }.map(\.method)
    guard !methods.isEmpty else { return Problem(.unknownAddress) }
    var problem = Problem(.wrongMethod)
    let allowed = methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
    problem.headers = [("Allow", allowed.joined(separator: ", "))]
    return problem
  }
}

extension ProgramInterface {
  /// Runs a question to the archive.
  func answered<Answer>(
    _ question: () throws(ArchiveError) -> Answer
  ) throws(Problem) -> Answer {
    do throws(ArchiveError) { return try question() } catch { throw Problem(error) }
  }

  func response(_ json: JSON, status: Int = 200) -> HTTPResponse {
    let body = json.encoded() + [0x0A]
    var response = HTTPResponse(status: status, body: .bytes(body), isCompressible: true)
    response.headers = [
      ("Content-Type", "application/json"), ("Cache-Control", "no-cache"),
      ("Content-Security-Policy", Self.policy),
    ]
    if status == 200 {
      response.entityTag = String(SHA256.hash(body.span).description.prefix(32))
    }
    return response
  }

  /// One page of a list, with where the next one is.
  ///
  /// - Parameter next: The cursor; `nil` on the last page.
  func page(_ members: [JSON.Member], next: JSON?, _ call: APICall) -> HTTPResponse {
    var response = response(.object(members + [.init("next", next ?? .null)]))
    if let next {
      let cursor = next.stringValue ?? next.integerValue.map(String.init) ?? ""
      let fields = call.request.query.filter { $0.name != "cursor" } + [("cursor", cursor)]
      let query = fields.map {
        PercentEncoding.encoded($0.name) + "=" + PercentEncoding.encoded($0.value)
      }
      let link = "<\(call.request.path)?\(query.joined(separator: "&"))>; rel=\"next\""
      // What somebody sent back and forth may be longer than a header should be.
      if link.utf8.count < 4096,
        !call.request.path.utf8.contains(where: { $0 == 0x3E || $0 > 0x7E })
      {
        response.headers.append(("Link", link))
      }
    }
    return response
  }

  static func address(of id: RevisionID) -> String { "/api/v1/revisions/\(id)" }

  /// How many are told at once, where nobody asks for another number.
  static let pageSize = 100

  func limit(_ call: APICall) -> Int { call.integer(.limit) ?? Self.pageSize }
}
