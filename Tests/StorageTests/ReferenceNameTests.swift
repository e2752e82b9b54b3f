import Storage
import TestSupport
import Testing

struct ReferenceNameTests {
  static let names = [
    "refs/heads/main", "refs/heads/a/b/c", "refs/x", "refs/tags/v1.0", "refs/heads/ü", "refs",
    "refs/", "refs//a", "refs/heads/", "refs/heads/.a", "refs/heads/a.lock", "refs/heads/a.lock/b",
    "refs/heads/a..b", "refs/heads/a.", "refs/heads/a b", "refs/heads/a~b", "refs/heads/a^",
    "refs/heads/a:b", "refs/heads/a?", "refs/heads/a*", "refs/heads/a[b", "refs/heads/a\\b",
    "refs/heads/a\u{7F}", "refs/heads/a\u{1}", "refs/heads/a@{b", "refs/heads/@", "refs/heads/a.b",
    "refs/heads/-a", "refs/./a", "refs/../a", "refs/heads/a/.", "refs/heads/lock", "refs/heads/a@",
  ]

  @Test(arguments: names)
  func `a name below refs is taken where git takes it`(name: String) throws {
    let git = try Program.run("git", ["check-ref-format", name])
    #expect((ReferenceName(name) != nil) == (git.status == 0))
  }

  @Test(arguments: ["HEAD", "main", "/refs/heads/a", "heads/main", "", "/", "objects/ab/cd"])
  func `a name that leads out of refs is refused`(name: String) {
    #expect(ReferenceName(name) == nil)
  }
}
