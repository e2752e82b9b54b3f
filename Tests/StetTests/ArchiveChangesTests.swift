import Objects
import Prose
import Testing

@testable import Articles
@testable import Stet

struct ArchiveChangesTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  private func changes(
    since time: String = "2011-12-01", matching pattern: String? = nil
  ) throws -> (changes: [ArticleChange], breaks: [LogBreak]) {
    var changes: [ArticleChange] = []
    let breaks = try fixture.archive.visitChanges(
      since: Fixture.time(time), matching: pattern.map { Glob($0) }
    ) { change throws(ArchiveError) in
      changes.append(change)
      return true
    }
    return (changes, breaks)
  }

  /// Kinds of what became of articles, in the order of their names.
  private func severities() throws -> [ChangeSeverity] {
    try changes().changes.map { $0.severity() }
  }

  @Test func `what was recorded in that very second counts, what was before does not`() throws {
    try fixture.record("a", "one", at: "2011-11-30T23:59:59Z")
    try fixture.record("b", "one", at: "2011-12-01T00:00:00Z")
    #expect(try changes().changes.map(\.article.description) == ["b"])
    #expect(try changes(since: "2011-11-30T23:59:59Z").changes.count == 2)
    #expect(try changes(since: "2011-12-01T00:00:01Z").changes.isEmpty)
  }

  @Test func `the newest text is held against the one that stood before`() throws {
    try fixture.record("a", "It has 1 lane.", at: "2011-11-01")
    let before = try fixture.record("a", "It has 2 lanes.", at: "2011-11-02")
    try fixture.record("a", "It has 3 lanes.", at: "2011-12-03")
    let newest = try fixture.record("a", "It has 4 lanes.", at: "2011-12-04")
    let change = try #require(try changes().changes.first)
    #expect(change.old?.id == before.id && change.new.id == newest.id)
    #expect(change.old?.number == 2 && change.new.number == 4)
    #expect(change.revisionCount == 2 && change.severity() == .substantive(.number))
    #expect(change.difference?.old == Array("It has 2 lanes.".utf8))
  }

  @Test func `each fate has a kind`() throws {
    for name in ["asBefore", "back", "changed", "gone", "goneAndBack", "untouched"] {
      try fixture.record(name, "A text of \(name).", at: "2011-11-01")
    }
    try fixture.record("back", nil, at: "2011-11-02")
    try fixture.record("goneForLong", "A text.", at: "2011-11-02")
    try fixture.record("goneForLong", nil, at: "2011-11-02")
    for (name, text) in [
      ("asBefore", "Another."), ("asBefore", "A text of asBefore."), ("back", "A text of back."),
      ("changed", "A text, of changed."), ("gone", nil), ("goneAndBack", nil),
      ("goneAndBack", "A text of goneAndBack."), ("goneForLong", "Short."), ("goneForLong", nil),
      ("new", "A text."), ("newAndGone", "A text."), ("newAndGone", nil),
    ] { try fixture.record(name, text, at: "2011-12-02") }
    let changes = try changes().changes
    let kinds = Dictionary(
      uniqueKeysWithValues: changes.map { ($0.article.description, $0.severity()) })
    #expect(
      kinds == [
        "asBefore": .asBefore, "back": .asBefore, "changed": .cosmetic(.punctuation),
        "gone": .withdrawn, "goneAndBack": .asBefore, "goneForLong": .asBefore, "new": .new,
        "newAndGone": .withdrawn,
      ])
    #expect(Set(changes.filter(\.isBack).map(\.article.description)) == ["back", "goneAndBack"])
  }

  @Test func `a pattern chooses names, and who has seen enough is asked no more`() throws {
    for name in ["a/1", "a/2", "b/1"] { try fixture.record(name, name, at: "2011-12-02") }
    #expect(try changes(matching: "a/*").changes.map(\.article.description) == ["a/1", "a/2"])
    var count = 0
    _ = try fixture.archive.visitChanges(since: Fixture.time("2011-12-01")) {
      _ throws(ArchiveError) in
      count += 1
      return false
    }
    #expect(count == 1)
  }

  @Test func `the worse comes later in the order of kinds`() {
    let order: [ChangeSeverity] =
      [.asBefore, .layout] + ChangeClass.allCases.filter(\.isCosmetic).map { .cosmetic($0) }
      + [.new, .renamed, .moved, .binary]
      + ChangeClass.allCases.filter { !$0.isCosmetic }.map { .substantive($0) }
      + [.withdrawn, .damaged]
    #expect(order.sorted() == order)
    #expect(ChangeClass.allCases.sorted() == ChangeClass.allCases)
  }

  @Test func `what a revision changed is the same with its history and without`() throws {
    try fixture.record("a", "It has 1 lane.", at: "2011-11-01")
    try fixture.record("b", "Other.", at: "2011-11-01")
    try fixture.record("a", "It has 2 lanes.", at: "2011-11-02")
    try fixture.record("a", nil, at: "2011-11-03")
    try fixture.record("a", "It has 3 lanes.", at: "2011-11-04")
    let archive = try fixture.archive
    for name in ["a", "b"] {
      let history = try archive.readableHistory(of: ArticleName(name))
      for revision in history.revisions {
        let alone = try archive.change(by: revision)
        let known = try archive.change(by: revision, in: history)
        #expect(alone?.severity == known?.severity && alone?.difference == known?.difference)
      }
    }
    let kinds = try archive.history(of: "a").map { try archive.change(by: $0)?.severity }
    #expect(kinds == [.substantive(.number), .withdrawn, .substantive(.number), .new])
  }
}
