import JSON
import TestSupport
import Testing

struct CommitCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.folder.write(Array("one".utf8), to: "bridge.txt")
  }

  /// What `stet log --json` says of the newest revision.
  private func newest() throws -> JSON {
    try JSON(decoding: archive.stet(["log", "-n1", "--json"]).output)
  }

  private func author(
    _ environment: [String: String], _ options: String...
  ) throws -> String {
    try archive.stet(
      ["commit", "bridge.txt", "--allow-unchanged"] + options, environment: environment)
    return try archive.git(["log", "-1", "--format=%an <%ae>"]).text
  }

  @Test func `a file's path is its article's name`() throws {
    try archive.folder.write(Array("deep".utf8), to: "a/b.txt")
    let output = try archive.stet(["commit", "bridge.txt", "./a/b.txt"]).text
    #expect(output.contains("recorded bridge.txt as "))
    #expect(try archive.stet(["cat", "bridge.txt"]).text == "one")
    #expect(try archive.stet(["cat", "a/b.txt"]).text == "deep")
    #expect(try archive.stet(["stats", "--json"]).text.contains("\"revisions\": 2"))
  }

  @Test func `what was recorded is said to be, though the output takes no words`() throws {
    let result = try StetProgram.run(
      ["commit", "bridge.txt"], in: archive.folder.url, outputTo: "/dev/full")
    #expect(result.status == 6)
    let head = try archive.git(["rev-parse", "HEAD"]).text
    #expect(result.errors.hasPrefix("stet: error: recorded as \(head), but cannot write"))
    #expect(!result.errors.contains("nothing was recorded"))
  }

  @Test func `the exact bytes are kept`() throws {
    let bytes = (0...255).map { UInt8($0) } + [0x0D, 0x0A, 0x0A, 0]
    try archive.stet(["commit", "-", "--article", "bytes"], input: bytes)
    #expect(try archive.stet(["cat", "bytes"]).output == bytes)
    try archive.stet(["cat", "bytes", "-o", "out"])
    #expect(try archive.folder.read("out") == bytes)
    try archive.stet(["commit", "-", "--article", "nothing"], input: [])
    #expect(try archive.stet(["cat", "nothing"]).output == [])
  }

  @Test func `unchanged bytes record nothing, and say so`() throws {
    try archive.stet(["commit", "bridge.txt"])
    #expect(
      try archive.stet(["commit", "bridge.txt"]).text
        == "unchanged bridge.txt: the latest revision has these bytes")
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "1")
    try archive.stet(["commit", "bridge.txt", "--allow-unchanged"])
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "2")
  }

  @Test func `many files are recorded all or none`() throws {
    #expect(try archive.attempt(["commit", "bridge.txt", "missing.txt"]).status == 3)
    #expect(try archive.stet(["log"]).text == "no revisions")
  }

  @Test func `all that is given is kept, and shown`() throws {
    try archive.commit("first", "x")
    try archive.stet([
      "commit", "bridge.txt", "-m", "why", "--title", "The bridge", "--source",
      "https://a.example/",
      "--published", "1868-05-01", "--retrieved", "2011-11-24T17:27:00+02:00", "--author",
      "Ann Other <ann@other.example>", "--media-type", "text/plain", "--republishes", "first@1",
    ])
    let json = try newest()
    for (name, value) in [
      ("title", "The bridge"), ("source", "https://a.example/"), ("published", "1868-05-01"),
      ("retrieved", "2011-11-24T17:27:00+02:00"), ("mediaType", "text/plain"), ("message", "why"),
    ] { #expect(json[name] == .string(value)) }
    #expect(json["author"]?["mail"] == "ann@other.example")
    let shown = try archive.stet(["show", "bridge.txt"]).text
    for text in ["The bridge", "1868-05-01", "Ann Other <ann@other.example>", "first@", "why"] {
      #expect(shown.contains(text))
    }
  }

  // MARK: Who

  @Test func `the author is the first that is named`() throws {
    let git = ["GIT_AUTHOR_NAME": "G", "GIT_AUTHOR_EMAIL": "g@x"]
    let own = git.merging(["STET_AUTHOR_NAME": "S", "STET_AUTHOR_EMAIL": "s@x"]) { $1 }
    #expect(try author(own, "--author", "O P <o@x>") == "O P <o@x>")
    #expect(try author(own) == "S <s@x>")
    #expect(try author(git) == "G <g@x>")
    let nobody = ["GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "LOGNAME": "login"]
    #expect(try author(nobody).hasPrefix("login <login@"))
    try archive.git(["config", "user.name", "C D"])
    try archive.git(["config", "user.email", "c@x"])
    #expect(try author(nobody) == "C D <c@x>")
    #expect(try author(git) == "G <g@x>")
  }

  @Test(arguments: ["", "Name", "<a@b>", "Name <a@b", "Name a@b>"])
  func `an author without name or mail is refused`(author: String) throws {
    #expect(try archive.attempt(["commit", "bridge.txt", "--author", author]).status == 2)
  }

  // MARK: When

  @Test func `a time without a zone is the local one, and said back`() throws {
    let result = try archive.stet(
      [
        "commit", "bridge.txt", "--published", "2011-07-24T17:27", "--retrieved",
        "2011-11-24 17:27",
      ],
      environment: ["TZ": "Europe/Berlin"])
    #expect(result.text.contains("published 2011-07-24T17:27:00+02:00"))
    #expect(result.text.contains("retrieved 2011-11-24T17:27:00+01:00"))
  }

  @Test(arguments: ["2011-02-29", "24.11.2011", "2011-11-24T25:00", "soon", "", "0000-01-01"])
  func `what is no time is refused with the forms that are`(time: String) throws {
    let result = try archive.attempt(["commit", "bridge.txt", "--retrieved", time])
    #expect(result.status == 2)
    #expect(result.errors.contains("hint: write 2011-11-24"))
  }

  @Test(arguments: ["America/New_York", "UTC", "Pacific/Auckland"])
  func `a day is that day wherever one asks`(zone: String) throws {
    let environment = ["TZ": zone]
    try archive.stet(
      ["commit", "bridge.txt", "--retrieved", "2011-11-24"], environment: environment)
    for (arguments, isFound) in [
      (["log", "--since", "2011-11-24"], true), (["log", "--since", "2011-11-25"], false),
      (["log", "--until", "2011-11-24"], true), (["log", "--until", "2011-11-23"], false),
    ] {
      let text = try archive.stet(arguments, environment: environment).text
      #expect((text != "no revisions") == isFound, "\(arguments)")
    }
    let status = { (time: String) in
      try archive.attempt(["cat", "bridge.txt@\(time)"], environment: environment).status
    }
    #expect(try status("2011-11-24") == 0)
    #expect(try status("2011-11-23") == 3)
  }

  // MARK: Messages

  @Test func `several messages are paragraphs`() throws {
    try archive.stet(["commit", "bridge.txt", "-m", "one", "--message=two", "-mthree"])
    #expect(try newest()["message"] == "one\n\ntwo\n\nthree")
  }

  @Test func `a message from a file or standard input is kept to the byte`() throws {
    let message: [UInt8] = [0xFF, 0xFE, 0x0D, 0x0A, 0x41, 0x0A, 0x0A]
    try archive.folder.write(message, to: "message")
    try archive.stet(["commit", "bridge.txt", "-F", "message"])
    #expect(try newest()["messageBase64"] == "//4NCkEKCg==")
    try archive.stet(["commit", "bridge.txt", "-F", "-", "--allow-unchanged"], input: message)
    #expect(try newest()["messageBase64"] == "//4NCkEKCg==")
    #expect(try archive.fsck() == "")
  }

  @Test func `a message of a megabyte is kept`() throws {
    let message = String(repeating: "why not\n\nArticle: nobody\n", count: 1 << 16).prefix(1 << 20)
    try archive.stet(["commit", "bridge.txt", "-F", "-"], input: Array(message.utf8))
    #expect(try newest()["message"] == .string(String(message)))
  }

  @Test func `a message with carriage returns is shown line by line`() throws {
    try archive.stet(["commit", "bridge.txt", "-F", "-"], input: Array("first\r\nsecond".utf8))
    let shown = try archive.stet(["show", "bridge.txt"]).text
    #expect(shown.contains("    first") && shown.contains("\n    second"))
    let line = try archive.stet(["log", "--oneline"]).text
    #expect(line.contains("first") && !line.contains("second"))
  }

  @Test(arguments: [
    (["-F", "-"], [0x61, 0] as [UInt8], "the message cannot be kept: it has a NUL at byte 1"),
    (["--title", "a\nb"], [], "the title cannot be kept: it has a control character at byte 1"),
    (["--title", ""], [], "the title cannot be kept: it is empty"),
    (["-m", "a", "-F", "x"], [], "-m and -F exclude each other"),
    (["-m"], [], "-m needs a value: TEXT"),
  ])
  func `what cannot be kept is refused, not changed`(
    options: [String], input: [UInt8], error: String
  ) throws {
    let result = try archive.attempt(["commit", "bridge.txt"] + options, input: input)
    #expect(result.status == 2)
    #expect(result.errors.contains("stet: error: \(error)"))
    #expect(try archive.stet(["log"]).text == "no revisions")
  }

  @Test(arguments: [
    ["-"], ["-", "--article", ""], ["-", "-F", "-", "--article", "a"],
    ["bridge.txt", "bridge.txt", "--article", "a"], ["-", "--article", "a\nb"],
  ])
  func `what makes no sense is refused`(arguments: [String]) throws {
    #expect(try archive.attempt(["commit"] + arguments).status == 2)
  }

  @Test func `a name of more than 1024 bytes is refused, one of 1024 kept`() throws {
    let name = String(repeating: "é/", count: 341) + "é"
    #expect(name.utf8.count == 1025)
    #expect(try archive.attempt(["commit", "bridge.txt", "--article", name]).status == 2)
    try archive.stet(["commit", "bridge.txt", "--article", String(name.dropLast()) + "x"])
  }

  @Test func `what was taken down is recorded as gone, and its last text is named`() throws {
    try archive.stet(["commit", "bridge.txt", "--published", "1868-05-01"])
    let gone = try archive.stet([
      "commit", "--withdrawn", "bridge.txt", "-m", "404", "--retrieved", "2011-11-24T17:27:00Z",
    ])
    #expect(gone.text.hasPrefix("recorded bridge.txt as ") && gone.text.contains("(withdrawn)"))
    let cat = try archive.attempt(["cat", "bridge.txt"])
    #expect(cat.status == 3 && cat.output.isEmpty)
    #expect(cat.errors.contains("was withdrawn at 2011-11-24T17:27:00Z"), "\(cat)")
    #expect(cat.errors.contains("the last text is bridge.txt@1"))
    #expect(try archive.stet(["cat", "bridge.txt@1"]).text == "one")
    #expect(
      try archive.stet(["log", "bridge.txt", "--oneline"]).text.contains("@2  404  withdrawn"))
    #expect(
      try archive.stet(["show", "bridge.txt"]).text.hasSuffix("the last text is bridge.txt@1"))
    #expect(try newest()["withdrawn"] == true)
    #expect(try archive.git(["ls-tree", "-r", "main"]).text.isEmpty)
    #expect(try archive.fsck() == "" && archive.attempt(["verify"]).status == 0)
    // Again, and under a name that nobody knows.
    let again = try archive.stet(["commit", "--withdrawn", "--article", "bridge.txt"])
    #expect(again.text == "unchanged bridge.txt: it is withdrawn")
    let unknown = try archive.attempt(["commit", "--withdrawn", "bridge.txt", "brigde.txt"])
    #expect(unknown.status == 3 && unknown.errors.contains("brigde.txt"), "\(unknown)")
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "2")
  }

  @Test(arguments: [["--withdrawn"], ["--withdrawn", "-"], []])
  func `a withdrawal needs a name and takes no text`(words: [String]) throws {
    #expect(try archive.attempt(["commit"] + words).status == 2)
    #expect(try archive.stet(["log"]).text == "no revisions")
  }

  @Test func `what came back altered is compared with what it was`() throws {
    try archive.commit("bridge", "It is 12 metres long.")
    try archive.stet(["commit", "--withdrawn", "bridge", "--retrieved", "2011-11-24"])
    #expect(try archive.stet(["diff", "bridge"]).text.contains("withdrawn"))
    try archive.commit("bridge", "It is 21 metres long.")
    let expected = "bridge@1 → bridge@3: substantive"
    #expect(try archive.stet(["diff", "bridge", "--stat"]).text.hasPrefix(expected))
    let drawn = try archive.stet(["diff", "bridge"]).text
    #expect(drawn.contains("withdrawn  2011-11-24"), "\(drawn)")
    #expect(try archive.stet(["show", "bridge"]).text.contains("since bridge@1:"))
    #expect(try archive.stet(["log", "bridge", "--stat"]).text.contains("1 number"))
    let json = try JSON(decoding: archive.stet(["diff", "bridge", "--json"]).output)
    #expect(json["old"]?["withdrawnAt"]?.stringValue == "2011-11-24")
    // Gone again: the last two texts are still what the name's difference is.
    try archive.stet(["commit", "--withdrawn", "bridge"])
    #expect(try archive.stet(["diff", "bridge", "--stat"]).text.hasPrefix(expected))
    #expect(try archive.stet(["diff", "bridge@3", "bridge", "--stat"]).text.contains("removed"))
  }

  @Test func `what a server sent as Last-Modified is a time`() throws {
    let output = try archive.stet([
      "commit", "bridge.txt", "--retrieved", "Thu, 24 Nov 2011 17:27:00 GMT", "--published",
      "2 days ago",
    ]).text
    #expect(output.contains("retrieved 2011-11-24T17:27:00Z"))
    #expect(try newest()["published"]?.stringValue != nil)
    #expect(try archive.stet(["log", "--since", "yesterday"]).text == "no revisions")
    #expect(try archive.stet(["log", "--since", "20 years ago"]).text.contains("bridge.txt"))
  }

  @Test func `a time that is yet to come is refused, unless insisted`() throws {
    for option in ["--published=2206-03-02", "--retrieved=2206-03-02T10:00Z"] {
      let refused = try archive.attempt(["commit", "bridge.txt", "--allow-unchanged", option])
      #expect(refused.status == 2)
      #expect(refused.errors.contains("2206-03-02") && refused.errors.contains("is yet to come"))
      try archive.stet(["commit", "bridge.txt", "--allow-unchanged", "--allow-future", option])
    }
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "2")
    let line = #"{"article":"a","text":"x","published":"2206-03-02"}"#
    let batch = try archive.attempt(["commit", "--batch"], input: Array(line.utf8))
    #expect(batch.status == 2 && batch.errors.contains("line 1: published 2206-03-02"))
  }
}
