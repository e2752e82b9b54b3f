import Foundation
import JSON
import Stet
import Synchronization
import TestSupport
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

  @Test func `the log is read once, however small the pages, and then what is new in it`() throws {
    for number in 0..<30 { try fixture.commit("a\(number % 3)", "\(number)") }
    var (after, count) = (String?.none, 0)
    repeat {
      let reply = fixture.ask(
        "/api/v1/events", [("limit", "1")] + (after.map { [("after", $0)] } ?? []))
      after = reply.json["next"]?.stringValue
      count += commits(reply).count
      if reply.json["more"] != true { break }
    } while count < 100
    #expect(count == 30)
    #expect(fixture.interface.log.walkedCount == 30)
    let id = try fixture.commit("a", "new").description
    #expect(commits(fixture.ask("/api/v1/events", [("after", after ?? "")])) == [id])
    #expect(fixture.interface.log.walkedCount == 31)
  }

  @Test func `what was amended is told of earlier revisions, too`() throws {
    let id = try fixture.commit("a", "1")
    var draft = AmendmentDraft()
    draft.metadata.title = "A title"
    _ = try fixture.archive.amend(
      fixture.archive.revision(of: id), draft, by: InterfaceFixture.ann, now: fixture.now)
    let events = fixture.ask("/api/v1/events").json["events"]?.arrayValue
    #expect(events?.first?["title"]?.stringValue == "A title")
    #expect(events?.count == 1)
  }

  @Test func `a history that was set back is read anew`() throws {
    let first = try fixture.commit("a", "1")
    let second = try fixture.commit("a", "2")
    #expect(commits(fixture.ask("/api/v1/events")).count == 2)
    let folder = fixture.archive.path
    _ = try Program.run("git", ["-C", folder, "update-ref", "refs/heads/main", "\(first)"])
    #expect(commits(fixture.ask("/api/v1/events")) == [first.description])
    let gone = fixture.ask("/api/v1/events", [("after", second.description)])
    #expect(gone.problem == "unknown-revision")
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

  @Test func `whoever waits hears of what is recorded meanwhile`() throws {
    let id = try fixture.commit("a", "1")
    let fixture = fixture
    let bytes = Mutex<[UInt8]>([])
    let isDone = DispatchSemaphore(value: 0)
    // No task: tests that run beside it may have all threads that tasks share.
    Thread.detachNewThread {
      let reply = fixture.ask("/api/v1/events", [("after", id.description), ("wait", "30")])
      bytes.withLock { $0 = reply.bytes }
      isDone.signal()
    }
    usleep(300_000)
    let second = try fixture.commit("a", "2")
    isDone.wait()
    let json = try JSON(decoding: bytes.withLock { $0 })
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
