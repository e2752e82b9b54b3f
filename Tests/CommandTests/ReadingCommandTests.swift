import Foundation
import JSON
import TestSupport
import Testing

/// `init`, `log`, `cat`, `show`, `diff`, `verify`, `stats`, `demo`.
struct ReadingCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "The bridge is 90 metres long.\n", "--retrieved=2011-11-24T12:00Z")
    try archive.commit("ferry", "No ferry today.\n", "--retrieved=2011-11-25T12:00Z")
    try archive.commit("bridge", "The bridge is 95 metres long.\n", "--retrieved=2011-11-26T12:00Z")
  }

  private func lines(_ arguments: String...) throws -> [Substring] {
    try archive.stet(arguments).text.split(separator: "\n")
  }

  // MARK: init

  @Test func `an archive is made in a new folder, and not twice`() throws {
    let folder = try TemporaryDirectory()
    let made = try StetProgram.run(["init", "news"], in: folder.url)
    #expect(made.status == 0)
    #expect(made.text.hasPrefix("made an empty archive in /"))
    let again = try StetProgram.run(["init", "news"], in: folder.url)
    #expect(again.status == 5)
    let empty = try StetProgram.run(["log"], in: folder.url.appending(path: "news"))
    #expect(empty.text == "no revisions")
    let verified = try StetProgram.run(["verify"], in: folder.url.appending(path: "news"))
    #expect(verified.status == 0)
    let stats = try StetProgram.run(["stats", "--json"], in: folder.url.appending(path: "news"))
    #expect(try JSON(decoding: stats.output)["head"] == .null)
  }

  // MARK: log

  private func commitID(_ specifier: String) throws -> String {
    let shown = try JSON(decoding: archive.stet(["show", "--json", specifier]).output)
    return try #require(shown["revision"]?["commit"]?.stringValue)
  }

  @Test func `a log that is broken lists what can be read, then says what cannot, status 4`() throws
  {
    try archive.stet(["maintain"])
    let bridge = try commitID("bridge")
    try archive.commit("bridge", "The bridge is 99 metres long.\n")
    try archive.commit("bridge", "The bridge is 12 metres long.\n")
    let newer = try commitID("bridge@3")
    let file = try archive.file(ofObject: newer)
    try FileManager.default.removeItem(atPath: file)
    let broken = try archive.attempt(["log", "--oneline", "bridge"])
    #expect(broken.status == 4)
    #expect(broken.text.split(separator: "\n").count == 1)
    #expect(broken.errors.contains("cannot read commit \(newer)"))
    #expect(broken.errors.contains("what was recorded up to it is not listed"))
    #expect(try archive.attempt(["log", "--oneline"]).status == 4)
    // Ids and the latest revision are as good as before.
    #expect(try archive.stet(["cat", bridge]).text == "The bridge is 95 metres long.")
    #expect(try archive.stet(["cat", "bridge"]).text == "The bridge is 12 metres long.")
    #expect(try archive.stet(["log", "-n", "1", "bridge"]).status == 0)
  }

  @Test func `the log has the newest first, numbered for one article`() throws {
    #expect(try lines("log", "--oneline").count == 3)
    let bridge = try lines("log", "--oneline", "bridge")
    #expect(bridge.count == 2)
    #expect(bridge[0].contains("2011-11-26  bridge@2"))
    #expect(bridge[1].contains("2011-11-24  bridge@1"))
  }

  @Test func `the log is cut by number and time`() throws {
    #expect(try lines("log", "-n2", "--oneline").count == 2)
    #expect(try lines("log", "--since", "2011-11-25", "--oneline").count == 2)
    #expect(try lines("log", "--until", "2011-11-25T12:00:00Z", "--oneline").count == 2)
    #expect(try lines("log", "--since=2011-11-25", "--until=2011-11-25", "--oneline").count == 1)
    #expect(try lines("log", "-n0") == ["no revisions"])
  }

  @Test func `a revision whose bytes stood before says so wherever it is told of`() throws {
    try archive.commit("bridge", "The bridge is 90 metres long.\n")
    #expect(try lines("log", "bridge", "--oneline")[0].hasSuffix("  same as bridge@1"))
    #expect(try lines("log", "bridge").count { $0.contains("same as       bridge@1") } == 1)
    #expect(try lines("show", "bridge").count { $0 == "  same as       bridge@1" } == 1)
    #expect(
      try lines("diff", "bridge").contains {
        $0.split(separator: " ") == ["same", "as", "–", "bridge@1"]
      })
    #expect(try lines("diff", "bridge", "--stat")[0].hasSuffix(" · same as bridge@1"))
    #expect(
      try archive.stet(["diff", "bridge", "--format", "html"]).text.contains(">bridge@1</td>"))
    let json = try JSON(decoding: archive.stet(["diff", "bridge", "--json"]).output)
    #expect(json["new"]?["sameAs"] == "bridge@1" && json["old"]?["sameAs"] == nil)
    let shown = try JSON(decoding: archive.stet(["show", "bridge", "--json"]).output)
    #expect(shown["revision"]?["sameAs"] == "bridge@1")
  }

  @Test func `the log for programs is one object a line`() throws {
    let objects = try lines("log", "--json").map { try JSON(decoding: Array($0.utf8)) }
    #expect(objects.map { $0["article"] } == ["bridge", "ferry", "bridge"])
    #expect(objects[0]["commit"] == .string(try archive.git(["rev-parse", "main"]).text))
  }

  @Test func `an unknown article gets a suggestion and status 3`() throws {
    for command in ["log", "cat", "show", "diff"] {
      let result = try archive.attempt([command, "brigde"])
      #expect(result.status == 3)
      #expect(result.errors.contains("hint: did you mean 'bridge'?"))
    }
  }

  // MARK: cat, show

  @Test(arguments: [
    ("bridge", "95"), ("bridge@", "95"), ("bridge@1", "90"), ("bridge@2", "95"),
    ("bridge@-1", "90"), ("bridge@-0", "95"), ("bridge@2011-11-24", "90"),
    ("bridge@2011-11-26T11:59:59Z", "90"), ("bridge@2011-11-26T12:00:00Z", "95"),
    ("bridge@2030-01-01", "95"),
  ])
  func `a specifier names one revision`(specifier: String, figure: String) throws {
    #expect(try archive.stet(["cat", specifier]).text == "The bridge is \(figure) metres long.")
  }

  @Test(arguments: ["bridge@3", "bridge@0", "bridge@-2", "bridge@2011-11-23", "0000", "nothing@1"])
  func `a revision that is not there ends with 3`(specifier: String) throws {
    #expect(try archive.attempt(["cat", specifier]).status == 3)
  }

  @Test(arguments: ["bridge@x", "bridge@2011-13-01", "bridge@--1"])
  func `a specifier that cannot be read ends with 2`(specifier: String) throws {
    #expect(try archive.attempt(["cat", specifier]).status == 2)
  }

  @Test func `a commit's id names its revision, whole or in part`() throws {
    let id = try archive.git(["rev-parse", "main~2"]).text
    for length in [12, 40, 64] {
      #expect(try archive.stet(["cat", String(id.prefix(length))]).text.contains("90"))
    }
    #expect(try archive.stet(["show", id]).text.hasPrefix("bridge@1\n"))
  }

  @Test func `the first revision says that it is the first`() throws {
    #expect(
      try archive.stet(["show", "bridge@1"]).text.hasSuffix("the first revision of this article"))
    let json = try JSON(decoding: archive.stet(["show", "bridge@2", "--json"]).output)
    #expect(json["revision"]?["number"] == 2)
    #expect(json["difference"] != .null)
  }

  // MARK: diff

  @Test func `differences end with 1 only on request`() throws {
    #expect(try archive.attempt(["diff", "bridge"]).status == 0)
    #expect(try archive.attempt(["diff", "bridge", "--exit-code"]).status == 1)
    #expect(try archive.attempt(["diff", "bridge", "bridge", "--exit-code"]).status == 0)
    #expect(try archive.attempt(["diff", "bridge@1"]).status == 3)
  }

  @Test func `a unified difference of revisions is one that git applies`() throws {
    let patch = try archive.stet(["diff", "bridge@1", "bridge@2", "--format", "unified"]).output
    #expect(String(decoding: patch, as: UTF8.self).contains("-The bridge is 90"))
    let repository = try TemporaryDirectory()
    try repository.write(Array("The bridge is 90 metres long.\n".utf8), to: "bridge")
    let applied = try Program.run("git", ["apply", "-"], input: patch, in: repository.url)
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try repository.read("bridge") == Array("The bridge is 95 metres long.\n".utf8))
  }

  @Test(arguments: ["inline", "side-by-side", "unified", "word-diff", "porcelain", "html", "json"])
  func `every format goes to standard output or a file`(format: String) throws {
    let shown = try archive.stet(["diff", "bridge", "--format", format]).output
    #expect(!shown.isEmpty)
    #expect(try archive.stet(["diff", "bridge", "--format", format, "-o", "out"]).output == [])
    #expect(try !archive.folder.read("out").isEmpty)
  }

  @Test func `files are compared without an archive`() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("a b c\n".utf8), to: "old")
    let arguments = ["diff", "--files", "old", "-", "--json", "--exit-code"]
    let result = try StetProgram.run(arguments, input: Array("a x c\n".utf8), in: folder.url)
    #expect(result.status == 1)
    #expect(throws: Never.self) { try JSON(decoding: result.output) }
    #expect(try archive.stet(["diff", "bridge", "--stat"]).text.split(separator: "\n").count == 1)
  }

  // MARK: verify, stats

  @Test func `a whole archive has no damage`() throws {
    for option in [[], ["--quick"]] {
      let result = try archive.stet(["verify"] + option)
      #expect(result.text.hasSuffix("no damage"))
    }
    let json = try JSON(decoding: archive.stet(["verify", "--json"]).output)
    #expect(json["clean"] == true && json["revisions"] == 3 && json["articles"] == 2)
  }

  @Test func `damage ends with 4 and names what it takes away`() throws {
    let blob = try archive.git(
      ["hash-object", "--stdin"], input: Array("The bridge is 90 metres long.\n".utf8)
    ).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: blob))
    let result = try archive.attempt(["verify"])
    #expect(result.status == 4)
    #expect(result.text.contains("missing object \(blob)"))
    #expect(result.text.contains("takes away: bridge@1"))
    #expect(result.text.hasSuffix("1 finding, 1 revision lost"))
    #expect(try archive.attempt(["cat", "bridge@1"]).status == 4)
    #expect(try archive.attempt(["cat", "bridge"]).status == 0)
    #expect(try archive.attempt(["verify", "--quick"]).status == 0)
    let json = try JSON(decoding: archive.attempt(["verify", "--json"]).output)
    #expect(json["clean"] == false)
  }

  @Test func `a sample of flipped bytes ends with 4 and never with a crash`() throws {
    let objects = archive.gitDirectory + "/objects"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: objects).sorted()
      .filter { $0.count > 64 }
    for path in paths.prefix(12) {
      let file = URL(filePath: objects + "/" + path)
      let whole = try Data(contentsOf: file)
      var damaged = whole
      damaged[whole.count / 2] ^= 0xFF
      try damaged.write(to: file)
      #expect(try archive.attempt(["verify"]).status == 4)
      try whole.write(to: file)
    }
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  @Test func `counts are those of git`() throws {
    let json = try JSON(decoding: archive.stet(["stats", "--json"]).output)
    #expect(json["revisions"] == 3 && json["articles"] == 2 && json["otherCommits"] == 0)
    let listed = try archive.git(["cat-file", "--batch-all-objects", "--batch-check"])
    #expect(json["objects"] == .integer(listed.text.split(separator: "\n").count))
    #expect(try archive.stet(["stats"]).text.contains("bridge (2 revisions)"))
  }

  // MARK: demo

  @Test func `the demonstration works twice, and git accepts what it leaves`() throws {
    let folder = try TemporaryDirectory()
    for name in ["stet-demo", "stet-demo-2"] {
      let result = try StetProgram.run(["demo"], in: folder.url)
      #expect(result.status == 0, "\(result.errors)")
      // What is gone has no bytes, and damage is found: both are meant to be seen.
      let statuses = result.text.split(separator: "\n").filter { $0.hasPrefix("(exit status") }
      #expect(statuses == ["(exit status 3)", "(exit status 4)"])
      let archive = folder.url.appending(path: "\(name)/.stet").path
      let fsck = try Program.run("git", ["--git-dir", archive, "fsck", "--full", "--strict"])
      #expect(fsck.status == 0 && fsck.output.isEmpty)
      let verified = try StetProgram.run(["verify", "--store", archive], in: folder.url)
      #expect(verified.status == 0)
    }
    let named = try StetProgram.run(["demo", "stet-demo"], in: folder.url)
    #expect(named.status == 6)
  }

  @Test func `the demonstration shows a day, a removal, and damage that is found and healed`()
    throws
  {
    let folder = try TemporaryDirectory()
    let text = try StetProgram.run(["demo"], in: folder.url).text
    let noon = try #require(text.range(of: "$ stet cat harbour-bridge@2026-03-02T12:00:00Z\n"))
    #expect(text[noon.upperBound...].contains("found 12 cracks"))
    for words in [
      "stet: error: 'harbour-bridge' was withdrawn at 2026-03-20T06:00:00Z",
      "takes away: harbour-bridge@2", "took 1 object from", "withdrawn  harbour-bridge@6",
    ] { #expect(text.contains(words), "\(words)") }
    let copy = folder.url.appending(path: "stet-demo/copy.git").path(percentEncoded: false)
    #expect(try StetProgram.run(["verify", "--store", copy], in: folder.url).status == 0)
  }

  private static func names(in folder: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path(percentEncoded: false))
  }

  @Test func `the demonstration says how to open it in a browser`() throws {
    let folder = try TemporaryDirectory()
    let text = try StetProgram.run(["demo"], in: folder.url).text
    let end = try #require(text.range(of: "# Go on"))
    #expect(
      text[end.upperBound...].contains("  stet serve            # and open http://127.0.0.1:8080/"))
  }

  @Test
  func `a port without a server, and one that no machine has, are refused before anything is made`()
    throws
  {
    let folder = try TemporaryDirectory()
    for words in [["--port", "0"], ["--web", "--port", "65536"], ["--web", "--port", "-1"]] {
      #expect(try StetProgram.run(["demo"] + words, in: folder.url).status == 2)
    }
    #expect(try Self.names(in: folder).isEmpty)
  }

  @Test func `where the server's program is not beside stet, that is said and nothing is made`()
    throws
  {
    let folder = try TemporaryDirectory()
    let alone = folder.url.appending(path: "bin/stet")
    try FileManager.default.createDirectory(
      at: alone.deletingLastPathComponent(), withIntermediateDirectories: false)
    try FileManager.default.copyItem(at: StetProgram.url, to: alone)
    let stet = alone.path(percentEncoded: false)
    let missing = alone.deletingLastPathComponent().path(percentEncoded: false) + "stet-web"
    let demo = try Program.run(stet, ["demo", "--web"], in: folder.url)
    #expect(demo.status == 3)
    #expect(
      demo.errors.hasPrefix(
        """
        stet: error: cannot start \(missing): no such file or folder
        hint: the package `stet-web` has it
        """))
    #expect(try Self.names(in: folder) == ["bin"])
    #expect(try Program.run(stet, ["init"], in: folder.url).status == 0)
    #expect(try Program.run(stet, ["serve"], in: folder.url).errors == demo.errors)
  }

  @Test func `the demonstration can be paced, by time or by a key`() throws {
    let folder = try TemporaryDirectory()
    let stet = StetProgram.url.path(percentEncoded: false)
    for pace in ["soon", "-1", "3601", "nan", ""] {
      #expect(try StetProgram.run(["demo", "--pace", pace], in: folder.url).status == 2)
    }
    #expect(try StetProgram.run(["demo", "a", "--pace", "0"], in: folder.url).status == 0)
    // An input that is at its end waits for nobody.
    #expect(try StetProgram.run(["demo", "b", "--pace", "enter"], in: folder.url).status == 0)
    let session = try Terminal.run(
      [stet, "demo", "c", "--pace", "enter"],
      keys: Array(repeating: (after: "[Enter]", type: "\n"), count: 20), in: folder.url)
    #expect(session.status == 0 && session.text.contains("# Go on"))
  }

  @Test
  func `COLUMNS counts where the output goes into a pipe, and narrow cells stand under each other`()
    throws
  {
    let archive = try StetArchive()
    try archive.commit("a-name-of-some-length", "The ferry has five crates on deck, and no more.")
    try archive.commit("a-name-of-some-length", "The ferry has six crates on deck, and no more.")
    let narrow = try archive.stet(
      ["diff", "a-name-of-some-length"], environment: ["COLUMNS": "38"]
    ).text.split(separator: "\n").map(String.init)
    #expect(narrow.allSatisfy { $0.count <= 38 }, "\(narrow)")
    #expect(narrow.contains("− a-name-of-some-length@1"))
    #expect(narrow.contains("+ a-name-of-some-length@2"))
    let wide = try archive.stet(["diff", "a-name-of-some-length"], environment: ["COLUMNS": "120"])
    #expect(wide.text.split(separator: "\n").contains { $0.count == 120 })
  }

  @Test func `a pipe that output is written to takes it, and stays a pipe`() throws {
    let archive = try StetArchive()
    try archive.commit("ferry", "Five crates.")
    let pipe = archive.folder.url.appending(path: "pipe").path(percentEncoded: false)
    let stet = StetProgram.url.path(percentEncoded: false)
    let script = "mkfifo '\(pipe)' && { cat '\(pipe)' & '\(stet)' cat ferry -o '\(pipe)'; wait; }"
    let result = try Program.run("sh", ["-c", script], in: archive.folder.url)
    #expect(result.status == 0 && result.text == "Five crates.", "\(result)")
    #expect(try Program.run("test", ["-p", pipe]).status == 0)
  }
}
