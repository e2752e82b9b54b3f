import Testing

@testable import Stet

struct ImportRulesTests {
  @Test(arguments: [
    ("*.md", "a.md", true), ("*.md", "deep/er/a.md", true), ("*.md", "a.mdx", false),
    ("docs/*.md", "docs/a.md", true), ("docs/*.md", "docs/deep/a.md", false),
    ("docs/**", "docs/deep/a.md", true), ("docs/**/a.md", "docs/x/y/a.md", true),
    ("?.md", "a.md", true), ("?.md", "ab.md", false), ("d/?", "d//", false),
    ("a?b/c", "a/b/c", false),
    ("*", "", true), ("**", "any/thing", true), ("", "a", false), ("", "", true),
    ("/a", "a", false),
    ("*a*b", "xaxb", true), ("*a*b", "xbxa", false), ("**a/b", "x/a/b", true), ("***", "a/b", true),
    ("ü*", "über", true), ("[a]", "a", false), ("\\*", "*", false),
  ])
  func `a pattern matches what it says`(pattern: String, path: String, isMatch: Bool) {
    #expect(PathPattern(pattern).matches(path) == isMatch)
  }

  // Where each star tried every place, neither this test nor any run of them would end.
  @Test func `hostile patterns come to an end`() {
    let path = String(repeating: "a", count: 4000)
    let pattern = String(repeating: "*a", count: 500) + "b"
    #expect(!PathPattern(pattern).matches(path))
    #expect(!PathPattern("x/" + pattern).matches("x/" + path))
  }

  @Test(arguments: [
    ("docs/*.md=law/*", "docs/a.md", "law/a"), ("docs/*.md=law/*", "docs/a/b.md", "law/a/b"),
    ("docs/*.md=law/*", "other/a.md", nil), ("*=x/*", "a", "x/a"), ("aa*aa=*", "aaa", nil),
    ("a*=*", "a", ""), ("*.md=*=", "a.md", "a="),
  ])
  func `a renaming names what fits it`(rule: String, path: String, name: String?) throws {
    #expect(try #require(PathRenaming(rule)).apply(to: path) == name)
  }

  @Test(arguments: ["", "=", "a=b", "*=b", "a=*", "*", "**=*", "*=**"])
  func `a rule without one star on each side is none`(rule: String) {
    #expect(PathRenaming(rule) == nil)
  }

  @Test func `what is left out wins over what is taken, and the first renaming counts`() throws {
    var rules = ImportRules()
    rules.only = [PathPattern("*.md")]
    rules.excluded = [PathPattern("drafts/**")]
    rules.renamings = try ["a/*=b/*", "*=c/*"].map { try #require(PathRenaming($0)) }
    #expect(rules.includes("x.md"))
    #expect(!rules.includes("x.txt"))
    #expect(!rules.includes("drafts/x.md"))
    #expect(rules.name(for: "a/x") == "b/x")
    #expect(rules.name(for: "x") == "c/x")
  }
}
