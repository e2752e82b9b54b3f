import JSON
import Stet
import Testing

@testable import StetServer

struct EventsTests {
  private let fixture: InterfaceFixture

  init() throws { fixture = try InterfaceFixture() }

  private func commits(_ reply: Reply) -> [String] {
    reply.json["events"]?.arrayValue?.compactMap { $0["commit"]?.stringValue } ?? []
  }

  @Test func `an empty archive has none, and nothing to go on from`() throws {
    let reply = fixture.ask("/api/v1/events")
    #expect(commits(reply).isEmpty)
    #expect(reply.json["next"] == .null)
  }

  @Test func `they come oldest first, each once, whatever the size of a page`() throws {
    let ids = try (0..<25).map { try fixture.commit("a\($0 % 3)", "\($0)").description }
    for limit in [1, 2, 7, 25, 100] {
      var seen: [String] = []
      var query = [(name: "limit", value: String(limit))]
      while seen.count <= ids.count {
        let reply = fixture.ask("/api/v1/events", query)
        seen += commits(reply)
        let next = try #require(reply.json["next"]?.stringValue)
        query = [("limit", String(limit)), ("after", next)]
        guard reply.json["more"] == true else { break }
      }
      #expect(seen == ids, "\(limit)")
    }
  }

  @Test func `what the archive says of itself is passed over, and the cursor with it`() throws {
    let id = try fixture.commit("a", "1")
    let revision = try fixture.archive.revision(of: id)
    var draft = AmendmentDraft()
    draft.metadata.title = "A"
    _ = try fixture.archive.amend(revision, draft, by: InterfaceFixture.ann, now: fixture.now)
    let reply = fixture.ask("/api/v1/events", [("after", id.description)])
    #expect(commits(reply).isEmpty)
    #expect(reply.json["next"]?.stringValue == (try fixture.archive.head()?.description))
  }

  @Test func `a commit that the history does not hold is told`() throws {
    try fixture.commit("a", "1")
    let stranger = String(repeating: "a", count: 64)
    #expect(fixture.ask("/api/v1/events", [("after", stranger)]).problem == "unknown-revision")
    #expect(fixture.ask("/api/v1/events", [("after", "x")]).problem == "invalid-parameter")
    #expect(fixture.ask("/api/v1/events", [("wait", "31")]).problem == "invalid-parameter")
  }

  @Test func `whoever waits hears of what is recorded meanwhile`() async throws {
    let id = try fixture.commit("a", "1")
    let fixture = fixture
    let waiting = Task.detached {
      fixture.ask("/api/v1/events", [("after", id.description), ("wait", "30")]).bytes
    }
    try await Task.sleep(for: .milliseconds(300))
    let second = try fixture.commit("a", "2")
    let json = try JSON(decoding: await waiting.value)
    #expect(json["events"]?.arrayValue?.first?["commit"]?.stringValue == second.description)
  }

  @Test func `beyond so many nobody waits, and a server that ends keeps nobody waiting`() throws {
    let waiters = EventWaiters()
    /// How many wait inside one another.
    func enter(_ depth: Int) throws(ArchiveError) -> Int {
      var reached = depth
      _ = try waiters.wait(.seconds(60)) { () throws(ArchiveError) in
        reached = try enter(depth + 1)
        return true
      }
      return reached
    }
    #expect(try enter(0) == EventWaiters.mostCount)
    // All have left again.
    #expect(try enter(0) == EventWaiters.mostCount)
    waiters.stop()
    #expect(try !waiters.wait(.seconds(60)) { () throws(ArchiveError) in true })
  }
}
