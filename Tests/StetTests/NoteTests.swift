import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

struct NoteTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  @Test func `a head ahead of the clock is noted from five minutes on`() throws {
    let recorded = try Fixture.time("2011-11-24T17:30:01Z")
    #expect(try fixture.archive.notes(now: recorded) == [])
    try fixture.record("a", "1", at: recorded.description)
    for (now, notes) in [
      ("2011-11-24T17:25:00Z", [Note.recordedAhead(recorded)]), ("2011-11-24T17:25:01Z", []),
      ("2011-11-24T18:00:00Z", []),
    ] {
      #expect(try fixture.archive.notes(now: Fixture.time(now)) == notes)
    }
  }

  @Test func `a head that cannot be read gives no note`() throws {
    let revision = try fixture.record("a", "1", at: "2100-01-01T00:00:00Z")
    try fixture.disk.delete(fixture.objectPath(revision.id.description))
    #expect(try fixture.archive.notes(now: Fixture.time("2011-11-24")) == [])
  }
}
