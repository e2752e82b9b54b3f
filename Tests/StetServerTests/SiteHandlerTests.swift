import Articles
import Foundation
import HTTP
import Stet
import TestSupport
import Testing
import Website

@testable import StetServer

/// What is the same for every answer of a site, and what is not.
struct SiteHandlerTests {
  private let folder: TemporaryDirectory
  private let archive: Archive
  private let handler: SiteHandler
  private static let source = "https://courier.example/bridge?page=1"

  init() throws {
    folder = try TemporaryDirectory()
    archive = try Archive.create(at: folder.url.path(percentEncoded: false) + "archive")
    handler = Self.handler(archive, isCloneable: true)
    for (day, text) in ["12 cracks", "21 cracks"].enumerated() { try record(text, day: day) }
  }

  private static func handler(_ archive: Archive, isCloneable: Bool) -> SiteHandler {
    SiteHandler(
      archive, title: "Test", origin: "https://a.example", isCloneable: isCloneable,
      now: { .now })
  }

  private func record(_ text: String?, day: Int) throws {
    var draft = RevisionDraft(
      article: try ArticleName("bridge"), content: text.map { Array($0.utf8) })
    let time = Timestamp(seconds: 1_322_179_200 + 86_400 * day, zoneMinutes: 0)
    draft.metadata.retrieved = time
    draft.metadata.source = Self.source
    _ = try archive.record([draft], by: Author(name: "Ann", mail: "ann@example.org"), now: time)
  }

  private func ask(
    _ target: String, method: String = "GET", headers: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    let path = target.prefix { $0 != "?" }
    return handler.reply(
      to: HTTPRequest(
        method: method, target: target, path: String(path), headers: HTTPHeaders(headers))
    ).response
  }

  private func header(_ name: String, of response: HTTPResponse) -> String? {
    response.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  private func text(_ response: HTTPResponse) -> String {
    switch response.body {
    case .none: ""
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .content(let content):
      String(decoding: content.bytes(in: 0..<content.byteCount) ?? [], as: UTF8.self)
    }
  }

  @Test func `pages forbid scripts and all from elsewhere, and strangers' bytes are in a sandbox`()
    throws
  {
    let page = try #require(header("Content-Security-Policy", of: ask("/")))
    for rule in [
      "default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ] {
      #expect(page.contains(rule))
    }
    #expect(!page.contains("unsafe") && !page.contains("script"))
    let id = try archive.revision("bridge@1").id
    let raw = ask("/raw/\(id)")
    #expect(header("Content-Security-Policy", of: raw) == "sandbox; default-src 'none'")
    #expect(header("Content-Type", of: raw) == "text/plain; charset=utf-8")
    #expect(text(raw) == "12 cracks")
  }

  @Test func `what has a hash for a name may be kept for a day, all else is asked for each time`()
    throws
  {
    let id = try archive.revision("bridge@1").id
    for path in ["/c/\(id)", "/raw/\(id)", "/d/\(id)..\(id)"] {
      #expect(header("Cache-Control", of: ask(path)) == "public, max-age=86400, immutable")
    }
    for path in ["/", "/a/bridge", "/a/bridge/1", "/feed.atom", "/style.css"] {
      #expect(header("Cache-Control", of: ask(path)) == "public, no-cache", "\(path)")
    }
    #expect(header("Cache-Control", of: ask("/nothing")) == "no-store")
  }

  @Test func `an answer is kept until something is recorded or verified`() throws {
    let first = ask("/")
    #expect(!handler.reply(to: HTTPRequest(method: "GET", target: "/", path: "/")).isSlow)
    #expect(ask("/").entityTag == first.entityTag)
    _ = try archive.verifySinceLast(
      shareCount: 1, now: Timestamp(seconds: 1_400_000_000, zoneMinutes: 0), workers: 1)
    #expect(text(ask("/")).contains("nothing came since"))
    try record("22 cracks", day: 2)
    #expect(handler.reply(to: HTTPRequest(method: "GET", target: "/", path: "/")).isSlow)
    #expect(text(ask("/")).contains("revision 3"))
    _ = try archive.noteHead(now: Timestamp(seconds: 1_400_000_001, zoneMinutes: 0))
    #expect(text(ask("/verify")).contains("Heads that were written down"))
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "get", "OPTIONS"])
  func `pages are only read`(method: String) {
    let answer = ask("/", method: method)
    #expect(answer.status == 405 && header("Allow", of: answer) == "GET, HEAD")
  }

  @Test(arguments: [400, 411, 413, 414, 421, 431, 500, 503])
  func `what is refused before it is read is a problem for programs, and a page for people`(
    status: Int
  ) {
    for path in ["/api", "/api/v1/articles/x/revisions", "/api/%zz", "/openapi.json"] {
      let reply = Reply(handler.response(refusing: status, path: path))
      #expect(reply.status == status && reply.problem != nil, "\(path)")
      #expect(reply.problem != "failed" || status == 500)
    }
    for path in ["/", "/apiary", "/a/x", "", "%"] {
      let response = handler.response(refusing: status, path: path)
      #expect(header("Content-Type", of: response) == "text/html; charset=utf-8", "\(path)")
      #expect(text(response).contains("(\(status))"))
    }
  }

  @Test func `a text that nobody may send is refused by its head`() throws {
    func refusal(_ path: String, _ method: String, _ headers: [(String, String)] = []) -> Reply? {
      handler.refusal(
        of: HTTPRequest(
          method: method, target: path, path: path,
          headers: HTTPHeaders(headers.map { (name: $0.0, value: $0.1) }))
      ).map { Reply($0) }
    }
    let place = "/api/v1/articles/x/revisions"
    #expect(refusal(place, "POST")?.problem == "writing-off")
    var random = SystemRandomNumberGenerator()
    let secret = AccessToken.secret(using: &random)
    var token = AccessToken(
      of: secret, created: .now, author: Author(name: "Ann", mail: "ann@example.org"))
    token.canWrite = true
    try archive.addToken(token)
    #expect(refusal(place, "POST")?.problem == "unauthorized")
    #expect(refusal(place, "POST", [("Authorization", "Bearer x")])?.problem == "unauthorized")
    let bearer = ("Authorization", "Bearer " + secret)
    #expect(refusal(place, "POST", [bearer]) == nil)
    #expect(
      refusal(place, "POST", [bearer, ("Origin", "https://evil.example")])?.problem == "cross-site")
    #expect(refusal(place, "PUT", [bearer])?.problem == "wrong-method")
    #expect(refusal("/api/v1/none", "POST", [bearer])?.problem == "unknown-address")
    #expect(refusal("/", "POST")?.status == 405)
    #expect(refusal("/", "GET") == nil)
  }

  @Test func `what git may not clone, it does not find`() {
    #expect(ask("/archive.git/HEAD").status == 200)
    #expect(ask("/archive.git/config").status == 404)
    let closed = Self.handler(archive, isCloneable: false)
    let answer = closed.reply(
      to: HTTPRequest(method: "GET", target: "/archive.git/HEAD", path: "/archive.git/HEAD")
    ).response
    #expect(answer.status == 404)
    #expect(!text(answer).contains("refs/heads"))
  }

  @Test func `strangers find the log, and nothing beside it`() throws {
    #expect(ask("/log/checkpoint").status == 404)
    #expect(!text(ask("/verify")).contains("What was signed"))
    var random = SystemRandomNumberGenerator()
    let ann = Author(name: "Ann", mail: "ann@example.org")
    _ = try archive.makeSigningKey(for: "a.example/log", by: ann, now: .now, using: &random)
    _ = try archive.makeCheckpoint(by: ann, now: .now)
    let checkpoint = try #require(try archive.latestCheckpoint())
    for handler in [handler, Self.handler(archive, isCloneable: false)] {
      let ask = { (path: String) in
        handler.reply(to: HTTPRequest(method: "GET", target: path, path: path)).response
      }
      let note = ask("/log/checkpoint")
      #expect(note.status == 200 && text(note) == String(decoding: checkpoint.note, as: UTF8.self))
      #expect(header("Cache-Control", of: note) == "no-cache")
      for tile in ["tile/0/000.p/\(checkpoint.size)", "tile/entries/000.p/\(checkpoint.size)"] {
        let answer = ask("/log/" + tile)
        #expect(answer.status == 200, "\(tile)")
        #expect(header("Content-Type", of: answer) == "application/octet-stream")
      }
      for path in [
        "../signing-keys", "tile/0/../../../signing-keys", "tile/0/000.p/200", "tile/0/000",
        "tile/0/x000/000", "tile", "", "checkpoint/", "tile/entries/000.p/0",
      ] {
        #expect(ask("/log/" + path).status == 404, "\(path)")
      }
    }
    let page = text(ask("/verify"))
    #expect(page.contains("What was signed") && page.contains("a.example/log"))
    #expect(page.contains(checkpoint.root))
  }

  @Test(arguments: [
    ("Thu, 24 Nov 2011 00:00:00 GMT", 1), ("Fri, 25 Nov 2011 23:59:59 GMT", 1),
    ("Sat, 26 Nov 2011 00:00:00 GMT", 2), ("Mon, 26 Nov 2029 00:00:00 GMT", 2),
  ])
  func `a gate leads to what was last seen until then, before all to the first`(
    time: String, number: Int
  ) throws {
    let answer = ask("/timegate/\(Self.source)", headers: [("Accept-Datetime", time)])
    let id = try archive.revision("bridge@\(number)").id
    #expect(answer.status == 302 && header("Vary", of: answer) == "accept-datetime")
    #expect(header("Location", of: answer) == "https://a.example/c/\(id)")
    let links = try #require(header("Link", of: answer))
    #expect(links.contains("<\(Self.source)>; rel=\"original\""))
  }

  @Test func `a gate finds an address encoded whole, too, and refuses a date that is none`() {
    let encoded = "https%3A%2F%2Fcourier.example%2Fbridge%3Fpage%3D1"
    #expect(ask("/timegate/\(encoded)").status == 302)
    #expect(ask("/timegate/https://courier.example/bridge").status == 404)
    #expect(ask("/timegate/\(Self.source)", headers: [("Accept-Datetime", "now")]).status == 400)
    #expect(ask("/timegate/").status == 404)
  }

  @Test
  func `a map has every text once, the first and the last by name, and none that was withdrawn`()
    throws
  {
    try record(nil, day: 3)
    let map = text(ask("/timemap/link/\(Self.source)"))
    #expect(map.ranges(of: "memento\"; datetime").count == 2)
    #expect(map.contains("rel=\"first memento\"") && map.contains("rel=\"last memento\""))
    let id = try archive.revision("bridge@1").id
    #expect(header("Memento-Datetime", of: ask("/c/\(id)")) == "Fri, 25 Nov 2011 00:00:00 GMT")
    #expect(header("Memento-Datetime", of: ask("/a/bridge/1")) == nil)
  }

  @Test func `nothing that a source says ends a header`() throws {
    var draft = RevisionDraft(article: try ArticleName("evil"), content: [0x41])
    let source = "https://e.example/\"><x>;rel=\"original\",\\é"
    draft.metadata.source = source
    let time = Timestamp(seconds: 1_400_000_000, zoneMinutes: 0)
    _ = try archive.record([draft], by: Author(name: "Ann", mail: "ann@example.org"), now: time)
    let id = try archive.revision("evil").id
    let link = try #require(header("Link", of: ask("/c/\(id)")))
    #expect(link.hasPrefix("<https://e.example/%22%3E%3Cx%3E;rel=%22original%22%2C%5C%C3%A9>; "))
    #expect(link.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
  }
}

struct AccessLogTests {
  private func entry(_ target: String, agent: String?) -> HTTPLogEntry {
    HTTPLogEntry(
      time: 1_322_179_200, peer: "127.0.0.1", method: "GET", target: target, status: 200,
      bytes: 17, microseconds: 900, referrer: nil, agent: agent, isComplete: true)
  }

  @Test func `the common form is that of other servers`() {
    #expect(
      AccessLog.common(entry("/a/b?c=d", agent: "curl/7"))
        == #"127.0.0.1 - - [25/Nov/2011:00:00:00 +0000] "GET /a/b?c=d HTTP/1.1" 200 17 "-" "curl/7""#
    )
  }

  @Test func `what a client made up begins no line, and ends no word`() {
    let line = AccessLog.common(entry("/", agent: "a\" \\ \n\u{1B}é"))
    #expect(line.hasSuffix(#""a\" \\ \x0a\x1b\xc3\xa9""#))
    let json = AccessLog.json(entry("/", agent: "a\" \n"))
    #expect(!json.contains("\n"))
  }
}
