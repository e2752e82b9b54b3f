import Foundation
import JSON
import TestSupport
import Testing

/// `/api/v1/` of the built server, beside the other commands.
struct ProgramInterfaceTests {
  private let archive: StetArchive
  private let served: ServedArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "The bridge is open.", "-m", "one")
    try archive.commit("bridge", "The bridge is closed.", "-m", "two")
    served = try ServedArchive(archive)
  }

  private func token(_ options: String...) throws -> String {
    try archive.stet(["token", "add", "--can", "write"] + options).text
  }

  private func head() throws -> String { try archive.git(["rev-parse", "main"]).text }

  private func lines(_ command: String...) throws -> [JSON] {
    try archive.stet(command).text.split(separator: "\n").map { try JSON(decoding: Array($0.utf8)) }
  }

  @Test func `answers are those of the commands with --json`() throws {
    let list = try served.ask("/api/v1/articles").json
    #expect(list["articles"]?.arrayValue == (try lines("list", "--json")))
    let log = try served.ask("/api/v1/articles/bridge").json
    #expect(log["revisions"]?.arrayValue == (try lines("log", "bridge", "--json")))
    let show = try JSON(decoding: archive.stet(["show", "bridge", "--json"]).output)
    #expect(try served.ask("/api/v1/revisions/\(head())").json == show)
    #expect(try served.ask("/api/v1/articles/bridge/revisions/2").json == show)
    let diff = try JSON(decoding: archive.stet(["diff", "bridge@1", "bridge", "--json"]).output)
    #expect(try served.ask("/api/v1/diff/bridge%401..bridge").json == diff)
    let found = try served.ask("/api/v1/search?q=open").json
    let command = try lines("search", "open", "--json")
    #expect(found["hits"]?.arrayValue?.map { $0["revisions"] } == command.map { $0["revisions"] })
    let changes = try served.ask("/api/v1/search?q=open&changes=1").json
    #expect(
      changes["changes"]?.arrayValue == (try lines("search", "--changes", "open", "--json")))
    let text = try served.ask("/api/v1/revisions/\(head())/text")
    #expect(text.body == Array("The bridge is closed.".utf8))
    #expect(text.headers["content-security-policy"]?.contains("sandbox") == true)
    #expect(text.headers["content-type"] == "text/plain; charset=utf-8")
  }

  @Test func `conditions and compression are those of every answer`() throws {
    let first = try served.ask("/api/v1/articles/bridge")
    let tag = try #require(first.headers["etag"])
    #expect(
      try served.ask("/api/v1/articles/bridge", headers: [("If-None-Match", tag)]).status == 304)
    let zipped = try served.ask("/api/v1/articles/bridge", headers: [("Accept-Encoding", "gzip")])
    #expect(zipped.headers["content-encoding"] == "gzip")
    let head = try served.ask("/api/v1/head", headers: [("Accept-Encoding", "gzip")])
    #expect(head.headers["etag"] == "\"\(try self.head())\"")
    let none = try served.ask("/api/v1/head", method: "HEAD")
    #expect(none.status == 200 && none.body.isEmpty)
  }

  @Test func `what is recorded over the wire is what a command records`() throws {
    #expect(try served.post("new", "x", token: nil).problem == "writing-off")
    let token = try token("--article", "news/*", "--author", "Bot <bot@example.org>")
    let reply = try served.post(
      "news%2Fa%20b", "A text.\r\n", token: token, query: "?title=A%20title&published=2026-01-02")
    #expect(reply.status == 201)
    #expect(reply.headers["location"] == "/api/v1/revisions/\(try head())")
    #expect(try archive.stet(["cat", "news/a b"]).output == Array("A text.\r\n".utf8))
    let log = try #require(try lines("log", "news/a b", "--json").first)
    #expect(log["title"] == "A title")
    #expect(log["author"]?["name"] == "Bot")
    #expect(try served.post("bridge", "x", token: token).problem == "not-allowed")
    #expect(try served.post("news%2Fa%20b", "A text.\r\n", token: token).status == 200)
    try archive.stet(["verify"])
    try archive.git(["fsck", "--strict"])
  }

  @Test func `a token that is added, removed or over counts so at once`() throws {
    let one = try token("--name", "one")
    #expect(try served.post("a", "1", token: one).status == 201)
    _ = try token("--name", "two")
    try archive.stet(["token", "remove", "one"])
    let removed = try served.post("a", "2", token: one)
    #expect((removed.status, removed.problem) == (401, "unauthorized"))
    #expect(removed.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
    let seconds = Int(Date().timeIntervalSince1970)
    let end = ISO8601DateFormatter().string(
      from: Date(timeIntervalSince1970: Double(seconds + 3)))
    let short = try token("--expires", end)
    while Int(Date().timeIntervalSince1970) <= seconds + 3 { usleep(100_000) }
    #expect(try served.post("a", "3", token: short).status == 401)
    #expect(try served.post("a", "4", token: short + "0").status == 401)
    #expect(try served.post("a", "5", token: nil).status == 401)
    #expect(try served.ask("/api/v1/head", headers: [("Authorization", "Bearer x")]).status == 200)
  }

  @Test func `pages of other sites and hosts are refused`() throws {
    let token = try token()
    for header in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
      let reply = try served.post("a", "1", token: token, headers: [header])
      #expect((reply.status, reply.problem) == (403, "cross-site"))
    }
    #expect(
      try served.post("a", "1", token: nil, headers: [("Cookie", "token=\(token)")]).status == 401)
    let own = ("Origin", "http://127.0.0.1:\(served.port)")
    #expect(try served.post("a", "1", token: token, headers: [own]).status == 201)
  }

  @Test func `a body that is too large is refused, and the server goes on`() throws {
    let token = try token()
    let reply = try served.ask(
      "/api/v1/articles/a/revisions", method: "POST",
      headers: [("Authorization", "Bearer \(token)")],
      body: [UInt8](repeating: 0x61, count: (16 << 20) + 1))
    #expect(reply.status == 413)
    #expect(try served.post("a", "1", token: token).status == 201)
  }

  @Test func `hostile names come to nothing but themselves`() throws {
    let token = try token()
    for name in ["..%2F..%2Fetc%2Fpasswd", "%2E%2E", "a%2Fb", String(repeating: "n", count: 1024)] {
      let reply = try served.post(name, "text", token: token)
      #expect(reply.status == 201, "\(name)")
      #expect(try served.ask("/api/v1/articles/\(name)").status == 200, "\(name)")
    }
    for name in ["%E2%80%AEx", "a%0Ab", String(repeating: "n", count: 1025), "stet:runs"] {
      #expect(try served.post(name, "text", token: token).problem == "invalid-name", "\(name)")
    }
    #expect(try served.post("a%00b", "text", token: token).status == 400)
    try archive.stet(["verify"])
  }

  @Test func `many who write here and beside it are all heard, each once`() throws {
    let token = try token()
    let (archive, served) = (archive, served)
    let before = try archive.git(["rev-list", "--count", "main"]).text
    let writers = (0..<4).flatMap { index in
      [
        Background { try served.post("a\(index)", "over the wire", token: token).status },
        Background { try archive.commit("b\(index)", "by hand").status == 0 ? 201 : 0 },
        // The same request several times at once, as after a broken connection.
        Background {
          try served.post("c", "once", token: token, headers: [("Idempotency-Key", "c")]).status
        },
      ]
    }
    let statuses = try writers.map { try $0.value() }
    #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 })
    let after = try archive.git(["rev-list", "--count", "main"]).text
    #expect(Int(after) == Int(before).map { $0 + 9 })
    try archive.stet(["verify"])
  }

  @Test func `of two who build on one head one is told where it is now`() throws {
    let token = try token()
    let head = try head()
    let tag = [("If-Match", "\"\(head)\"")]
    #expect(try served.post("a", "1", token: token, headers: tag).status == 201)
    let late = try served.post("a", "2", token: token, headers: tag)
    #expect((late.status, late.problem) == (412, "head-moved"))
    #expect(late.json["head"]?.stringValue == (try self.head()))
    #expect(try archive.stet(["cat", "a"]).text == "1")
  }

  @Test func `events come while commits come, each once and in order`() throws {
    let (archive, served) = (archive, served)
    let start = try head()
    let commits = Background {
      for index in 0..<6 { try archive.commit("e", "text \(index)") }
    }
    var (seen, after) = ([JSON](), start)
    while seen.count < 6 {
      let reply = try served.ask("/api/v1/events?after=\(after)&wait=20").json
      let events = try #require(reply["events"]?.arrayValue)
      seen += events
      after = try #require(reply["next"]?.stringValue)
      if events.isEmpty { break }
    }
    try commits.value()
    let ids = seen.compactMap { $0["commit"]?.stringValue }
    let log = try archive.git(["rev-list", "--reverse", "\(start)..main"]).text
    #expect(ids == log.split(separator: "\n").map(String.init))
  }

  @Test func `who waits keeps nobody from an answer, and no server from its end`() throws {
    let served = served
    let head = try head()
    let waiting = (0..<4).map { _ in
      Background { try served.ask("/api/v1/events?after=\(head)&wait=30").status }
    }
    sleep(2)
    #expect(try served.ask("/api/v1/events?after=\(head)&wait=30").status == 200)
    #expect(try served.ask("/api/v1/articles/bridge").status == 200)
    #expect(served.stop() == 0)
    #expect(try waiting.map { try $0.value() } == [200, 200, 200, 200])
  }
}
