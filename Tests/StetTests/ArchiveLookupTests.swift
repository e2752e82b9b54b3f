import Testing

@testable import Articles
@testable import Stet

struct ArchiveLookupTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    for (number, day) in ["2011-11-24", "2011-11-26", "2011-11-28"].enumerated() {
      var metadata = Metadata()
      metadata.retrieved = try Fixture.time(day + "T12:00:00Z")
      try fixture.record("bridge", "\(number + 1)", metadata: metadata)
    }
  }

  private func text(_ specifier: String) throws -> String {
    String(decoding: try fixture.archive.content(specifier), as: UTF8.self)
  }

  @Test(arguments: [
    ("bridge", "3"), ("bridge@", "3"), ("bridge@1", "1"), ("bridge@3", "3"), ("bridge@003", "3"),
    ("bridge@-0", "3"), ("bridge@-1", "2"), ("bridge@-2", "1"), ("bridge@2011-11-24", "1"),
    ("bridge@2011-11-25", "1"), ("bridge@2011-11-26T11:59:59Z", "1"),
    ("bridge@2011-11-26T12:00:00Z", "2"), ("bridge@2011-11-26T12:00Z", "2"),
    ("bridge@9999-12-31", "3"), ("bridge@2011-11-26T14:00:00+02:00", "2"),
  ])
  func `a specifier names one revision`(specifier: String, content: String) throws {
    #expect(try text(specifier) == content)
  }

  @Test(arguments: [
    ("bridge@0", "it has revisions 1 to 3"), ("bridge@4", "it has revisions 1 to 3"),
    ("bridge@-3", "it has revisions 1 to 3"),
    ("bridge@2011-11-23", "it was first seen 2011-11-24T12:00:00Z"),
  ])
  func `a revision that is not there says which are`(specifier: String, known: String) {
    #expect(throws: ArchiveError.unknownRevision(specifier, known: known)) {
      try fixture.archive.revision(specifier)
    }
  }

  @Test(arguments: ["bridge@x", "bridge@1x", "bridge@2011-02-30", "bridge@--1"])
  func `a specifier that cannot be read says what can`(specifier: String) {
    #expect {
      try fixture.archive.revision(specifier)
    } throws: { error in
      guard case ArchiveError.invalidSpecifier(specifier, _) = error else { return false }
      return true
    }
  }

  @Test(arguments: [
    ("brigde", ["bridge"]), ("Bridge", ["bridge"]), ("bri", ["bridge"]), ("zzzzzzzzzz", []),
    ("", []), ("brigde@1", ["bridge"]),
  ])
  func `an unknown name gets the names most like it`(name: String, similar: [String]) {
    #expect(throws: ArchiveError.unknownArticle(name, similar: similar)) {
      try fixture.archive.revision(name)
    }
  }

  @Test func `a commit's first digits name its revision`() throws {
    let id = try fixture.archive.revision("bridge@2").id.description
    for length in [10, 32, 64] {
      let revision = try fixture.archive.revision(String(id.prefix(length)))
      #expect(revision.number == 2)
      #expect(try text(String(id.prefix(length)).uppercased()) == "2")
    }
    #expect(throws: ArchiveError.self) { try fixture.archive.revision(String(id.prefix(3))) }
    #expect(throws: ArchiveError.self) { try fixture.archive.revision(id + "0") }
  }

  @Test func `a tree's or blob's id is no revision`() throws {
    let blob = try fixture.archive.contentID(of: fixture.archive.revision("bridge")).description
    #expect(throws: ArchiveError.unknownArticle(blob, similar: [])) {
      try fixture.archive.revision(blob)
    }
  }

  @Test func `a name that looks like a commit's id is said to be ambiguous`() throws {
    let id = try fixture.archive.revision("bridge@1").id.description
    let name = String(id.prefix(8))
    try fixture.record(name, "by name")
    #expect(throws: ArchiveError.ambiguous(name, meanings: ["\(name)@", id])) {
      try fixture.archive.revision(name)
    }
    #expect(throws: ArchiveError.self) { try fixture.archive.content(name) }
    #expect(try text("\(name)@") == "by name")
    #expect(try text(id) == "1")
  }

  @Test func `a name with an at sign is told from a revision`() throws {
    try fixture.record("a@b", "mail")
    #expect(try text("a@b") == "mail")
    #expect(try text("a@b@1") == "mail")
    try fixture.record("bridge@1", "name")
    let id = try fixture.archive.history(of: ArticleName("bridge"))[2].id.description
    #expect(throws: ArchiveError.ambiguous("bridge@1", meanings: ["bridge@1@", id])) {
      try fixture.archive.revision("bridge@1")
    }
    #expect(try text("bridge@1@") == "name")
    // There is no ninth revision of the bridge, so this means only one thing.
    try fixture.record("bridge@9", "nine")
    #expect(try text("bridge@9") == "nine")
    try fixture.record("x@2011-11-24", "day")
    #expect(try text("x@2011-11-24") == "day")
    try fixture.record("@", "sign")
    #expect(try text("@") == "sign")
  }

  @Test func `each meaning of an ambiguous specifier is one meaning`() throws {
    try fixture.record("bridge@1", "name")
    do {
      _ = try fixture.archive.revision("bridge@1")
      Issue.record("it is not ambiguous")
    } catch ArchiveError.ambiguous(_, let meanings) {
      for meaning in meanings {
        #expect(throws: Never.self, "\(meaning)") { try fixture.archive.revision(meaning) }
      }
    }
  }

  @Test func `a withdrawn article is found by its name and its past`() throws {
    try fixture.record("bridge", nil)
    #expect(try fixture.archive.revision("bridge").number == 4)
    #expect(try text("bridge@3") == "3")
    let withdrawal = try fixture.archive.revision("bridge@4")
    let error = ArchiveError.withdrawn(
      "bridge", since: withdrawal.observed, lastText: "bridge@3")
    #expect(throws: error) { try fixture.archive.content("bridge@4") }
  }

  @Test func `of two revisions seen at one time the later one counts`() throws {
    var metadata = Metadata()
    metadata.retrieved = try Fixture.time("2011-11-28T12:00:00Z")
    try fixture.record("bridge", "4", metadata: metadata)
    #expect(try text("bridge@2011-11-28") == "4")
  }

  @Test func `a revision seen earlier and recorded later counts by when it was seen`() throws {
    var metadata = Metadata()
    metadata.retrieved = try Fixture.time("2011-11-25T00:00:00Z")
    try fixture.record("bridge", "old", metadata: metadata)
    #expect(try text("bridge@2011-11-25") == "old")
    #expect(try text("bridge@2011-11-27") == "2")
    #expect(try text("bridge") == "old")
  }

  @Test func `by its commit's id a revision is found whatever articles are called`() throws {
    try fixture.record([RevisionDraft(article: ArticleName("a"), content: "1".bytes)])
    let id = try #require(try fixture.archive.head())
    try fixture.record([RevisionDraft(article: ArticleName(id.description), content: "2".bytes)])
    let found = try fixture.archive.revision(of: id)
    #expect((found.article?.description, found.number) == ("a", 1))
    let stranger = try #require(RevisionID(String(repeating: "a", count: 64)))
    #expect(throws: ArchiveError.self) { try fixture.archive.revision(of: stranger) }
    // A tree has an id, too, and is no revision.
    let tree = RevisionID(found.root)
    #expect(throws: ArchiveError.self) { try fixture.archive.revision(of: tree) }
  }
}
