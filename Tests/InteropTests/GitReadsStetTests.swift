import TestSupport
import Testing

/// Archives that Stet made, judged by git.
struct GitReadsStetTests {
  static let names = [
    "bridge", "..", ".git", "a/../b", "CON", "con", "aux.txt", "-rf", " a ", "a.", "~", "%41", "😀",
    "\u{E9}", "e\u{301}", "https://a.example/b?c=d#e", "a@1", "Bridge 32423", "bridge 32423",
    "a\u{200D}x", "git~1", ".gitmodules", "a\\b", "日本語", String(repeating: "é", count: 512),
  ]

  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    for (number, name) in Self.names.enumerated() {
      try archive.commit(name, "first of \(number)\n", "--allow-similar-name")
    }
    for name in Self.names.prefix(6) {
      try archive.commit(name, "second of \(name)\n", "-m", "why")
    }
  }

  @Test func `fsck has nothing to say`() throws {
    #expect(try archive.fsck() == "")
  }

  @Test func `every object is one that git names the same`() throws {
    let listed = try archive.git(
      ["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"])
    let ids = listed.text.split(separator: "\n").map { String($0.prefix(64)) }
    #expect(try archive.stet(["verify"]).text.contains("verified \(ids.count) objects"))
    let kinds = Set(listed.text.split(separator: "\n").map { $0.dropFirst(65) })
    #expect(kinds == ["blob", "tree", "commit"])
  }

  @Test func `git's log is Stet's`() throws {
    let git = try archive.git(["log", "--format=%H"]).text.split(separator: "\n").map(String.init)
    let json = try archive.stet(["log", "--json"]).text.split(separator: "\n")
    #expect(json.count == Self.names.count + 6)
    for (id, line) in zip(git, json) { #expect(line.contains("\"\(id)\"")) }
    let articles = try archive.git(["log", "--format=%(trailers:key=Article,valueonly,separator=)"])
    #expect(articles.text.split(separator: "\n").contains("https://a.example/b?c=d#e"))
  }

  @Test func `a clone has the same bytes in every file`() throws {
    let folder = try TemporaryDirectory()
    let cloned = try Program.run(
      "git", ["clone", "--quiet", archive.gitDirectory, "clone"], in: folder.url)
    #expect(cloned.status == 0, "\(cloned.errors)")
    let files = try Program.run(
      "git", ["-C", "clone", "ls-files", "-z", "--format=%(objectname) %(path)"], in: folder.url)
    let lines = files.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.count == Self.names.count)
    var contents: Set<[UInt8]> = []
    for line in lines { contents.insert(try folder.read("clone/" + line.dropFirst(65))) }
    let own = try Self.names.map { try archive.stet(["cat", "--", "\($0)@"]).output }
    #expect(contents == Set(own))
    let status = try Program.run("git", ["-C", "clone", "status", "--porcelain"], in: folder.url)
    #expect(status.output == [])
  }

  @Test func `an archive in one big commit of many files is git's, too`() throws {
    let many = try StetArchive()
    for number in 0..<40 { try many.folder.write(Array("text \(number)".utf8), to: "a\(number)") }
    try many.stet(["commit"] + (0..<40).map { "a\($0)" })
    #expect(try many.fsck() == "")
    #expect(try many.stet(["verify"]).text.hasSuffix("no damage"))
    #expect(try many.stet(["cat", "a17"]).text == "text 17")
    try many.git(["gc", "--quiet"])
    #expect(try many.stet(["verify"]).text.hasSuffix("no damage"))
    #expect(try many.stet(["cat", "a17"]).text == "text 17")
    try many.commit("a17", "more")
    #expect(try many.fsck() == "")
  }
}
