import Dispatch
import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

struct SearchCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "The Brücke is closed until further notice.\nNobody was hurt.")
    try archive.commit("bridge", "The Brücke is open. Nobody was hurt.")
    try archive.commit("ferry", "桥梁关闭了。 The ferry runs.")
  }

  private func search(_ words: String...) throws -> [String] {
    try archive.stet(["search"] + words).text.split(separator: "\n").map(String.init)
  }

  @Test
  func `an index that lies ends verification with what to type, which brings the answer back`()
    throws
  {
    try archive.commit("bridge", "The bridge is closed.")
    try archive.commit("ferry", "The ferry sails.")
    #expect(try archive.stet(["search", "closed"]).text.contains("bridge"))
    let python = """
      import sqlite3, sys
      with sqlite3.connect(sys.argv[1]) as index:
          index.execute("UPDATE passage SET article = 2")
      """
    let path = archive.gitDirectory + "/stet/passages.sqlite"
    #expect(try Program.run("python3", ["-c", python, path]).status == 0)
    for options in [[], ["--full"], ["--since-last"]] {
      let result = try archive.attempt(["verify"] + options)
      #expect(result.status == 4 && result.text.contains("the index of words does not say"))
      #expect(result.text.contains("next: run `stet repair`"))
    }
    let json = try JSON(decoding: archive.attempt(["verify", "--json"]).output)
    #expect(json["findings"]?.arrayValue?.map { $0["cause"]?.stringValue } == ["passages"])
    #expect(try archive.attempt(["verify", "--full", "--quick"]).status == 2)
    try archive.stet(["repair"])
    try archive.stet(["verify", "--full"])
    #expect(try archive.stet(["search", "closed"]).text.contains("bridge"))
  }

  @Test func `an answer names the newest revision, those that have it, and shows it`() throws {
    let lines = try search("closed")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("bridge@1  ") && lines[0].hasSuffix("  in @1 of 2"))
    #expect(
      lines[1] == "    The Brücke is [closed] until further notice. Nobody was hurt.")
    #expect(lines[2] == "1 article, 1 revision")
  }

  @Test func `words, phrases, beginnings and what is joined by AND, OR and NOT are found`() throws {
    #expect(try search("brucke", "OPEN").first?.hasPrefix("bridge@2") == true)
    #expect(try search("\"nobody was hurt\"").first?.hasSuffix("in @1..@2 of 2") == true)
    #expect(try search("further* OR ferry").last == "2 articles, 2 revisions")
    #expect(try search("关闭").first?.hasPrefix("ferry@1") == true)
    #expect(try search("hurt NOT closed").first?.hasSuffix("in @2 of 2") == true)
    #expect(try search("--latest", "closed") == ["nothing found"])
    #expect(try search("--article", "f*", "the").last == "1 article, 1 revision")
    #expect(try search("the", "-n", "1").count == 3)
    #expect(try search("the", "--skip", "2") == ["2 articles, 3 revisions"])
  }

  @Test func `what came and went is told, the newest first`() throws {
    let lines = try search("--changes", "closed")
    #expect(lines.count == 3)
    #expect(lines[0].hasSuffix("  went with bridge@2"))
    #expect(lines[1].hasSuffix("  came with bridge@1"))
    #expect(lines[2] == "1 time it came, 1 time it went")
  }

  @Test(arguments: [
    ("!!!", "cannot search for '!!!', at byte 1"),
    ("a AND", "cannot search for 'a AND', at byte 3"),
    ("(a", "cannot search for '(a', at byte 1"), ("", "cannot search for ''"),
  ])
  func `a query that is none says where`(query: String, message: String) throws {
    let result = try archive.attempt(["search", query])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("stet: error: \(message)\nhint: "))
  }

  @Test func `changes of the latest alone are refused`() throws {
    #expect(try archive.attempt(["search", "--changes", "--latest", "a"]).status == 2)
  }

  @Test func `articles cannot draw on a terminal by what they say`() throws {
    try archive.commit("evil", "before \u{1B}[31mred\u{202E} after")
    let text = try archive.stet(["search", "red"]).text
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func `eight who search and two who record see no lock, and miss nothing`() throws {
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 10) { worker in
      for number in 0..<3 {
        do {
          if worker < 2 {
            try archive.commit("article \(worker)", "revision \(number) closed")
          } else {
            let result = try archive.stet(["search", "closed"])
            if !result.errors.isEmpty || !result.text.contains("bridge@1") {
              failures.withLock { $0.append(result.errors + result.text) }
            }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try search("closed").last == "3 articles, 7 revisions")
  }

  @Test func `whoever may only read searches, too`() throws {
    let folder = URL(filePath: archive.gitDirectory + "/stet/passages.sqlite")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(try search("closed").count == 3)
  }

  @Test func `the figures of the archive say how much it takes to search`() throws {
    #expect(try JSON(decoding: archive.stet(["stats", "--json"]).output)["passageBytes"] == 0)
    _ = try search("closed")
    let json = try JSON(decoding: archive.stet(["stats", "--json"]).output)
    #expect(try #require(json["passageBytes"]?.integerValue) > 4096)
    #expect(try archive.stet(["stats"]).text.contains("search index"))
  }

  @Test func `git and verification take no notice of it`() throws {
    _ = try search("closed")
    #expect(try archive.fsck() == "")
    #expect(try archive.attempt(["verify"]).status == 0)
  }
}
