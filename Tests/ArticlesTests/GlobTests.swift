import Testing

@testable import Articles

struct GlobTests {
  @Test(arguments: [
    ("*", ""), ("*", "any/thing"), ("a*", "a"), ("a*c", "abc"), ("a*c", "abcc"), ("?", "é"),
    ("news/*/1", "news/2011/1"), ("*a*b*", "xxaxxbxx"), ("[x]", "[x]"), ("**a", "ba"),
  ])
  func `a name fits`(pattern: String, name: String) {
    #expect(Glob(pattern).matches(name))
  }

  @Test(arguments: [
    ("", "a"), ("?", ""), ("?", "ab"), ("a*c", "abd"), ("a", "A"), ("*a", "ab"), ("[x]", "x"),
  ])
  func `a name does not fit`(pattern: String, name: String) {
    #expect(!Glob(pattern).matches(name))
  }

  @Test func `many stars cost no more than the product of both lengths`() {
    let pattern = Glob(String(repeating: "*a", count: 500) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 1024)))
  }

  @Test(arguments: [("news/*", "news/"), ("*x", ""), ("plain", "plain"), ("a?b", "a")])
  func `the part before the first star or question mark is literal`(
    pattern: String, prefix: String
  ) {
    #expect(Glob(pattern).literalPrefix == prefix)
  }
}
