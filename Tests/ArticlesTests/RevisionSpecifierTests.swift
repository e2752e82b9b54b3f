import Testing

@testable import Articles

struct RevisionSpecifierTests {
  private static func read(_ text: String) -> RevisionSpecifier? {
    RevisionSpecifier(text, localZone: { _ in 60 })
  }

  @Test(
    arguments: [
      ("bridge@", "bridge", .latest), ("bridge@3", "bridge", .number(3)),
      ("bridge@-1", "bridge", .before(1)), ("bridge@-0", "bridge", .before(0)),
      ("a@b@007", "a@b", .number(7)),
    ] as [(String, String, RevisionSpecifier.Selection)])
  func `what follows the last @ selects`(
    text: String, name: String, selection: RevisionSpecifier.Selection
  ) throws {
    let specifier = try #require(Self.read(text))
    #expect(specifier.article.description == name && specifier.selection == selection)
    #expect(Self.read(specifier.description) == specifier)
  }

  @Test(arguments: ["2011-11-24", "2011-11-24T17:27", "2011-11-24T17:27:00.25-05:00"])
  func `a time selects what stood then, and its spelling names its zone`(time: String) throws {
    let specifier = try #require(Self.read("bridge@" + time))
    #expect(specifier.selection == .asOf(try #require(Timestamp(time, localZone: { _ in 60 }))))
    #expect(Self.read(specifier.description) == specifier)
  }

  @Test(arguments: [
    "bridge", "@1", "bridge@x", "bridge@+1", "bridge@-+1", "bridge@--1", "bridge@-", "bridge@1 ",
    "bridge@99999999999999999999", "bridge@２",
  ])
  func `what selects nothing is no specifier`(text: String) {
    #expect(Self.read(text) == nil)
  }
}
