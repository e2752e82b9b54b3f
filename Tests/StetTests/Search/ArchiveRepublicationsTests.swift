import Foundation
import Objects
import Passages
import TestSupport
import Testing

@testable import Articles
@testable import Catalogue
@testable import Stet

/// Which articles republish a text, and what becomes of it.
struct ArchiveRepublicationsTests {
  private let place: FolderArchive
  private var folder: TemporaryDirectory { place.folder }
  private var path: String { place.path }

  init() throws { place = try FolderArchive() }

  private var archive: Archive { get throws { try place.open() } }
  private var file: PassageFile { PassageFile(in: path + "/stet") }

  private func record(
    _ name: String, _ text: String?, source: String? = nil
  ) throws {
    var draft = RevisionDraft(article: try ArticleName(name), content: text.map { Array($0.utf8) })
    draft.allowsSimilarName = true
    draft.metadata.source = source
    _ = try archive.record([draft], by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
  }

  private func words(_ stem: String, _ range: Range<Int> = 0..<100) -> String {
    range.map { "\(stem)\($0)" }.joined(separator: " ")
  }

  /// The articles found, each with its revision.
  private func found(_ specifier: String) throws -> [String] {
    let archive = try archive
    return try archive.republications(of: archive.revision(specifier))
      .map { "\($0.article)@\($0.revision)" }
  }

  @Test func `a copy is found from either side, and says how much of each it is`() throws {
    try record("a", words("a", 0..<200))
    try record("b", words("b") + ". " + words("a", 50..<150))
    try record("c", words("c"))
    let archive = try archive
    let of = try archive.republications(
      of: archive.revision("a"), showsPassages: true)
    #expect(of.map(\.article.description) == ["b"] && of[0].revision == 1)
    #expect(of[0].share == 0.5 && of[0].otherShare == 0.5 && of[0].tokenCount == 100)
    #expect(of[0].id == (try archive.revision("b").id))
    let passage = words("a", 50..<150)
    #expect(of[0].passages == [RepublishedPassage(text: passage.bytes, other: passage.bytes)])
    #expect(try found("b") == ["a@1"])
    #expect(try found("c") == [])
    #expect(try archive.republications(of: archive.revision("a"))[0].passages.isEmpty)
  }

  @Test func `the largest share comes first, and then what has the name that does`() throws {
    try record("text", words("a", 0..<300))
    try record("half", words("a", 0..<150) + " " + words("h", 0..<200))
    try record("z", words("a", 0..<300))
    try record("y", words("a", 0..<300))
    #expect(try found("text") == ["y@1", "z@1", "half@1"])
  }

  @Test func `an article that had the text and has it no longer is found as it was`() throws {
    try record("a", words("a"))
    try record("b", words("b"))
    try record("b", words("a"))
    try record("b", words("a") + " more")
    try record("b", words("c"))
    #expect(try found("a") == ["b@3"])
    #expect(try found("b@2") == ["a@1"])
    try record("b", nil)
    #expect(try found("a") == ["b@3"])
  }

  @Test func `other revisions of the same article are no republications`() throws {
    try record("a", words("a"))
    try record("a", words("a") + " more")
    #expect(try found("a").isEmpty && found("a@1").isEmpty)
  }

  @Test func `navigation makes no copy, by source, by name and by folder`() throws {
    let notice = words("nav", 0..<60)
    for number in 0..<4 {
      try record(
        "s\(number)", notice + " " + words("s\(number)x"), source: "https://www.a.org/\(number)")
      try record("http://b.org/\(number)", words("b\(number)x") + " " + notice)
      try record("c/\(number)", notice + " " + words("c\(number)x", 0..<40))
    }
    for name in ["s1", "http://b.org/2", "c/3"] { #expect(try found(name).isEmpty, "\(name)") }
    try record("copy", words("c2x", 0..<40))
    #expect(try found("copy") == ["c/2@1"])
    #expect(try found("c/2") == ["copy@1"])
  }

  @Test func `a text from outside is looked for, too, in the form that its name says`() throws {
    try record("a.html", "<p>" + words("a") + "</p><script>" + words("s", 0..<300) + "</script>")
    let archive = try archive
    func found(_ text: String, _ name: String?) throws -> [Double] {
      try archive.republications(of: text.bytes, name: name).map(\.otherShare)
    }
    #expect(try found(words("a", 0..<50), nil) == [0.5])
    #expect(try found("<b>" + words("a") + "</b>", "x.html") == [1])
    #expect(try found(words("s", 0..<300), "x.txt").isEmpty)
    for text in ["", "\0", "\0" + words("a"), "one", "a0 a1 a2", "\u{FEFF}"] {
      #expect(try found(text, nil).isEmpty)
    }
  }

  @Test func `what was added since is found as what was there`() throws {
    try record("a", words("a"))
    #expect(try found("a").isEmpty)
    try record("b", words("a", 0..<80))
    #expect(try found("a") == ["b@1"])
    try record("b", words("a", 0..<60))
    try record("c", words("a", 20..<100))
    #expect(try found("a") == ["c@1", "b@2"])
    let before = try archive.republications(of: archive.revision("a")).map(\.share)
    try FileManager.default.removeItem(atPath: path + "/stet/passages.sqlite")
    #expect(try archive.republications(of: archive.revision("a")).map(\.share) == before)
  }

  @Test func `what is in a hundred articles is found in some, and keeps none from being found`()
    throws
  {
    let drafts = try (0..<100).map { number in
      let text = words("a") + " " + words("p\(number)x", 0..<40)
      return RevisionDraft(article: try ArticleName("page \(number) of 100"), content: text.bytes)
    }
    _ = try archive.record(drafts, by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
    let common = try found("page 99 of 100")
    #expect(common.count >= 60)
    try record("q", words("p99x", 0..<40) + " " + words("a"))
    #expect(try found("q").first == "page 99 of 100@1")
  }

  @Test func `what was erased, taken down or lost is not found, and the others are`() throws {
    for name in ["a", "b", "c", "d"] { try record(name, words("a") + " " + name) }
    #expect(try found("a").count == 3)
    _ = try archive.erase(
      "b@1", reason: "court order", by: Fixture.ann, now: Fixture.time("2011-11-25"), workers: 1)
    #expect(try found("a") == ["c@1", "d@1"])
    try record("e", words("a") + " e")
    let lost = ObjectID(of: .blob, content: (words("a") + " e").bytes.span).description
    try FileManager.default.removeItem(
      atPath: looseFile(of: lost, in: path))
    #expect(try found("a") == ["c@1", "d@1"])
    #expect(throws: ArchiveError.self) { try found("b") }
    try record("d", nil)
    let error = #expect(throws: ArchiveError.self) { try found("d") }
    guard case .withdrawn = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
  }

  @Test(arguments: [
    "DROP TABLE fingerprint", "DELETE FROM passage", "UPDATE article SET latest = x'00'",
    "UPDATE passage SET article = 99", "UPDATE passage SET runs = x'FF'", "DELETE FROM article",
    "UPDATE article SET name = x'00' WHERE id = 1", "DELETE FROM state WHERE key = 'key'",
    "PRAGMA user_version = 1",
  ])
  func `whatever becomes of the file, the answers are the same`(way: String) throws {
    try record("a", words("a"))
    try record("b", words("a"))
    #expect(try found("a") == ["b@1"])
    let database = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    try Connection(opening: database + "archive/stet/passages.sqlite", .writing).execute(way)
    #expect(try found("a") == ["b@1"])
  }

  @Test func `numbers in the file that are no passages are no answer`() throws {
    try record("a", words("a"))
    try record("b", words("a"))
    #expect(try found("a") == ["b@1"])
    let database = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    let connection = try Connection(opening: database + "archive/stet/passages.sqlite", .writing)
    // Borders that no revision has: the best is none that can be read.
    try connection.execute(
      "UPDATE passage SET runs = x'ffffffff7f01'; UPDATE article SET tokens = -5")
    #expect(try found("a").isEmpty)
  }

  @Test func `an archive in memory answers from memory, and one without a text has none`() throws {
    let fixture = try Fixture()
    #expect(try fixture.archive.republications(of: words("a").bytes, name: nil).isEmpty)
    try fixture.record("a", words("a"))
    try fixture.record("b", words("a"))
    let found = try fixture.archive.republications(of: fixture.archive.revision("a"))
    #expect(found.map(\.article.description) == ["b"])
  }

  @Test func `who does not want to wait ends it`() throws {
    for number in 0..<5 { try record("\(number)", words("a")) }
    let error = #expect(throws: ArchiveError.self) {
      try archive.republications(of: words("a").bytes, name: nil) { done, _ in done < 3 }
    }
    #expect(error == .cancelled)
  }

  @Test(arguments: [
    ("https://www.Example.org:8080/a/b?c#d", "example.org"), ("http://user@x.org", "x.org"),
    ("https://[::1]:80/", "[::1]"), ("a/b/c", "a"), ("bridge", nil), ("/a", nil), ("a:b/c", "a:b"),
    ("https:///a", "https:"), ("", nil),
  ])
  func `a site is a host, or a folder`(name: String, site: String?) throws {
    guard !name.isEmpty else { return }
    let fixture = try Fixture()
    #expect(try fixture.record(name, "text").site == site)
    var metadata = Metadata()
    metadata.source = "https://source.org/x"
    #expect(try fixture.record("other", "text", metadata: metadata).site == "source.org")
  }
}
