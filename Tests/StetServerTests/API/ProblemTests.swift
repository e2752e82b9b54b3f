import JSON
import Stet
import Testing
import Website

@testable import StetServer

struct ProblemTests {
  private static let id = RevisionID(String(repeating: "a", count: 64))

  private func errors() throws -> [ArchiveError] {
    let name = try ArticleName("a")
    let id = try #require(Self.id)
    return [
      .invalidName("a", reason: "r"), .similarName(name, existing: name),
      .invalidMetadata(field: "title", reason: "r"), .futureTime(field: "published", .now),
      .tooLarge(name, limit: 1), .invalidSpecifier("a", reason: "r"),
      .invalidQuery("a", at: nil, reason: "r"), .unknownArticle("a", similar: ["b"]),
      .unknownRevision("a", known: "k"), .ambiguous("a", meanings: ["b", "c"]),
      .withdrawn("a", since: .now, lastText: "a@1"), .locked(path: "/secret"),
      .conflict(reason: "r"), .headMoved(to: id), .headMoved(to: nil),
      .recordedInDoubt(id, cause: .denied(path: "/secret")), .denied(path: "/secret"),
      .noSpace(path: "/secret"), .system(doing: "read", path: "/secret", reason: "r"), .cancelled,
    ]
  }

  @Test func `each error of the archive has the status that pages have, and tells no path`() throws
  {
    for error in try errors() {
      let reply = Reply(Problem(error).response)
      #expect(reply.status == error.webStatus, "\(error)")
      #expect(reply.problem == ProblemKind(error).rawValue)
      #expect(!String(decoding: reply.bytes, as: UTF8.self).contains("/secret"), "\(error)")
    }
  }

  @Test func `recorded in doubt is told apart from recorded and from not recorded`() throws {
    let id = try #require(Self.id)
    let reply = Reply(Problem(.recordedInDoubt(id, cause: .denied(path: "x"))).response)
    #expect((reply.status, reply.problem) == (500, "in-doubt"))
    #expect(reply.json["commit"]?.stringValue == id.description)
    #expect(reply.json["durable"] == false)
    #expect(reply[header: "Location"] == "/api/v1/revisions/\(id)")
  }

  @Test func `who is to come back is told when`() {
    for kind in ProblemKind.allCases where kind.status == 503 {
      #expect(Reply(Problem(kind).response)[header: "Retry-After"] != nil)
    }
  }

  @Test func `each type has an address that tells what it means`() throws {
    let fixture = try InterfaceFixture()
    for kind in ProblemKind.allCases {
      let reply = fixture.ask(kind.address)
      #expect(reply.json["type"]?.stringValue == kind.address)
      #expect(reply.json["status"]?.integerValue == kind.status)
    }
    #expect(fixture.ask("/api/v1/problems/none").problem == "unknown-address")
  }
}
