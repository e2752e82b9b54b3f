import Foundation
import TestSupport
import Testing

/// A branch that was set back or replaced is found by who noted where it was.
struct NotedHeadTests {
  private let archive: StetArchive
  private var heads: [String] = []

  init() throws {
    archive = try StetArchive()
    for number in 1...4 {
      try archive.commit("bridge", "The bridge on day \(number) of the year.")
      heads.append(try archive.git(["rev-parse", "HEAD"]).text)
    }
  }

  @Test func `a noted head is missed once the branch is set back, and repair leads it forward`()
    throws
  {
    #expect(try archive.stet(["note-head"]).text == heads[3])
    #expect(try archive.attempt(["verify"]).status == 0)
    try archive.commit("bridge", "It stands.")
    #expect(try archive.attempt(["verify"]).status == 0)
    try archive.git(["update-ref", "refs/heads/main", heads[1]])
    let found = try archive.attempt(["verify"])
    #expect(found.status == 4 && found.text.contains("does not hold \(heads[3])"), "\(found)")
    let repaired = try archive.attempt(["repair"])
    #expect(
      repaired.status == 0 && repaired.text.contains("forward from \(heads[1]) to \(heads[3])"))
    #expect(try archive.stet(["cat", "bridge"]).text.contains("day 4"))
  }

  @Test func `a head that was noted elsewhere can be asked for`() throws {
    #expect(try archive.attempt(["verify", "--contains", heads[2]]).status == 0)
    try archive.git(["update-ref", "refs/heads/main", heads[1]])
    #expect(try archive.attempt(["verify"]).status == 0)
    #expect(try archive.attempt(["verify", "--contains", heads[1]]).status == 0)
    #expect(try archive.attempt(["verify", "--contains", heads[2]]).status == 4)
    let other = String(repeating: "7", count: 64)
    #expect(
      try archive.attempt(["verify", "--contains", heads[1], "--contains", other]).status == 4)
    #expect(try archive.attempt(["verify", "--contains", "bridge"]).status == 2)
    #expect(try archive.attempt(["verify", "--quick", "--contains", other]).status == 2)
  }

  @Test func `a history that was replaced is no continuation, and nobody leads the branch to it`()
    throws
  {
    try archive.stet(["note-head"])
    try archive.git(["update-ref", "refs/heads/main", heads[1]])
    try archive.commit("bridge", "Another story.")
    let found = try archive.attempt(["verify"])
    #expect(found.status == 4)
    #expect(try archive.attempt(["repair"]).status == 4)
    #expect(try archive.stet(["cat", "bridge"]).text == "Another story.")
  }

  @Test func `an empty archive has no head to note`() throws {
    #expect(try StetArchive().attempt(["note-head"]).status == 3)
    #expect(try archive.stet(["note-head", "bridge@2"]).text == heads[1])
  }
}
