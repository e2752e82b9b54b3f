import Testing

@testable import SSHSignatures

struct PatternListTests {
  @Test(arguments: [
    ("git", "git", true), ("git", "file", false), ("file,git", "git", true), ("*", "", true),
    ("g*t", "git", true), ("g*t", "gt", true), ("g?t", "git", true), ("g?t", "gt", false),
    ("*it*", "git", true), ("*,!git", "git", false), ("!file,*", "git", true),
    ("!file", "git", false), ("", "git", false), ("gi", "git", false), ("git?", "git", false),
    ("*a*b*c", "xxaxxbxbxc", true), ("*a*b*c", "xxaxxbxbxcx", false), ("a**", "a", true),
  ])
  func `one pattern has to match, and none with an exclamation mark`(
    list: String, text: String, matches: Bool
  ) {
    #expect(PatternList(list).matches(text) == matches)
  }

  @Test func `a pattern of many stars is compared in the product of the lengths`() {
    let pattern = String(repeating: "*a", count: 500) + "b"
    #expect(!PatternList(pattern).matches(String(repeating: "a", count: 2000)))
  }
}
