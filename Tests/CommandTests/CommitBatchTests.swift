import Foundation
import JSON
import TestSupport
import Testing

/// A run over many pages in one process.
struct CommitBatchTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  private func batch(_ lines: [String], _ options: String...) throws -> Program.Result {
    try archive.attempt(
      ["commit", "--batch"] + options, input: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// What was answered: outcome and article of each line.
  private func answers(_ result: Program.Result) throws -> [String] {
    try result.text.split(separator: "\n").map { line in
      let json = try JSON(decoding: Array(line.utf8))
      let outcome = json["outcome"]?.stringValue ?? "?"
      return "\(json["line"]?.integerValue ?? 0) \(outcome) \(json["article"]?.stringValue ?? "-")"
    }
  }

  private func count() throws -> String {
    try archive.git(["rev-list", "--count", "--all"]).text
  }

  @Test func `a run is a commit for each change and one that says what was seen`() throws {
    let first = try batch(
      (0..<30).map { #"{"id":\#($0),"article":"p\#($0)","text":"page \#($0)"}"# })
    #expect(first.status == 0)
    #expect(try count() == "31")
    let second = try batch(
      (0..<30).map { number in
        switch number {
        case 3:
          #"{"article":"p3","text":"other","title":"A title","retrieved":"2026-03-02T13:40:00Z"}"#
        case 4: #"{"article":"p4","failed":"HTTP 503\tback\nlater"}"#
        case 5: #"{"article":"p5","withdrawn":true,"message":"404"}"#
        default: #"{"article":"p\#(number)","text":"page \#(number)"}"#
        }
      })
    #expect(second.status == 0)
    let answers = try answers(second)
    #expect(answers.count == 31)
    #expect(answers[0] == "1 unchanged p0" && answers[3] == "4 recorded p3")
    #expect(answers[4] == "5 failed p4" && answers[5] == "6 withdrawn p5")
    #expect(answers[30] == "0 recorded stet:runs")
    #expect(try count() == "34")
    let manifest = try archive.stet(["cat", "stet:runs"]).text.split(separator: "\n")
    #expect(manifest.count == 31)
    #expect(manifest[0] == "outcome\tblob\tretrieved\tarticle\treason")
    let other = try archive.git(["hash-object", "--stdin"], input: Array("other".utf8)).text
    #expect(manifest.contains("new\t\(other)\t2026-03-02T13:40:00Z\tp3"))
    #expect(
      manifest.contains { $0.hasPrefix("failed\t-\t") && $0.hasSuffix("\tp4\tHTTP 503 back later") }
    )
    #expect(
      try archive.stet(["log", "-n1", "--oneline"]).text.hasSuffix(
        "stet:runs  30 articles: 1 new, 27 unchanged, 1 withdrawn, 1 failed"))
    #expect(try archive.fsck() == "")
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  @Test func `show says when an article was last seen to say this`() throws {
    let line = #"{"article":"a","text":"one","retrieved":"2026-03-0\#(1)T10:00:00Z"}"#
    _ = try batch([line])
    _ = try batch([line.replacing("-01T", with: "-02T")])
    _ = try batch([#"{"article":"a","failed":"timed out"}"#])
    #expect(try archive.stet(["show", "a"]).text.contains("last seen     2026-03-02T10:00:00Z"))
    let json = try JSON(decoding: archive.stet(["show", "--json", "a"]).output)
    #expect(json["lastSeen"]?["retrieved"]?.stringValue == "2026-03-02T10:00:00Z")
    try archive.commit("a", "two")
    #expect(try archive.stet(["show", "a@1"]).text.contains("last seen     2026-03-02T10:00:00Z"))
    #expect(try !archive.stet(["show", "a"]).text.contains("last seen"))
  }

  @Test func `a line that cannot be done ends the batch, and names itself`() throws {
    for (line, status, words) in [
      ("{", 2, "the JSON ends too early"), ("[]", 2, "it is no JSON object"),
      (#"{"article":"b","text":"x","titel":"y"}"#, 2, "a member 'titel' is not known"),
      (#"{"article":"b"}"#, 2, "one of \"text\", \"file\""),
      (#"{"article":"b","text":"x","file":"y"}"#, 2, "one of \"text\", \"file\""),
      (#"{"article":"b","text":1}"#, 2, "\"text\" must be a string"),
      (#"{"article":"b","withdrawn":1}"#, 2, "\"withdrawn\" must be true or false"),
      (#"{"article":"b","withdrawn":true}"#, 3, "no article or revision 'b'"),
      (
        #"{"article":"b","text":"x","published":"soon"}"#, 2,
        "\"published\" takes a time, not 'soon'"
      ),
      (#"{"text":"x"}"#, 2, "the line names no article"),
      (#"{"article":"","text":"x"}"#, 2, "it is empty"),
      (#"{"article":"stet:runs","text":"x"}"#, 2, "the archive's own"),
      (#"{"article":"b","text":"x","title":""}"#, 2, "the title cannot be kept"),
      (#"{"file":"none.txt"}"#, 3, "no such file"), (#"{"file":"/dev/null"}"#, 2, "is no file"),
    ] as [(String, Int32, String)] {
      let result = try batch([#"{"article":"a","text":"x"}"#, line])
      #expect(result.status == status, "\(line)")
      #expect(result.errors.hasPrefix("stet: error: line 2: "), "\(line): \(result.errors)")
      #expect(result.errors.contains(words), "\(line): \(result.errors)")
    }
    #expect(try archive.stet(["stats", "--json"]).text.contains("\"revisions\": 0"))
  }

  @Test func `with --keep-going the rest is recorded, with a status of its own`() throws {
    let result = try batch(
      [
        #"{"article":"a","text":"x"}"#, "{", #"{"id":7,"article":"c","text":"y","x":1}"#, "",
        #"{"article":"b","text":"z"}"#,
      ], "--keep-going")
    #expect(result.status == 7)
    let answers = try answers(result)
    #expect(
      answers == [
        "1 recorded a", "2 failed -", "3 failed -", "5 recorded b", "0 recorded stet:runs",
      ])
    #expect(result.text.contains("a member 'x' is not known"))
    #expect(try archive.stet(["cat", "b"]).text == "z")
  }

  @Test func `so many lines are durable together`() throws {
    let lines = (0..<5).map { #"{"article":"p\#($0)","text":"page \#($0)"}"# } + ["{"]
    let result = try batch(lines, "--every", "2")
    #expect(result.status == 2)
    // Two and two; the fifth was waiting for a sixth.
    #expect(try count() == "4")
    #expect(try answers(result).count == 4)
  }

  @Test func `it can be quiet, leave the run out, and tell whether anything was new`() throws {
    let line = #"{"article":"a","text":"x"}"#
    let first = try batch([line], "--no-run", "-q", "--exit-code")
    #expect(first.status == 1 && first.output.isEmpty)
    #expect(try count() == "1")
    #expect(try batch([line], "--no-run", "-q", "--exit-code").status == 0)
    #expect(try archive.attempt(["commit", "-", "--article=a", "--exit-code"]).status == 1)
    #expect(try archive.attempt(["commit", "-", "--article=a", "--exit-code"]).status == 0)
    #expect(try batch([]).status == 0)
    #expect(try count() == "2")
  }

  @Test func `restic 2654: what is said of bytes that stand already is not lost in silence`() throws
  {
    _ = try batch([
      #"{"article":"a","text":"x","title":"A","published":"2026-03-01"}"#,
      #"{"article":"b","text":"x"}"#, #"{"article":"c","text":"x","title":"C"}"#,
    ])
    let result = try batch([
      #"{"article":"a","text":"x","title":"A","published":"2026-03-02","retrieved":"2026-03-03"}"#,
      #"{"article":"b","text":"x","retrieved":"2026-03-03"}"#,
      // This goes for what stood before the next line was recorded.
      #"{"article":"c","text":"x","title":"Other","source":"https://c.example/"}"#,
      #"{"article":"c","text":"y","title":"Other"}"#, #"{"article":"c","text":"y","title":"New"}"#,
      #"{"article":"a","failed":"503"}"#,
    ])
    #expect(result.status == 0)
    let lost = try result.text.split(separator: "\n").map { line in
      try JSON(decoding: Array(line.utf8))["notRecorded"]
    }
    #expect(
      lost == [["published"], nil, ["title", "source"], nil, ["title"], nil, nil], "\(result.text)")
    let warnings = result.errors.split(separator: "\n").filter { $0.contains("not recorded") }
    #expect(warnings.count == 3)
    #expect(warnings.first?.contains("`stet amend a --published 2026-03-02` corrects it") == true)
    // That revision is not the latest any more.
    let first = try JSON(decoding: archive.stet(["show", "c@1", "--json"]).output)
    let id = try #require(first["revision"]?["commit"]?.stringValue)
    #expect(
      warnings.dropFirst().first?.contains(
        "`stet amend \(id) --title Other --source https://c.example/`") == true, "\(warnings)")
    // What was amended is known.
    try archive.stet(["amend", "a", "--published", "2026-03-02"])
    let again = try batch(
      [#"{"article":"a","text":"x","title":"A","published":"2026-03-02"}"#], "-q")
    #expect(again.errors == "" && again.output == [])
    #expect(
      try batch([#"{"article":"a","text":"x","title":"B"}"#], "-q").errors.contains("--title B"))
  }

  @Test func `what is not recorded is told of many articles as of few`() throws {
    let lines = (0..<40).map { #"{"article":"p\#($0)","text":"x","title":"T\#($0 % 2)"}"# }
    _ = try batch(lines.map { $0.replacing("T1", with: "T0") })
    try archive.stet(["amend", "p3", "--title=T1"])
    let result = try batch(lines)
    let lost = try result.text.split(separator: "\n").filter { line in
      try JSON(decoding: Array(line.utf8))["notRecorded"] == ["title"]
    }
    #expect(lost.count == 19)
  }

  @Test func `a file names its article, and a page two lines deep keeps its order`() throws {
    try archive.folder.write([0xFF, 0x00], to: "in/raw")
    let result = try batch([
      #"{"file":"./in/raw"}"#, #"{"article":"p","text":"one"}"#, #"{"article":"p","text":"two"}"#,
      #"{"article":"p","withdrawn":true}"#, #"{"article":"p","text":"three"}"#,
    ])
    #expect(result.status == 0)
    #expect(try archive.stet(["cat", "in/raw"]).output == [0xFF, 0x00])
    #expect(try archive.stet(["cat", "p@2"]).text == "two")
    #expect(try archive.stet(["cat", "p"]).text == "three")
  }

  @Test func `options that belong to a line are refused, and those of a batch without one`() throws
  {
    #expect(try batch([], "--title=x").errors.contains("each line has its own"))
    for option in ["--every=3", "--keep-going", "--no-run"] {
      let result = try archive.attempt(["commit", "-", "--article=a", option])
      #expect(result.status == 2 && result.errors.contains("goes with --batch"))
    }
  }

  /// Records this text as the manifest of a run, as git can and no command of Stet's.
  private func forge(run text: String) throws {
    let path = try #require(
      try archive.git(["ls-tree", "-r", "--name-only", "main"]).text.split(separator: "\n")
        .first { $0.hasSuffix("stet%3Aruns") })
    let blob = try archive.git(["hash-object", "-w", "--stdin"], input: Array(text.utf8)).text
    try archive.git(["read-tree", "main"])
    try archive.git(["update-index", "--cacheinfo", "100644,\(blob),\(path)"])
    let tree = try archive.git(["write-tree"]).text
    let commit = try archive.git([
      "commit-tree", tree, "-p", "main", "-m", "run", "-m", "Article: stet:runs",
    ]).text
    try archive.git(["update-ref", "refs/heads/main", commit])
  }

  @Test(arguments: [
    (
      "outcome\tblob\tretrieved\tarticle\treason\nnew\t" + String(repeating: "5", count: 64)
        + "\t2026-03-02T13:40:00Z\ta\n", "saw 'a' as 5555"
    ), ("outcome\tblob\tretrieved\tarticle\treason\nnew\n", "line 2 of its text says nothing"),
    ("hello\n", "line 1 of its text says nothing"),
  ])
  func `verify finds a run that names what is not there, and one that says nothing`(
    text: String, words: String
  ) throws {
    _ = try batch([#"{"article":"a","text":"x"}"#])
    #expect(try archive.attempt(["verify"]).status == 0)
    try forge(run: text)
    let result = try archive.attempt(["verify"])
    #expect(result.status == 4)
    #expect(result.text.contains(words), "\(result.text)")
    // A reader of the article is not kept from it.
    #expect(try archive.stet(["show", "a"]).text.contains("last seen"))
  }
}
