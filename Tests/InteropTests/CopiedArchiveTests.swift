import Foundation
import JSON
import TestSupport
import Testing

/// Archives that are copied by way of `git fast-export`: nothing is lost.
struct CopiedArchiveTests {
  private let source: StetArchive
  private static let long = String(repeating: "é", count: 200)

  init() throws {
    source = try StetArchive()
    try recordTexts()
    try recordLives()
  }

  private func recordTexts() throws {
    try source.commit(
      "news/bridge", "one", "--title=Bridge", "--published=1931-02-03",
      "--retrieved=1969-12-31T23:59:59Z", "--source=https://a.example/", "--media-type=text/plain")
    try source.commit("news/bridge", "two", "-m", "words\n\nArticle: fake\nTitle: no\n")
    for name in ["Bridge", "bridge", "BRIDGE", "..dots..", "CON", "a:b*c~d%20", " x ", Self.long] {
      try source.commit(name, "text of \(name)")
    }
    try source.commit(Self.long + "2", "long", "--author", "Ann Other <ann@example.org>")
    try source.commit("news/bridge", "two", "--allow-unchanged", "--retrieved=2020-01-01")
    // What was imported before it is copied: a rename in one commit, an encoding.
    let person = "committer A <a@b> 1600000000 +0130\n"
    let stream = """
      commit refs/heads/main\nmark :1\n\(person)data 3\none\nM 644 inline docs/a\ndata 1\nx
      commit refs/heads/main\nmark :2\n\(person)encoding iso-8859-1\ndata 3\ntwo\nfrom :1\nR docs/a docs/b

      """
    try source.stet(["import", "-"], input: Array(stream.utf8))
  }

  private func recordLives() throws {
    try source.stet(["commit", "--withdrawn", "Bridge", "-m", "404"])
    try source.commit("Bridge", "back")
    try source.stet(["amend", "news/bridge@1", "--published=1931-02-04", "--clear=title"])
    try source.stet(["amend", "news/bridge@1", "--title=Other", "-m", "why"])
    try source.commit("rep", "x", "--republishes=news/bridge@1")
    try source.stet(["rename", "bridge", "new/bridge"])
    let lines = [
      #"{"article":"news/bridge","text":"three"}"#, #"{"article":"rep","text":"x"}"#,
      #"{"article":"lost","failed":"HTTP 503"}"#,
    ]
    try source.stet(["commit", "--batch"], input: Array(lines.map { $0 + "\n" }.joined().utf8))
    try source.stet(["amend", "rep@1", "--republishes=news/bridge@2"])
    try source.commit("last", "last")
  }

  private func export(_ options: String..., of archive: StetArchive? = nil) throws -> [UInt8] {
    try (archive ?? source).git(["fast-export", "--reencode=no"] + options).output
  }

  private func head(_ archive: StetArchive) throws -> String {
    try archive.git(["rev-parse", "main"]).text
  }

  @discardableResult
  private func take(_ stream: [UInt8], _ archive: StetArchive, _ options: String...) throws -> JSON
  {
    let result = try archive.stet(["import", "-", "--json"] + options, input: stream)
    let verified = try archive.attempt(["verify"])
    #expect(verified.status == 0, "\(verified)")
    #expect(try archive.fsck() == "")
    return try JSON(decoding: result.output)
  }

  @Test(arguments: [
    [], ["--show-original-ids"], ["--signed-tags=strip"], ["--full-tree"], ["-M", "-C", "-C"],
    ["--use-done-feature", "--tag-of-filtered-object=drop"],
  ])
  func `a copy has the same commits`(options: [String]) throws {
    let copy = try StetArchive()
    let stream = try source.git(["fast-export", "--all", "--reencode=no"] + options).output
    let json = try take(stream, copy)
    #expect(json["copied"]?.integerValue == json["commits"]?.integerValue)
    #expect(try head(copy) == head(source))
    for command in [["log", "--json"], ["log", "new/bridge"], ["show", "news/bridge@1"]] {
      #expect(try copy.stet(command).text == source.stet(command).text)
    }
    let again = try take(stream, copy)
    #expect(again["revisions"]?.integerValue == 0)
    #expect(again["knownCommits"]?.integerValue == json["commits"]?.integerValue)
    #expect(try head(copy) == head(source))
  }

  @Test func `a copy that grows bit by bit is the same as one made at once`() throws {
    let copy = try StetArchive()
    let count = Int(try source.git(["rev-list", "--count", "main"]).text) ?? 0
    for number in (0..<count).reversed() {
      try take(try export("main~\(number)"), copy)
    }
    #expect(try head(copy) == head(source))
    // What comes after the copy's head alone is enough, too.
    let other = try StetArchive()
    try take(try export("main~7"), other)
    let amid = try other.attempt(["import", "-"], input: try export("main~7..main"))
    #expect(amid.status == 2 && amid.errors.contains("begins amid an archive's history"), "\(amid)")
    let rest = try take(try export("--reference-excluded-parents", "main~7..main"), other)
    #expect(rest["commits"]?.integerValue == 7)
    #expect(try head(other) == head(source))
    // And by way of the copy.
    let third = try StetArchive()
    try take(try export("--all", of: copy), third)
    #expect(try head(third) == head(source))
  }

  /// All that a reader is told of an article's revisions, without the ids of commits, and their texts.
  private func story(_ name: String, _ archive: StetArchive) throws -> [String] {
    let lines = try archive.stet(["log", "--json", "--no-follow", name]).text.split(separator: "\n")
    return try lines.map { line in
      let revision = try JSON(decoding: Array(line.utf8))
      let told = [
        "article", "number", "author", "authored", "message", "title", "source", "published",
        "retrieved", "mediaType", "withdrawn", "renamedFrom", "renamedTo", "importedFrom",
      ].map { "\($0)=\(revision[$0].map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "")" }
      let text = try archive.attempt(["cat", "\(name)@\(revision["number"]?.integerValue ?? 0)"])
      return (told + [text.text]).joined(separator: "|")
    }
  }

  @Test(arguments: [["--all"], ["--all", "--show-original-ids"]])
  func `into an archive that has others, all comes with new ids`(options: [String]) throws {
    let copy = try StetArchive()
    try copy.commit("own", "mine")
    let stream = try source.git(["fast-export", "--reencode=no"] + options).output
    let json = try take(stream, copy)
    #expect(json["copied"]?.integerValue == json["commits"]?.integerValue)
    #expect(json["leftOut"]?.integerValue == 0)
    let names = try Set(
      source.stet(["log", "--json"]).text.split(separator: "\n").compactMap { line in
        try JSON(decoding: Array(line.utf8))["article"]?.stringValue
      }.filter { !$0.hasPrefix("stet:") })
    #expect(names.count == 15)
    for name in names { #expect(try story(name, copy) == story(name, source)) }
    // What speaks of another revision speaks of that one here.
    let first = try JSON(decoding: copy.stet(["show", "news/bridge@1", "--json"]).output)
    #expect(first["revision"]?["title"]?.stringValue == "Other")
    #expect(first["revision"]?["published"]?.stringValue == "1931-02-04")
    let second = try JSON(decoding: copy.stet(["show", "news/bridge@2", "--json"]).output)
    let id = try #require(second["revision"]?["commit"]?.stringValue)
    #expect(try copy.stet(["show", "rep@1", "--json"]).text.contains("news/bridge@\(id)"))
    let before = try head(copy)
    let again = try take(stream, copy)
    #expect(again["revisions"]?.integerValue == 0)
    #expect(try head(copy) == before)
    // What is new there comes alone, also once this archive has gone on.
    try copy.commit("news/bridge", "mine")
    try source.commit("news/bridge", "theirs")
    try source.stet(["amend", "news/bridge@1", "--title=Third"])
    let more = try take(
      try source.git(["fast-export", "--reencode=no"] + options).output, copy)
    #expect(more["revisions"]?.integerValue == 2)
    #expect(try copy.stet(["cat", "news/bridge"]).text == "theirs")
    #expect(try copy.stet(["show", "news/bridge@1"]).text.contains("Third"))
  }

  @Test func `an archive that is imported into itself has nothing new, however often`() throws {
    let before = try head(source)
    for options in [["--all"], ["--all", "--show-original-ids"]] {
      let stream = try source.git(["fast-export", "--reencode=no"] + options).output
      for _ in 1...2 {
        #expect(try take(stream, source)["revisions"]?.integerValue == 0, "\(options)")
        #expect(try head(source) == before, "\(options)")
      }
    }
  }

  @Test func `branches and tags in the line of a history change nothing`() throws {
    try source.git(["branch", "side", "main~5"])
    try source.git(["tag", "v1", "main~9"])
    try source.git([
      "-c", "user.name=A", "-c", "user.email=a@b", "tag", "-a", "-m", "words", "v2", "main~2",
    ])
    let copy = try StetArchive()
    let stream = try export("--all")
    let json = try take(stream, copy)
    #expect(json["copied"]?.integerValue == json["commits"]?.integerValue)
    #expect(try head(copy) == head(source))
    #expect(try take(stream, copy)["revisions"]?.integerValue == 0)
  }

  @Test func `a stream without texts that are not here is refused, and nothing is recorded`() throws
  {
    let copy = try StetArchive()
    let result = try copy.attempt(["import", "-"], input: try export("--all", "--no-data"))
    #expect(result.status == 2 || result.status == 3, "\(result)")
    #expect(result.errors.hasPrefix("stet: error: "), "\(result)")
    #expect(try copy.attempt(["verify"]).status == 0)
    try take(try export("--all"), copy)
    #expect(try head(copy) == head(source))
  }

  @Test func `rules go by the names of articles`() throws {
    let copy = try StetArchive()
    let stream = try export("--all")
    let json = try take(stream, copy, "--only", "*bridge", "--map", "news/*=daily/*")
    let names = Set(
      try copy.git(["log", "--format=%(trailers:key=Article,valueonly,separator=)"]).text
        .split(separator: "\n").map(String.init))
    #expect(names == ["daily/bridge", "bridge", "new/bridge", "stet:amended/daily/bridge"])
    #expect((json["filtered"]?.integerValue ?? 0) > 0)
    #expect(try copy.stet(["show", "daily/bridge@1"]).text.contains("Other"))
    // The other half of a rename is left out, and is not spoken of.
    let half = try StetArchive()
    try take(stream, half, "--only", "new/bridge")
    #expect(try half.stet(["log"]).text.contains("renamed") == false)
    #expect(try take(stream, half, "--only", "new/bridge")["revisions"]?.integerValue == 0)
  }

  @Test func `a stream that ends within a rename goes on with the next one`() throws {
    let copy = try StetArchive()
    let arrival = try source.git(["log", "--format=%H", "--grep=^Renamed-From: bridge"]).text
    let stream = try export(arrival)
    let json = try take([] + stream, copy)
    #expect(json["leftOut"]?.integerValue == 1)
    try take(try export("--all"), copy)
    #expect(try head(copy) == head(source))
  }

  @Test func `what other programs recorded in an archive is imported by its path`() throws {
    try source.forge("by git", at: "notes.txt", trailers: ["Signed-off-by: A"])
    try source.commit("after", "text")
    try source.stet(["amend", "after@1", "--title=T"])
    try source.stet(["amend", "last@1", "--title=L"])
    for options in [["--all"], ["--all", "--show-original-ids"]] {
      let copy = try StetArchive()
      let stream = try source.git(["fast-export", "--reencode=no"] + options).output
      let json = try take(stream, copy)
      #expect(try copy.stet(["cat", "notes.txt"]).text == "by git")
      #expect(try copy.stet(["cat", "after"]).text == "text")
      #expect(try copy.stet(["show", "last@1"]).text.contains("title         L"))
      // Only the stream can say what a commit is called that follows one of another program's.
      let isTold = options.count == 2
      #expect(json["leftOut"]?.integerValue == (isTold ? 0 : 1))
      #expect(try take(stream, copy)["revisions"]?.integerValue == 0)
    }
  }

  @Test func `an archive with erased texts is not exported by git, and the rest of it is copied`()
    throws
  {
    let copy = try StetArchive()
    try take(try export("--all"), copy)
    try source.stet(["erase", "rep@1", "--reason", "court order", "--yes"])
    try source.commit("later", "text")
    let whole = try Program.run(
      "git", ["--git-dir", source.gitDirectory, "fast-export", "--all", "--reencode=no"])
    #expect(whole.status != 0)
    // Nothing that was here is removed because of a stream.
    let json = try take(
      try export("--reference-excluded-parents", "main~2..main"), copy)
    #expect(json["leftOut"]?.integerValue == 1 && json["copied"]?.integerValue == 1)
    #expect(try copy.stet(["cat", "rep"]).text == "x")
    #expect(try copy.stet(["cat", "later"]).text == "text")
  }
}
