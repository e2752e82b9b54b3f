import HTTP
import JSON
import Stet
import Testing

@testable import StetServer

struct ReadingTests {
  private let fixture: InterfaceFixture
  private let ids: [RevisionID]

  init() throws {
    fixture = try InterfaceFixture()
    ids = [
      try fixture.commit("bridge", "The bridge is open."),
      try fixture.commit("bridge", "The bridge is closed."),
      try fixture.commit("news/ä b", "Other words."), try fixture.commit("bridge", nil),
    ]
  }

  private func names(_ reply: Reply) -> [String] {
    reply.json["articles"]?.arrayValue?.compactMap { $0["article"]?.stringValue } ?? []
  }

  @Test func `articles come page by page, each cursor after the last name`() throws {
    let first = fixture.ask("/api/v1/articles", [("limit", "1"), ("unknown", "x")])
    #expect(names(first) == ["bridge"])
    #expect(first.json["count"] == 2)
    #expect(first.json["next"] == "bridge")
    #expect(
      first[header: "Link"]
        == "</api/v1/articles?limit=1&unknown=x&cursor=bridge>; rel=\"next\"")
    let second = fixture.ask("/api/v1/articles", [("limit", "1"), ("cursor", "bridge")])
    #expect(names(second) == ["news/ä b"])
    #expect(second.json["next"] == .null)
    #expect(second[header: "Link"] == nil)
  }

  @Test func `a pattern chooses articles, and never the archive's own`() throws {
    #expect(names(fixture.ask("/api/v1/articles", [("article", "news/*")])) == ["news/ä b"])
    #expect(names(fixture.ask("/api/v1/articles", [("article", "stet:*")])).isEmpty)
    #expect(fixture.ask("/api/v1/articles/stet:runs").problem == "unknown-article")
  }

  @Test func `a history comes newest first, page by page`() throws {
    let first = fixture.ask("/api/v1/articles/bridge", [("limit", "2")])
    let commits = first.json["revisions"]?.arrayValue?.compactMap { $0["commit"]?.stringValue }
    #expect(commits == [ids[3].description, ids[1].description])
    #expect(first.json["next"]?.stringValue == ids[1].description)
    let second = fixture.ask("/api/v1/articles/bridge", [("cursor", ids[1].description)])
    #expect(second.json["revisions"]?.arrayValue?.count == 1)
    #expect(second.json["revisions"]?.arrayValue?[0]["number"] == 1)
    #expect(
      fixture.ask("/api/v1/articles/bridge", [("cursor", ids[2].description)]).problem
        == "unknown-revision")
  }

  @Test func `a revision has one answer by number, from the latest and by commit`() throws {
    let byCommit = fixture.ask("/api/v1/revisions/\(ids[1])")
    #expect(byCommit.status == 200)
    #expect(byCommit.json["revision"]?["number"] == 2)
    #expect(byCommit.json["difference"]?["old"]?["commit"]?.stringValue == ids[0].description)
    #expect(fixture.ask("/api/v1/articles/bridge/revisions/2").bytes == byCommit.bytes)
    #expect(fixture.ask("/api/v1/articles/bridge/revisions/-1").bytes == byCommit.bytes)
    for number in ["0", "9", "-9"] {
      let reply = fixture.ask("/api/v1/articles/bridge/revisions/\(number)")
      #expect(reply.problem == "unknown-revision", "\(number)")
    }
    for number in ["x", "1.0", "99999999999999999999"] {
      let reply = fixture.ask("/api/v1/articles/bridge/revisions/\(number)")
      #expect(reply.problem == "unknown-address", "\(number)")
    }
  }

  @Test func `texts are exact bytes that no browser takes for a page`() throws {
    let reply = fixture.ask("/api/v1/revisions/\(ids[0])/text")
    #expect(reply.bytes == Array("The bridge is open.".utf8))
    #expect(reply[header: "Content-Type"] == "text/plain; charset=utf-8")
    #expect(reply[header: "Content-Security-Policy"]?.hasPrefix("sandbox") == true)
    let gone = fixture.ask("/api/v1/revisions/\(ids[3])/text")
    #expect((gone.status, gone.problem) == (410, "withdrawn"))
    #expect(gone.json["lastText"] == "bridge@2")
  }

  @Test func `a commit is found whatever an article is called`() throws {
    try fixture.commit(ids[0].description, "An article whose name is a commit's id.")
    #expect(
      fixture.ask("/api/v1/revisions/\(ids[0])").json["revision"]?["article"] == "bridge")
  }

  @Test func `what the archive says of itself is no revision`() throws {
    let token = try #require(fixture.archive.history(of: ArticleName("bridge")).last)
    var draft = AmendmentDraft()
    draft.metadata.title = "Bridge"
    _ = try fixture.archive.amend(token, draft, by: InterfaceFixture.ann, now: fixture.now)
    let head = try #require(try fixture.archive.head())
    for path in [
      "revisions/\(head)", "revisions/\(head)/text", "similar/\(head)", "diff/\(head)..bridge@1",
      "diff/bridge@1..stet:amended%2Fbridge",
    ] {
      #expect(fixture.ask("/api/v1/" + path).problem == "unknown-revision", "\(path)")
    }
  }

  @Test func `differences are of ids and specifiers, in any mixture`() throws {
    let reply = fixture.ask("/api/v1/diff/bridge@1..\(ids[1])")
    #expect(reply.json["format"] == "stet-difference")
    #expect(reply.json["new"]?["commit"]?.stringValue == ids[1].description)
    #expect(fixture.ask("/api/v1/diff/bridge@1..news%2F%C3%A4%20b").status == 200)
    #expect(fixture.ask("/api/v1/diff/bridge..nobody").problem == "unknown-article")
    #expect(fixture.ask("/api/v1/diff/bridge@1..bridge@7").problem == "unknown-revision")
    for path in ["bridge", "..", "bridge..", "a...b", "a..b..c"] {
      #expect(fixture.ask("/api/v1/diff/" + path).problem == "unknown-address", "\(path)")
    }
  }

  @Test func `search tells where something is, and when it came and went`() throws {
    let hits = fixture.ask("/api/v1/search", [("q", "bridge")]).json
    #expect(hits["hits"]?.arrayValue?.first?["article"] == "bridge")
    let changes = fixture.ask("/api/v1/search", [("q", "open"), ("changes", "1")]).json
    #expect(changes["changes"]?.arrayValue?.compactMap { $0["change"] } == ["went", "came"])
    let first = fixture.ask("/api/v1/search", [("q", "open"), ("changes", "1"), ("limit", "1")])
    #expect(first.json["next"] == 1)
    let rest = fixture.ask("/api/v1/search", [("q", "open"), ("changes", "1"), ("cursor", "1")])
    #expect(rest.json["changes"]?.arrayValue?.count == 1)
    #expect(fixture.ask("/api/v1/search").problem == "invalid-parameter")
    #expect(fixture.ask("/api/v1/search", [("q", "\"")]).problem == "invalid-query")
  }

  @Test func `the head's tag is its id, for If-Match`() throws {
    let reply = fixture.ask("/api/v1/head")
    #expect(reply.response.entityTag == ids[3].description)
    #expect(reply.json["head"]?.stringValue == ids[3].description)
    #expect(!reply.response.isCompressible)
  }

  @Test func `verification says what was seen last, and which heads are noted`() throws {
    let before = fixture.ask("/api/v1/verify").json
    #expect(before["lastVerification"] == .null)
    _ = try fixture.archive.verifySinceLast(shareCount: 1, now: fixture.now, workers: 1)
    _ = try fixture.archive.noteHead(now: fixture.now)
    let after = fixture.ask("/api/v1/verify").json
    #expect(after["lastVerification"]?["isNewest"] == true)
    #expect(after["notedHeads"]?.arrayValue?.first?["commit"]?.stringValue == ids[3].description)
  }

  @Test func `republications of a text are told with their passages`() throws {
    let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let id = try fixture.commit("one", words)
    try fixture.commit("two", words)
    let reply = fixture.ask("/api/v1/similar/\(id)", [("passages", "true")])
    #expect(reply.json["republications"]?.arrayValue?.first?["article"] == "two")
    #expect(fixture.ask("/api/v1/similar/\(ids[3])").status == 410)
  }

  @Test func `every answer says what it is, and lets nothing be run`() throws {
    for path in ["articles", "articles/bridge", "head", "verify", "events", ""] {
      let reply = fixture.ask("/api/v1/" + path)
      #expect(reply.status == 200)
      #expect(reply[header: "Content-Type"] == "application/json")
      #expect(reply[header: "Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
    }
  }

  @Test func `hostile names are names, or a clear refusal`() throws {
    let longest = String(repeating: "%C3%A4", count: 512)
    for name in ["..", "%2E%2E%2Fetc", "a%2F..%2Fb", "%E2%80%AEevil", longest, "a%3Cb%3E"] {
      #expect(fixture.ask("/api/v1/articles/" + name).problem == "unknown-article", "\(name)")
    }
    for name in ["%0A", "%7F", longest + "a"] {
      #expect(fixture.ask("/api/v1/articles/" + name).problem == "invalid-name", "\(name)")
    }
    for name in ["%FF", "%E2%80"] {
      #expect(fixture.ask("/api/v1/articles/" + name).problem == "unknown-address", "\(name)")
    }
    #expect(fixture.ask("/api/v1/articles/a/b").problem == "unknown-address")
  }
}
