import Foundation
import TestSupport
import Testing

/// `stet export --fast-export`, taken by git.
struct ExportedStreamTests {
  private func head(ofStream stream: [UInt8]) throws -> String {
    let git = try GitRepository()
    try git.git(["fast-import", "--quiet"], input: stream)
    #expect(try git.git(["fsck", "--full", "--strict"]).errors == "")
    return try git.git(["rev-parse", "main"]).text
  }

  @Test func `git gets the same commits, and so does an archive`() throws {
    let archive = try StetArchive()
    try archive.commit(
      "news/bridge", "one", "--published=1931-02-03", "-m", "words\n\nArticle: no\n")
    for name in ["a\"b", "Bridge", "bridge", " x ", "a:b*c~d%20", "é"] {
      try archive.commit(name, "text of \(name)", "--allow-similar-name")
    }
    try archive.commit("news/bridge", "one", "--allow-unchanged", "--author", "Ann <ann@b>")
    try archive.stet(["commit", "--withdrawn", "bridge"])
    try archive.stet(["amend", "news/bridge@1", "--title=T"])
    try archive.stet(["rename", "é", "e"])
    try archive.stet(["commit", "--batch"], input: Array(#"{"article":"run","text":"x"}"#.utf8))
    let main = try archive.git(["rev-parse", "main"]).text
    let stream = try archive.stet(["export", "--fast-export"]).output
    #expect(try head(ofStream: stream) == main)
    let copy = try StetArchive()
    try copy.stet(["import", "-"], input: stream)
    #expect(try copy.git(["rev-parse", "main"]).text == main)
    #expect(try copy.attempt(["verify"]).status == 0)
    try archive.stet(["export", "--fast-export", "-o", "file"])
    #expect(try archive.folder.read("file") == stream)
    // A part that ends with an earlier commit.
    try archive.recordEarlier()
    let earlier = try archive.git(["rev-parse", "main"]).text
    try archive.commit("later", "text")
    let past = try archive.stet(["export", "--fast-export", "--as-of=2002-01-01", "--by=recorded"])
    #expect(try head(ofStream: past.output) == earlier)
  }

  @Test func `another history of git's, with merges, modes and links, stays what it is`() throws {
    let git = try GitRepository(bare: false)
    func commit(_ message: String, _ body: () throws -> Void) throws {
      try body()
      try git.git(["add", "-A"])
      try git.git(["commit", "-qm", message, "--allow-empty"])
    }
    let files = git.directory
    try commit("one") {
      try files.write(Array("x".utf8), to: "folder/a b")
      try files.write(Array("y".utf8), to: "file")
    }
    try commit("a file becomes a folder and the other way round") {
      try git.git(["rm", "-rq", "file", "folder"])
      try files.write(Array("x".utf8), to: "file/in/it")
      try files.write(Array("y".utf8), to: "folder")
    }
    try git.git(["checkout", "-qb", "side", "main~1"])
    try commit("side") { try files.write([0, 0xFF], to: "side \"quoted\"\u{e9}") }
    try git.git(["checkout", "-q", "main"])
    try commit("modes") {
      try git.git(["config", "core.symlinks", "true"])
      let path = git.directory.url.path(percentEncoded: false)
      try FileManager.default.createSymbolicLink(
        atPath: path + "link", withDestinationPath: "folder")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: path + "folder")
    }
    try git.git(["merge", "-q", "side", "-m", "merge", "-s", "ours"])
    try commit("empty") {}
    try commit("gone") { try git.git(["rm", "-rq", "file"]) }
    let store = git.gitDirectory.path(percentEncoded: false)
    let stream = try StetProgram.run(
      ["export", "--fast-export", "--store", store], in: git.directory.url)
    #expect(stream.status == 0 && stream.errors == "", "\(stream.errors)")
    #expect(try head(ofStream: stream.output) == git.git(["rev-parse", "main"]).text)
  }

  @Test func `what no stream can tell is said`() throws {
    let archive = try StetArchive()
    try archive.commit("a", "text")
    let commit = try archive.git(["cat-file", "commit", "main"]).output
    let text = String(decoding: commit, as: UTF8.self)
    let signed = text.replacing("\n\n", with: "\ngpgsig-sha256 none\n\n", maxReplacements: 1)
    let id = try archive.git(
      ["hash-object", "-w", "-t", "commit", "--stdin"], input: Array(signed.utf8)
    ).text
    try archive.git(["update-ref", "refs/heads/main", id])
    let result = try archive.stet(["export", "--fast-export"])
    #expect(result.errors.contains("commit \(id) has what no stream can tell"), "\(result.errors)")
  }

  @Test func `where a text was erased the stream ends, and nobody takes it for whole`() throws {
    let archive = try StetArchive()
    try archive.commit("a", "secret")
    try archive.stet(["erase", "a", "--reason", "court order", "--yes"])
    let result = try archive.attempt(["export", "--fast-export"])
    #expect(result.status == 3 && result.errors.contains("court order"))
    #expect(
      try GitRepository().attempt(["fast-import", "--quiet"], input: result.output).status != 0)
    let copy = try StetArchive()
    #expect(try copy.attempt(["import", "-"], input: result.output).status == 2)
  }

  @Test func `trees that hold each other again and again end it`() throws {
    let archive = try StetArchive()
    try archive.commit("a", "text")
    var tree = try archive.git(["rev-parse", "main^{tree}"]).text
    for _ in 0..<12 {
      let lines = (0..<10).map { "040000 tree \(tree)\t\($0)\n" }.joined()
      tree = try archive.git(["mktree"], input: Array(lines.utf8)).text
    }
    let id = try archive.git(["commit-tree", tree, "-p", "main", "-m", "bomb"]).text
    try archive.git(["update-ref", "refs/heads/main", id])
    let result = try archive.attempt(["export", "--fast-export"])
    #expect(
      result.status == 6 && result.errors.contains("it changes more than"), "\(result.errors)")
  }
}
