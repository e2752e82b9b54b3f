import Foundation
import HTTP
import JSON
import Stet
import TestSupport
import Testing

@testable import StetServer

struct RecordingTests {
  private let fixture: InterfaceFixture

  init() throws { fixture = try InterfaceFixture() }

  private func head() throws -> String { try fixture.archive.head()?.description ?? "" }

  // MARK: What becomes of a text

  @Test func `a text is recorded byte for byte, with what is said of it, by the token's author`()
    throws
  {
    let token = try fixture.token()
    let reply = fixture.post(
      "news%2Fbridge", "The bridge\r\nis open.", token: token,
      query: [
        ("title", "Bridge"), ("source", "https://a.example/x"), ("published", "2026-01-02"),
        ("retrieved", "Fri, 02 Jan 2026 08:15:00 GMT"), ("mediaType", "text/plain"),
        ("message", "seen"), ("unknown", "passed over"),
      ])
    #expect(reply.status == 201)
    #expect(reply.json["outcome"] == "recorded")
    #expect(reply.json["durable"] == true)
    let id = try head()
    #expect(reply[header: "Location"] == "/api/v1/revisions/\(id)")
    let revision = try fixture.archive.revision("news/bridge")
    #expect(try fixture.archive.content(of: revision) == Array("The bridge\r\nis open.".utf8))
    #expect(revision.metadata.title == "Bridge")
    #expect(revision.metadata.published?.description == "2026-01-02")
    #expect(revision.metadata.retrieved?.description == "2026-01-02T08:15:00Z")
    #expect(revision.metadata.mediaType == "text/plain")
    #expect(revision.author == InterfaceFixture.ann)
    #expect(fixture.ask("/api/v1/revisions/\(id)").status == 200)
  }

  @Test func `the same bytes again record nothing, and say what was said in vain`() throws {
    let token = try fixture.token()
    #expect(fixture.post("a", token: token).status == 201)
    let before = try head()
    let reply = fixture.post("a", token: token, query: [("title", "New")])
    #expect(reply.status == 200)
    #expect(reply.json["outcome"] == "unchanged")
    #expect(reply.json["notRecorded"]?.arrayValue == ["title"])
    #expect(try head() == before)
    #expect(fixture.post("a", token: token, query: [("allowUnchanged", "1")]).status == 201)
  }

  @Test func `an empty body is taken for a mistake unless it is meant`() throws {
    let token = try fixture.token()
    #expect(fixture.post("", token: token).problem == "empty-body")
    #expect(fixture.post("", token: token, query: [("allowEmpty", "1")]).status == 201)
  }

  @Test func `what cannot be kept is refused with its reason, and nothing is recorded`() throws {
    let token = try fixture.token()
    try fixture.commit("caf\u{e9}", "1")
    let before = try head()
    let cases: [(String, [(name: String, value: String)], Int, String)] = [
      ("cafe%CC%81", [], 400, "similar-name"), ("%E2%80%AEevil", [], 400, "invalid-name"),
      ("stet:runs", [], 400, "invalid-name"), ("a%0Ab", [], 400, "invalid-name"),
      (String(repeating: "a", count: 1025), [], 400, "invalid-name"),
      ("%FF", [], 404, "unknown-address"), ("a", [("title", "a\u{7}")], 400, "invalid-metadata"),
      ("a", [("published", "2999-01-01")], 400, "future-time"),
      ("a", [("published", "soon")], 400, "invalid-parameter"),
      ("a", [("title", "")], 400, "invalid-parameter"),
      ("a", [("allowFuture", "perhaps")], 400, "invalid-parameter"),
    ]
    for (name, query, status, problem) in cases {
      let reply = fixture.post(name, "text", token: token, query: query)
      #expect((reply.status, reply.problem) == (status, problem), "\(name) \(query)")
    }
    #expect(try head() == before)
    let similar = fixture.post("cafe%CC%81", "x", token: token, query: [("allowSimilarName", "1")])
    #expect(similar.status == 201)
    for name in ["..", "%2E%2E%2Fetc", "a%2Fb", String(repeating: "b", count: 1024)] {
      #expect(fixture.post(name, "text \(name)", token: token).status == 201, "\(name)")
    }
    #expect(try fixture.archive.verify(workers: 1).isClean)
  }

  @Test func `a text that was erased does not come back`() throws {
    let token = try fixture.token()
    try fixture.commit("a", "secret")
    try fixture.commit("a", "public")
    _ = try fixture.archive.erase(
      "a@1", reason: "by law", by: InterfaceFixture.ann, now: fixture.now, workers: 1)
    let reply = fixture.post("b", "secret", token: token)
    #expect((reply.status, reply.problem) == (409, "records-erased"))
  }

  // MARK: Who may

  @Test func `nobody writes until there is a token`() throws {
    let reply = fixture.post("a")
    #expect((reply.status, reply.problem) == (403, "writing-off"))
  }

  @Test func `who has no token, a wrong, an old or a removed one, gets 401`() throws {
    let token = try fixture.token { $0.name = "one" }
    let old = try fixture.token { $0.expires = fixture.now }
    fixture.pass(seconds: 1)
    let headers: [[(name: String, value: String)]] = [
      [], [("Authorization", "Bearer " + token.dropLast())], [("Authorization", token)],
      [("Authorization", "Basic " + token)], [("Authorization", "Bearer " + old)],
      [("Authorization", "Bearer")], [("Authorization", "")],
      [("Authorization", "Bearer " + token), ("Authorization", "Bearer " + token)],
      [("Cookie", "token=" + token)], [("Authorization", "Bearer " + token.uppercased())],
    ]
    for header in headers {
      let reply = fixture.post("a", headers: header)
      #expect((reply.status, reply.problem) == (401, "unauthorized"), "\(header)")
      #expect(reply[header: "WWW-Authenticate"]?.hasPrefix("Bearer realm=\"stet\"") == true)
    }
    #expect(fixture.post("a", token: token).status == 201)
    #expect(try fixture.archive.removeToken("one").count == 1)
    #expect(fixture.post("b", token: token).status == 401)
    #expect(try fixture.archive.history(of: ArticleName("bridge")).count == 1)
  }

  @Test func `who may not write is told so before anything of the request is judged`() throws {
    _ = try fixture.token()
    let reply = fixture.post(
      "a%0Ab", "", query: [("title", "")], headers: [("If-Match", "x"), ("Accept", "text/html")])
    #expect((reply.status, reply.problem) == (401, "unauthorized"))
  }

  @Test func `a token that expires later works until then`() throws {
    let token = try fixture.token { $0.expires = fixture.now }
    #expect(fixture.post("a", token: token).status == 201)
    fixture.pass(seconds: 1)
    #expect(fixture.post("b", token: token).status == 401)
  }

  @Test func `a token is for its articles, and for what it may do`() throws {
    let news = try fixture.token { $0.articles = Glob("news/*") }
    let reader = try fixture.token { $0.canWrite = false }
    #expect(fixture.post("news%2Fa", "1", token: news).status == 201)
    for (name, token) in [("bridge", news), ("newsx", news), ("news%2Fa", reader)] {
      let reply = fixture.post(name, "2", token: token)
      #expect((reply.status, reply.problem) == (403, "not-allowed"), "\(name)")
    }
  }

  @Test func `a file of tokens that is not understood opens nothing`() throws {
    let token = try fixture.token()
    let file = fixture.folder.url.appending(path: "archive/stet/tokens")
    let lines = try String(contentsOf: file, encoding: .utf8)
    try FileManager.default.removeItem(at: file)
    try Data((lines + "only on sundays\n").utf8).write(to: file)
    let reply = fixture.post("a", token: token)
    #expect((reply.status, reply.problem) == (500, "failed"))
    #expect(try fixture.archive.head() == nil)
  }

  @Test func `pages of other sites are refused, whatever they know`() throws {
    let token = try fixture.token()
    let others: [[(name: String, value: String)]] = [
      [("Origin", "https://evil.example")], [("Origin", "null")],
      [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
      [("Origin", "https://archive.example"), ("Sec-Fetch-Site", "cross-site")],
      [("Origin", "https://archive.example.evil"), ("Host", "archive.example")],
    ]
    for headers in others {
      let reply = fixture.post("a", token: token, headers: headers)
      #expect((reply.status, reply.problem) == (403, "cross-site"), "\(headers)")
    }
    let own: [[(name: String, value: String)]] = [
      [("Origin", "https://archive.example"), ("Sec-Fetch-Site", "same-origin")],
      [("Origin", "http://127.0.0.1:8080"), ("Host", "127.0.0.1:8080")],
      [("Sec-Fetch-Site", "none")],
    ]
    for (index, headers) in own.enumerated() {
      #expect(fixture.post("a\(index)", token: token, headers: headers).status == 201)
    }
  }

  // MARK: Once, and on what was read

  @Test func `If-Match records on the head that was read, and on no other`() throws {
    let token = try fixture.token()
    let empty = fixture.post("1", token: token, headers: [("If-Match", "*")])
    #expect((empty.status, empty.problem) == (412, "head-moved"))
    let first = try fixture.commit("a", "1").description
    let second = try fixture.commit("a", "2").description
    for tag in ["\(second)", "", "\"", "x\"", "\"\(second)\",", "*, \"\(second)\""] {
      let reply = fixture.post("3", token: token, headers: [("If-Match", tag)])
      #expect((reply.status, reply.problem) == (400, "invalid-parameter"), "\(tag)")
    }
    for tag in ["\"\(first)\"", "\"x\"", "W/\"\(second)\"", "\"\(second)-gzip\""] {
      let reply = fixture.post("3", token: token, headers: [("If-Match", tag)])
      #expect((reply.status, reply.problem) == (412, "head-moved"), "\(tag)")
      #expect(reply.json["head"]?.stringValue == second)
    }
    let never = fixture.post(
      "3", token: token, query: [("title", "a\u{7}")], headers: [("If-Match", "\"x\"")])
    #expect(never.problem == "invalid-metadata")
    let tags = "\"\(first)\", \"\(second)\""
    #expect(fixture.post("3", token: token, headers: [("If-Match", tags)]).status == 201)
    #expect(fixture.post("4", token: token, headers: [("If-Match", "*")]).status == 201)
  }

  @Test func `of many that build on one head one is recorded`() async throws {
    let token = try fixture.token()
    let head = try fixture.commit("a", "1").description
    let fixture = fixture
    let statuses = await withTaskGroup(of: Int.self) { group in
      for index in 0..<6 {
        group.addTask {
          fixture.post(
            "a\(index)", "text", token: token, headers: [("If-Match", "\"\(head)\"")]
          ).status
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [201, 412, 412, 412, 412, 412])
  }

  @Test func `a key answers again what it answered, and records nothing twice`() throws {
    let token = try fixture.token()
    let head = try fixture.commit("x", "1").description
    let key = [(name: "Idempotency-Key", value: "k1"), (name: "If-Match", value: "\"\(head)\"")]
    let first = fixture.post("a", token: token, headers: key)
    #expect(first.status == 201)
    // Others came between: neither they nor the head that moved change what was answered.
    #expect(fixture.post("b", token: token).status == 201)
    let again = fixture.post("a", token: token, headers: key)
    #expect(again.status == 201)
    #expect(again.bytes == first.bytes)
    #expect(again[header: "Location"] == first[header: "Location"])
    #expect(again[header: "Idempotency-Replayed"] == "true")
    #expect(try fixture.archive.history(of: ArticleName("bridge")).count == 2)
    let other = fixture.post("c", token: token, headers: key)
    #expect((other.status, other.problem) == (422, "key-reused"))
    let elsewhere = fixture.post("otherwise", "a", token: token, headers: key)
    #expect(elsewhere.problem == "key-reused")
    fixture.pass(seconds: IdempotencyKeys.lifetime)
    #expect(fixture.post("a", token: token, headers: [key[0]]).status == 201)
  }

  @Test func `a key of another's token is another key`() throws {
    let (one, two) = (try fixture.token(), try fixture.token())
    let key = [(name: "Idempotency-Key", value: "k")]
    #expect(fixture.post("a", token: one, headers: key).status == 201)
    #expect(fixture.post("b", token: two, headers: key).status == 201)
  }

  @Test func `a key whose request failed may be used again`() throws {
    let token = try fixture.token()
    try fixture.commit("x", "1")
    let key = [(name: "Idempotency-Key", value: "k")]
    let stale = [(name: "If-Match", value: "\"\(String(repeating: "0", count: 64))\"")]
    #expect(fixture.post("a", token: token, headers: key + stale).status == 412)
    #expect(fixture.post("a", token: token, headers: key).status == 201)
    for bad in [String(repeating: "k", count: 256), "", "a b", "\u{e4}", "a\u{85}"] {
      let reply = fixture.post("b", token: token, headers: [("Idempotency-Key", bad)])
      #expect(reply.problem == "invalid-parameter", "\(bad)")
    }
  }

  @Test func `of many with one key one records`() async throws {
    let token = try fixture.token()
    let fixture = fixture
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<6 {
        group.addTask {
          fixture.post("a", token: token, headers: [("Idempotency-Key", "k")]).status
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 })
    #expect(try fixture.archive.history(of: ArticleName("bridge")).count == 1)
  }
}
