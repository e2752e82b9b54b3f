import Objects
import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

struct ArchiveRecurrenceTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    for state in ["open", "shut", "open", nil, "shut", "mended"] {
      try fixture.record("bridge", state)
      try fixture.record("ferry", "seen beside " + (state ?? "nothing"))
    }
    try fixture.record("mill", "open")
  }

  /// For each number of a revision that recurs, the number that it is the same as.
  private func numbers(_ article: String) throws -> [Int: Int] {
    let archive = try fixture.archive
    let history = try archive.readableHistory(of: ArticleName(article))
    let found = archive.recurrences(in: history)
    #expect(try archive.recurrences(of: ArticleName(article)) == found)
    var numbers: [Int: Int] = [:]
    for revision in history.revisions {
      guard let number = revision.number, let earlier = found[revision.id] else { continue }
      numbers[number] = earlier.number
    }
    return numbers
  }

  @Test func `bytes that stood before are known by the first revision that had them`() throws {
    #expect(try numbers("bridge") == [3: 1, 5: 2])
  }

  @Test func `the same bytes in another article are no recurrence`() throws {
    #expect(try numbers("mill").isEmpty)
  }

  @Test func `a name that was never recorded has none`() throws {
    #expect(try fixture.archive.recurrences(of: ArticleName("nothing")).isEmpty)
  }

  @Test func `a tree that cannot be read is passed over`() throws {
    let third = try fixture.archive.revision("bridge@3")
    try fixture.disk.remove(fixture.objectPath(third.root.description))
    #expect(try numbers("bridge") == [5: 2])
  }
}
