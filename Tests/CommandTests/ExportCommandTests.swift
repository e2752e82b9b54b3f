import Foundation
import JSON
import TestSupport
import Testing

/// Texts as files in a new folder.
struct ExportCommandTests {
  private let archive: StetArchive
  private var folder: URL { archive.folder.url.appending(path: "out") }

  init() throws { archive = try StetArchive() }

  private func files() throws -> Set<String> {
    let all = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return Set(
      all.filter { path in
        let full = folder.appending(path: path).path(percentEncoded: false)
        return (try? FileManager.default.contentsOfDirectory(atPath: full)) == nil
      })
  }

  private func manifest() throws -> JSON {
    try JSON(decoding: Array(Data(contentsOf: folder.appending(path: "manifest.json"))))
  }

  private func check() throws -> Program.Result {
    try Program.run("sha256sum", ["--strict", "-c", "SHA256SUMS"], in: folder)
  }

  @Test func `every text is a file under its article's name, and sha256sum finds it whole`() throws
  {
    let names = [
      "news/bridge", "news", "plain", "Plain", "https://a.example/x?y=1", "../../evil",
      "/etc/passwd",
      "back\\slash", "a b", "-rf", "é", "法律", "*", "SHA256SUMS", "manifest.json/x",
      String(repeating: "long ", count: 100) + "/end",
    ]
    for name in names {
      try archive.commit(name, "text of \(name)\n", "--allow-similar-name")
    }
    try archive.stet(["export", "out"])
    let checked = try check()
    #expect(checked.status == 0, "\(checked)")
    #expect(checked.text.split(separator: "\n").count == names.count)
    let articles = try #require(try manifest()["articles"]?.arrayValue)
    #expect(
      articles.compactMap { $0["article"]?.stringValue }
        == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for article in articles {
      let path = try #require(article["path"]?.stringValue)
      let text = try Data(contentsOf: folder.appending(path: path))
      #expect(Array(text) == Array("text of \(article["article"]?.stringValue ?? "")\n".utf8))
    }
    #expect(try files().count == names.count + 2)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: archive.folder.url.path(percentEncoded: false)
      )
      .sorted() == [".stet", "out"])
  }

  @Test func `what has no text is in the manifest alone`() throws {
    try archive.commit("here", "text")
    try archive.commit("gone", "text")
    try archive.stet(["commit", "--withdrawn", "gone"])
    try archive.commit("erased", "secret")
    try archive.stet(["erase", "erased", "--reason", "court order", "--yes"])
    let told = try archive.stet(["export", "out"]).text
    #expect(told.contains("exported 1 text, 4 bytes, to "))
    #expect(told.contains("1 article without a text: withdrawn"))
    #expect(told.contains("1 article without a text: erased by law"))
    #expect(try files() == ["here", "SHA256SUMS", "manifest.json"])
    let articles = try #require(try manifest()["articles"]?.arrayValue)
    #expect(articles.map { $0["path"]?.stringValue } == [nil, nil, "here"])
    #expect(articles[0]["revision"]?["erased"]?["reason"]?.stringValue == "court order")
    #expect(articles[1]["revision"]?["withdrawn"] == true)
    #expect(try manifest()["head"]?.stringValue == archive.git(["rev-parse", "main"]).text)
  }

  @Test func `the texts are those of the time that is asked for`() throws {
    try archive.commit("a", "one", "--retrieved=2026-03-01")
    try archive.recordEarlier()
    try archive.commit("a", "two", "--retrieved=2026-02-01")
    try archive.commit("b", "three", "--retrieved=2026-03-05")
    func text(_ options: String...) throws -> [String: String] {
      try? FileManager.default.removeItem(at: folder)
      try archive.stet(["export", "out"] + options)
      #expect(try check().status == 0)
      return try Dictionary(
        uniqueKeysWithValues: files().filter { $0.count == 1 }.map { path in
          (path, try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        })
    }
    #expect(try text() == ["a": "two", "b": "three"])
    #expect(try text("--as-of=2026-02-15") == ["a": "two"])
    #expect(try text("--as-of=2026-03-01") == ["a": "one"])
    #expect(try text("--as-of=2001-10-01", "--by=recorded") == ["a": "one"])
    #expect(try manifest()["asOf"]?.stringValue == "2001-10-01")
    #expect(try manifest()["by"]?.stringValue == "recorded")
    #expect(try text("b", "?") == ["a": "two", "b": "three"])
    #expect(try text("b") == ["b": "three"])
  }

  @Test func `nothing that is there is written over`() throws {
    try archive.commit("a", "text")
    try archive.folder.write(Array("mine".utf8), to: "out/b")
    let refused = try archive.attempt(["export", "out"])
    #expect(refused.status == 5 && refused.errors.contains("it is not empty"), "\(refused)")
    #expect(try files() == ["b"])
    let file = try archive.attempt(["export", "out/b"])
    #expect(file.status != 0 && file.errors.contains("out/b"))
    #expect(try archive.folder.read("out/b") == Array("mine".utf8))
    #expect(try archive.attempt(["export", "."]).status == 5)
    // A link to an empty folder is the user's own word.
    let url = archive.folder.url
    try FileManager.default.createDirectory(
      at: url.appending(path: "empty"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: url.path(percentEncoded: false) + "link", withDestinationPath: "empty")
    try archive.stet(["export", "link"])
    #expect(try archive.folder.read("empty/a") == Array("text".utf8))
  }

  @Test func `a damaged text is told, and keeps nobody from the others`() throws {
    try archive.commit("a", "lost text")
    try archive.commit("b", "text")
    let lost = try archive.git(["hash-object", "--stdin"], input: Array("lost text".utf8)).text
    let path = try archive.file(ofObject: lost)
    // Its size can be read, and its bytes are other ones.
    let others = try archive.git(["hash-object", "-w", "--stdin"], input: Array("else text".utf8))
      .text
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(
      atPath: archive.file(ofObject: others),
      toPath: path)
    let result = try archive.attempt(["export", "out"])
    #expect(result.status == 4 && result.errors.contains(lost), "\(result)")
    #expect(try files() == ["b", "SHA256SUMS", "manifest.json"])
    #expect(try check().status == 0)
    let first = try #require(try manifest()["articles"]?.arrayValue?.first)
    #expect(first["path"] == .null && first["explanation"]?.stringValue?.contains(lost) == true)
  }

  @Test func `a killed export has no manifest`() throws {
    var stream = ""
    for number in 1...3000 {
      stream +=
        "commit refs/heads/main\ncommitter A <a@b> \(1_600_000_000 + number) +0000\ndata 0\n"
        + "M 644 inline d\(number % 50)/a\(number)\ndata 2\nx\n\n"
    }
    try archive.stet(["import", "-"], input: Array(stream.utf8))
    var wasStopped = false
    for _ in 1...20 where !wasStopped {
      try? FileManager.default.removeItem(at: folder)
      let process = Process()
      process.executableURL = StetProgram.url
      process.arguments = ["export", "out"]
      process.currentDirectoryURL = archive.folder.url
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      let first = folder.appending(path: "d1").path(percentEncoded: false)
      while process.isRunning, !FileManager.default.fileExists(atPath: first) {
        Thread.sleep(forTimeInterval: 0.001)
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      guard process.terminationReason == .uncaughtSignal else { continue }
      wasStopped = true
      #expect(try !files().contains("manifest.json"))
      #expect(try files().contains("manifest.json.incomplete"))
    }
    #expect(wasStopped)
  }

  @Test(arguments: [
    (["export"], "something is missing"),
    (["export", "out", "-o", "x"], "only with --fast-export"),
    (["export", "out", "--fast-export"], "no folder: 'out'"),
    (["export", "--fast-export", "--json"], "it has no --json"),
    (["export", "--fast-export", "--as-of=now"], "--by recorded"),
  ])
  func `what makes no sense is refused`(words: [String], reason: String) throws {
    try archive.commit("a", "text")
    let result = try archive.attempt(words)
    #expect(result.status == 2 && result.errors.contains(reason), "\(result)")
    #expect(!FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)))
  }

  @Test func `a pattern that nothing fits ends with status 3, and makes no folder`() throws {
    try archive.commit("a", "text")
    let result = try archive.attempt(["export", "out", "a", "b*"])
    #expect(result.status == 3 && result.errors.contains("'b*'"))
    #expect(!FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)))
  }
}
