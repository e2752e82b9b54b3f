import Testing

@testable import Articles

struct ArticleNameTests {
  @Test(arguments: ArticlePathTests.hostile)
  func `any text without control characters is a name`(name: String) throws {
    #expect(try ArticleName(name).description == name)
  }

  @Test(arguments: [
    ("", "it is empty"), ("a\nb", "it has a control character at byte 1"),
    ("é\u{7F}", "it has a control character at byte 2"),
    ("\u{85}", "it has a control character at byte 0"),
    (String(repeating: "é", count: 513), "it has 1026 bytes; at most 1024 are allowed"),
  ])
  func `what is no name is refused with the reason`(name: String, reason: String) {
    #expect(throws: ArchiveError.invalidName(name, reason: reason)) { try ArticleName(name) }
  }

  @Test func `two spellings of one letter are two names`() throws {
    let (composed, apart) = try (ArticleName("\u{E9}"), ArticleName("e\u{301}"))
    #expect(composed != apart)
    #expect(Set([composed, apart]).count == 2)
    #expect(apart < composed)
  }
}
