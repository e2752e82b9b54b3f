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

  @Test(arguments: [
    ("a\u{61C}b", "U+061C at byte 1"), ("é\u{2028}", "U+2028 at byte 2"),
    ("\u{2029}x", "U+2029 at byte 0"), ("a\u{202E}txt.exe", "U+202E at byte 1"),
    ("a\u{AD}", "U+00AD at byte 1"), ("\u{FEFF}a", "U+FEFF at byte 0"),
    ("a\u{200B}", "U+200B at byte 1"), ("a\u{2066}", "U+2066 at byte 1"),
    ("a\u{E0061}", "U+E0061 at byte 1"),
  ])
  func `a name that hides something is a name, but none to give`(name: String, place: String) throws
  {
    let reason = try #require(try ArticleName(name).deception)
    #expect(reason.hasPrefix(place))
  }

  @Test(arguments: [
    "plain", "https://example.org/a?b=c", "نامه\u{200C}ها", "👩\u{200D}🚒", "العربية", "日本",
    "\u{600}12",
    "e\u{301}", "a\u{A0}b",
  ])
  func `a name that is what it looks like is fine`(name: String) throws {
    #expect(try ArticleName(name).deception == nil)
  }

  @Test func `two spellings of one letter are two names`() throws {
    let (composed, apart) = try (ArticleName("\u{E9}"), ArticleName("e\u{301}"))
    #expect(composed != apart)
    #expect(Set([composed, apart]).count == 2)
    #expect(apart < composed)
  }

  @Test func `a name's twins are its other normal forms`() throws {
    #expect(try ArticleName("caf\u{E9}").twins == [ArticleName("cafe\u{301}")])
    #expect(try ArticleName("cafe\u{301}").twins == [ArticleName("caf\u{E9}")])
    #expect(try ArticleName("\u{212B}").twins == [ArticleName("\u{C5}"), ArticleName("A\u{30A}")])
    #expect(try ArticleName("\u{D55C}").twins == [ArticleName("\u{1112}\u{1161}\u{11AB}")])
    for name in ["cafe", "日本", "ж"] {
      #expect(try ArticleName(name).twins == [])
    }
  }

  @Test func `names of the archive's own begin with stet and a colon`() throws {
    #expect(ArticleName.runs.description == "stet:runs" && ArticleName.runs.isReserved)
    for name in ["stet", "stets:runs", "Stet:runs", "a/stet:runs"] {
      #expect(try !ArticleName(name).isReserved)
    }
  }
}
