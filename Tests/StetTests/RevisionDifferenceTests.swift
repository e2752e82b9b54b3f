import Prose
import Testing

@testable import Articles
@testable import Stet

struct RevisionDifferenceTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.record("bridge", "It is 90 metres long.")
    try fixture.record("bridge", "It is 95 metres long.")
    try fixture.record("bridge", nil)
    try fixture.record("ferry", "It is 95 metres long.")
  }

  @Test func `two specifiers are compared`() throws {
    let result = try fixture.archive.difference("bridge@1", "bridge@2")
    #expect(result.old.specifier == "bridge@1" && result.new.specifier == "bridge@2")
    #expect(String(decoding: result.difference.old, as: UTF8.self) == "It is 90 metres long.")
    #expect(String(decoding: result.difference.new, as: UTF8.self) == "It is 95 metres long.")
    #expect(result.oldContentID != result.newContentID)
  }

  @Test func `two articles with the same bytes do not differ`() throws {
    let result = try fixture.archive.difference("bridge@2", "ferry")
    #expect(result.difference.isEmpty)
    #expect(result.oldContentID == result.newContentID)
  }

  @Test func `a withdrawal has no bytes and compares as nothing`() throws {
    let archive = try fixture.archive
    let withdrawal = try archive.revision("bridge@3")
    let result = try #require(try archive.difference(before: withdrawal))
    #expect(result.newContentID == nil)
    #expect(result.difference.new.isEmpty && !result.difference.old.isEmpty)
  }

  @Test func `a first revision has none before it`() throws {
    let archive = try fixture.archive
    #expect(try archive.difference(before: archive.revision("bridge@1"))?.old == nil)
  }

  @Test(arguments: [
    ("2011-11-24T17:27:00+02:00", 1_322_148_420), ("2011-11-24", 1_322_092_800),
    ("2011-11-24T17:27", 1_322_155_620),
  ])
  func `a time is read without a zone function`(text: String, seconds: Int) throws {
    #expect(try #require(Timestamp(rfc3339: text)).seconds == seconds)
    #expect(Timestamp(rfc3339: text + "x") == nil)
  }
}
