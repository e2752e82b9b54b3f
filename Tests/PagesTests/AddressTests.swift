import Articles
import Stet
import TestSupport
import Testing

@testable import Pages

struct AddressTests {
  private static let id = RevisionID(String(repeating: "ab", count: 32))

  private static func addresses(_ name: ArticleName) throws -> [Address] {
    let id = try #require(Self.id)
    return [
      .home, .articles, .article(name), .revision(name, 3), .revisionBefore(name, 1),
      .asOf(name, "2026-03-02T08:15:00Z"), .commit(id), .difference(name, 3, 17), .choice(name),
      .commits(id, id), .since(name, id), .republications(name), .search, .verification, .feed,
      .articleFeed(name), .raw(id), .style, .icon, .robots,
    ]
  }

  private static let names = [
    "bridge", "news/bridge", "https://example.org/a?b=c&d#e", "..", ".", "...", "a b", "%2F",
    "diff",
    "3", "-1", "as-of", "ß\u{301}", "桥", "a\"b<c>'&", "\\", "feed.atom", "a/b/../c",
    String(repeating: "é", count: 512),
  ]

  @Test(arguments: names)
  func `every address is read back from its path, whatever the article is called`(
    text: String
  ) throws {
    for address in try Self.addresses(ArticleName(text)) {
      #expect(Address(path: address.path) == address)
      #expect(address.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
      // Browsers take a step of dots for a way up, in either spelling: those names are never alone in one.
      #expect(!address.path.split(separator: "/").contains { [".", ".."].contains($0) })
    }
  }

  @Test(arguments: names)
  func `a page's file is one below its folder that every file system takes`(text: String) throws {
    for address in try Self.addresses(ArticleName(text)) {
      guard let file = address.file else { continue }
      for step in file.split(separator: "/", omittingEmptySubsequences: false) {
        #expect(step.utf8.count <= 255 && !step.isEmpty && step.first != ".")
        #expect(
          step.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-._=".utf8.contains($0)
          })
      }
    }
  }

  @Test func `no two articles have one file, though cases and dots are all that tells them apart`()
    throws
  {
    let names = ["A", "a", "=41", "a.html", "a/1", "a", ".a", "a/", "a=2f1"] + Self.names
    let files = try Set(names).map { try Address.article(ArticleName($0)).file?.lowercased() }
    #expect(Set(files).count == Set(names).count)
  }

  @Test(arguments: [
    "", "a", "//", "/a", "/a/", "/a/b/0", "/a/b/+3", "/a/b/03", "/a/b/99999999999999999999",
    "/a/b/diff/3", "/a/b/diff/0..3", "/a/b/diff/3..", "/a/b/diff/-1..3", "/c/abc", "/d/abc..def",
    "/a/%", "/a/%2", "/a/%zz", "/a/%00", "/a/%ff", "/a/b/c", "/a/b/diff/1..2/x", "/raw/", "/A/b",
    "/style.css/", "/a/b%0A",
  ])
  func `what no page has is no address`(path: String) {
    #expect(Address(path: path) == nil)
  }

  @Test func `random bytes are no address, or one that is read back`() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "/", "a", "c", "d", "raw", "..", "%2F", "%", "é", "1", "-", "diff", "as-of", "\u{0}",
    ]
    for _ in 0..<20_000 {
      let path =
        "/"
        + (0..<Int.random(in: 0..<8, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
      guard let address = Address(path: path) else { continue }
      #expect(Address(path: address.path) == address)
    }
  }

  @Test func `a link between two files leads from one to the other`() throws {
    let name = try ArticleName("news/bridge")
    let links = Links.files(from: .difference(name, 1, 2))
    #expect(links.link(to: .home) == "../../../index.html")
    #expect(links.link(to: .revision(name, 2)) == "../../../a/news=2fbridge/2.html")
    #expect(Links.files(from: .home).link(to: .article(name)) == "a/news=2fbridge.html")
    #expect(links.link(to: .search) == nil)
    #expect(links.link(to: .home, query: [("a", "b")]) == nil)
    #expect(Links.server.link(to: .search, query: [("q", "a&b c")]) == "/search?q=a%26b%20c")
  }
}
