import Foundation
import JSON
import TestSupport
import Testing

/// The archive as pages in files.
struct SiteExportTests {
  private let archive: StetArchive
  private var folder: URL { archive.folder.url.appending(path: "public") }

  init() throws {
    archive = try StetArchive()
    try archive.commit("news/bridge", "The bridge has 12 cracks.")
    try archive.commit("news/bridge", "The bridge has 21 cracks.")
    try archive.commit("ferry", "The ferry sails each hour.")
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path(percentEncoded: false))
  }

  @Test func `all that can be read without a server is there`() throws {
    let said = try archive.stet(["export", "--site", "public", "--title", "The archive"])
    #expect(said.text.hasPrefix("wrote 19 pages, "))
    #expect(try text("index.html").contains("The archive</title>"))
    #expect(try text("a/news=2fbridge/diff/1..2.html").contains("<ins"))
    #expect(try text("a/ferry/1.html").contains("The ferry sails each hour."))
    #expect(exists("feed.atom") && exists("style.css") && exists("verify.html"))
    // What needs somebody to answer is not offered.
    #expect(try !text("index.html").contains("<form"))
    #expect(try !text("a/news=2fbridge.html").contains("<form"))
  }

  @Test func `the second time only what changed is written`() throws {
    try archive.stet(["export", "--site", "public"])
    try Data("mine".utf8).write(to: folder.appending(path: "a/news=2fbridge.html"))
    try archive.commit("ferry", "The ferry sails each half hour.")
    try archive.stet(["export", "--site", "public"])
    #expect(try text("a/news=2fbridge.html") == "mine")
    #expect(exists("a/ferry/diff/1..2.html"))
    #expect(try text("index.html").contains("ferry/diff/1..2.html"))
  }

  @Test func `an amendment is told on its article's pages`() throws {
    try archive.stet(["export", "--site", "public"])
    try archive.stet(["amend", "ferry", "--title", "The new timetable"])
    try archive.stet(["export", "--site", "public"])
    #expect(try text("a/ferry/1.html").contains("The new timetable"))
  }

  @Test func `an erased text goes from the files, too`() throws {
    try archive.stet(["export", "--site", "public"])
    let id = try archive.git(["rev-list", "--reverse", "main"]).text.split(separator: "\n")[0]
    #expect(exists("raw/\(id).txt"))
    try archive.stet(["erase", "news/bridge@1", "--reason", "a court said so", "--yes"])
    try archive.stet(["export", "--site", "public"])
    #expect(!exists("raw/\(id).txt"))
    let found = try Program.run("grep", ["-rl", "12 cracks", "."], in: folder)
    #expect(found.text == "", "\(found.text)")
  }

  @Test func `a folder that holds something else is left alone`() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.appending(path: "index.html"))
    let result = try archive.attempt(["export", "--site", "public"])
    #expect(result.status == 5 && result.errors.contains("not empty"))
    #expect(try text("index.html") == "mine")
  }

  @Test func `no link in the folder is followed`() throws {
    try archive.stet(["export", "--site", "public"])
    let elsewhere = archive.folder.url.appending(path: "elsewhere")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    try FileManager.default.removeItem(at: folder.appending(path: "a/ferry"))
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "a/ferry"), withDestinationURL: elsewhere)
    try archive.commit("ferry", "The ferry sails each half hour.")
    let result = try archive.attempt(["export", "--site", "public"])
    #expect(result.status == 3, "\(result)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
    // It is not whole, and says so; once the link is gone it is made whole.
    try FileManager.default.removeItem(at: folder.appending(path: "a/ferry"))
    try archive.stet(["export", "--site", "public"])
    #expect(exists("a/ferry/2.html") && exists("a/ferry/1.html"))
  }

  @Test func `what cannot be read is told on its page, by the status, and again the next time`()
    throws
  {
    let ids = try archive.git(["rev-list", "--objects", "--filter=object:type=blob", "main"]).text
    let text = try archive.git(
      ["hash-object", "--stdin"], input: Array("The ferry sails each hour.".utf8)
    ).text
    #expect(ids.contains(text))
    let file = try archive.file(ofObject: text)
    try FileManager.default.removeItem(atPath: file)
    let result = try archive.attempt(["export", "--site", "public", "--json"])
    #expect(result.status == 4)
    let json = try JSON(decoding: result.output)
    #expect(json["unreadable"]?.arrayValue?.isEmpty == false)
    #expect(try self.text("a/ferry/1.html").contains("it is damaged"))
    #expect(try self.text("stet-site.txt").contains("unfinished"))
    #expect(try self.text("a/news=2fbridge/1.html").contains("12 cracks"))
  }

  @Test(arguments: [
    ["export", "--site"], ["export", "--site", "x", "news/*"],
    ["export", "--site", "x", "--as-of", "2026-01-01"], ["export", "x", "--title", "T"],
    ["serve", "--port", "65536"], ["serve", "--port", "x"], ["serve", "--log", "x"],
    ["serve", "--origin", "archive.example"], ["serve", "--origin", "https://a.example/"],
    ["serve", "--origin", "https://a.example/\"><script>"],
  ])
  func `what makes no sense is refused before anything is done`(words: [String]) throws {
    let result = try archive.attempt(words)
    #expect(result.status == 2, "\(result)")
    #expect(!exists("../x"))
  }
}
