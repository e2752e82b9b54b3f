import Objects
import Repository
import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

struct ArchiveHistoryTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @Test func `a visit ends when it is told to`() throws {
    for number in 1...5 { try fixture.record("a", "\(number)") }
    var seen = 0
    try fixture.archive.visitHistory { _ in
      seen += 1
      return seen < 3
    }
    #expect(seen == 3)
  }

  @Test func `each commit is seen once, whatever merges and clocks do`() throws {
    var batch = ObjectBatch()
    let tree = batch.add(.tree, [])
    func commit(_ seconds: Int, _ parents: ObjectID...) -> ObjectID {
      let signature = Signature(name: "A", mail: "a", seconds: seconds, zone: "+0000")
      let commit = Commit(
        tree: tree, parents: parents, author: signature, committer: signature,
        message: "\(seconds)".bytes)
      return batch.add(.commit, commit.encoded())
    }
    let first = commit(1000)
    let second = commit(1001, first)
    // A side line whose clock is far behind: its start is visited after all of the main line.
    var side = second
    for seconds in 10...14 { side = commit(seconds, side) }
    let head = commit(2000, commit(1002, second), side)
    try fixture.force(batch, head: head)
    var seen: [RevisionID] = []
    try fixture.archive.visitHistory { revision in
      seen.append(revision.id)
      return true
    }
    #expect(seen.count == 9)
    #expect(Set(seen).count == 9)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  @Test func `statistics count what there is`() throws {
    try fixture.record("a", "1", at: "2011-11-24T12:00:00Z")
    try fixture.record("b", "1 of b", at: "2011-11-25T12:00:00Z")
    try fixture.record("a", "2", at: "2011-11-26T12:00:00Z")
    let statistics = try fixture.archive.statistics()
    #expect(statistics.articleCount == 2 && statistics.revisionCount == 3)
    #expect(statistics.busiest.map(\.article.description) == ["a", "b"])
    #expect(statistics.firstRecorded?.description == "2011-11-24T12:00:00Z")
    #expect(statistics.lastRecorded?.description == "2011-11-26T12:00:00Z")
    #expect(statistics.head == (try fixture.archive.head()))
    #expect(statistics.objectCount == (try fixture.archive.verify(workers: 1).objectCount))
  }

  @Test(arguments: [
    ("title wins", "Title", "Title"), ("first\nsecond", nil, "first"),
    ("\r\n \r\nfirst\r\nsecond", nil, "first"), ("", nil, ""),
  ])
  func `a headline is the title or the first line with words`(
    message: String, title: String?, headline: String
  ) throws {
    var metadata = Metadata()
    metadata.title = title
    let revision = try fixture.record("a", "1", message: message.bytes, metadata: metadata)
    #expect(revision.headline == headline)
  }

  @Test func `a lost object is an error that names it`() throws {
    let revision = try fixture.record("a", "1")
    let blob = try fixture.archive.contentID(of: revision)
    try fixture.disk.delete(fixture.objectPath(blob.description))
    let damage = Damage(.object(StoredObjectID(blob.object)), .missing(neededBy: nil))
    #expect(throws: ArchiveError.damaged(damage)) {
      try fixture.archive.content("a")
    }
  }
}
