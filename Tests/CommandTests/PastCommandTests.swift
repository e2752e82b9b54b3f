import Foundation
import JSON
import TestSupport
import Testing

/// `--as-of TIME --by WHICH`, wherever it can be asked.
struct PastCommandTests {
  private let archive: StetArchive

  /// Recorded in 2001: the first two; now: the third, an amendment, a rename. What each was seen and published as goes
  /// another way.
  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "one", "--retrieved=2026-03-01", "--published=2026-01-03")
    try archive.commit("bridge", "two", "--retrieved=2026-02-01", "--published=2026-01-01")
    try archive.recordEarlier()
    try archive.commit("bridge", "three", "--retrieved=2026-03-05", "--published=2026-01-02")
    try archive.stet(["amend", "bridge@1", "--title=Known later"])
    try archive.commit("ferry", "ferry", "--retrieved=2026-03-02")
  }

  private func text(_ words: String...) throws -> String { try archive.stet(words).text }

  @Test(arguments: [
    (["--as-of=2026-02-15"], "two"), (["--as-of=2026-03-01"], "one"),
    (["--as-of=2026-03-01", "--by=retrieved"], "one"), (["--as-of=now"], "three"),
    (["--as-of=2026-01-01", "--by=published"], "two"),
    (["--as-of", "2026-01-02T12:00Z", "--by", "published"], "three"),
    (["--as-of=2026-01-03", "--by=published"], "one"),
    (["--as-of=2001-09-09", "--by=recorded"], "two"),
    (["--as-of=today", "--by=recorded"], "three"),
    (["--as-of=20 years ago", "--by=recorded"], "two"),
    (["--as-of=Sun, 09 Sep 2001 01:46:40 GMT", "--by=recorded"], "two"),
  ])
  func `cat, show and diff go by the time that is asked for`(options: [String], text: String) throws
  {
    #expect(try archive.stet(["cat", "bridge"] + options).text == text)
    let shown = try JSON(decoding: archive.stet(["show", "--json", "bridge"] + options).output)
    let number = ["one": 1, "two": 2, "three": 3][text]
    #expect(shown["revision"]?["number"]?.integerValue == number)
    if number != 1 {
      let difference = try archive.stet(["diff", "--json", "bridge"] + options)
      #expect(
        try JSON(decoding: difference.output)["new"]?["specifier"]?.stringValue
          == "bridge@\(number ?? 0)")
    }
    let listed = try archive.stet(["list", "bridge", "--json"] + options).output
    #expect(try JSON(decoding: listed)["revisions"]?.integerValue == number)
  }

  @Test func `without --by it is NAME@TIME`() throws {
    for time in ["2026-02-01", "2026-02-28T23:59:59Z", "2026-03-01", "2026-03-04", "9999-12-31"] {
      #expect(try text("cat", "bridge", "--as-of", time) == text("cat", "bridge@\(time)"))
    }
    #expect(try text("log", "--help").contains("retrieved (default, as NAME@TIME)"))
  }

  @Test func `by the time of recording nothing is known that came later`() throws {
    let options = ["--as-of", "2001-10-01", "--by", "recorded"]
    #expect(
      try archive.stet(["log", "--oneline"] + options).text.split(separator: "\n").count == 2)
    #expect(try !archive.stet(["show", "bridge@1"] + options).text.contains("Known later"))
    #expect(try text("show", "bridge@1").contains("Known later"))
    #expect(try archive.stet(["cat", "bridge@-1"] + options).text == "one")
    #expect(
      try archive.stet(["diff", "--stat", "bridge@1..@2"] + options).text.hasPrefix("bridge@1"))
    #expect(try archive.attempt(["cat", "bridge@3"] + options).status == 3)
    let early = try archive.attempt(["cat", "ferry"] + options)
    #expect(early.status == 3 && early.errors.contains("it was first recorded"), "\(early.errors)")
    #expect(try archive.stet(["list"] + options).text.contains("1 article as of 2001-10-01"))
    let empty = try archive.stet(["list", "--as-of=1999-01-01", "--by=recorded"]).text
    #expect(empty == "no articles as of 1999-01-01, by what was recorded")
    #expect(try text("log", "--as-of=1999-01-01", "--by=recorded") == "no revisions")
  }

  @Test func `log leaves out what is of a later time, or of none`() throws {
    func numbers(_ options: String...) throws -> [Int?] {
      try archive.stet(["log", "bridge", "--json"] + options).text.split(separator: "\n").map {
        try JSON(decoding: Array($0.utf8))["number"]?.integerValue
      }
    }
    #expect(try numbers("--as-of=2026-03-01") == [2, 1])
    #expect(try numbers("--as-of=2026-01-02", "--by=published") == [3, 2])
    #expect(try numbers("--as-of=2001-10-01", "--by=recorded") == [2, 1])
    #expect(try text("log", "ferry", "--as-of=now", "--by=published") == "no revisions")
  }

  @Test func `a new name is asked for under the one that it had then`() throws {
    try archive.stet(["rename", "bridge", "harbour"])
    let options = ["--as-of", "2001-10-01", "--by", "recorded"]
    #expect(try archive.stet(["cat", "harbour"] + options).text == "two")
    let log = try archive.stet(["log", "harbour", "--oneline"] + options).text
    #expect(log.split(separator: "\n").count == 2 && log.contains("bridge"))
    #expect(try text("cat", "harbour", "--as-of=2026-02-15") == "two")
  }

  @Test(arguments: [
    (["cat", "bridge", "--by=recorded"], "--by has a meaning only with --as-of"),
    (["cat", "bridge", "--as-of=now", "--by=seen"], "not 'seen'"),
    (["cat", "bridge", "--as-of=noon"], "--as-of takes a time"),
    (["cat", "bridge@1", "--as-of=now"], "is one revision already"),
    (["show", "bridge@2026-03-01", "--as-of=now"], "is one revision already"),
    (["diff", "--batch", "--as-of=now"], "no place with --batch"),
    (["diff", "--files", "a", "b", "--as-of=now"], "no place with --files"),
  ])
  func `what makes no sense is refused`(words: [String], reason: String) throws {
    let result = try archive.attempt(words)
    #expect(result.status == 2 && result.errors.contains(reason), "\(result)")
  }
}
