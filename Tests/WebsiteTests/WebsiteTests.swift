import Articles
import Bytes
import Foundation
import Pages
import Stet
import TestSupport
import Testing

@testable import Website

/// Pages of an archive that is read, as a browser gets them.
struct WebsiteTests {
  private let archive: WebsiteArchive

  init() throws {
    archive = try WebsiteArchive()
    try archive.record(
      "news/bridge", "The bridge has 12 cracks. It is closed.", title: "Bridge closed")
    try archive.record(
      "news/bridge", "The bridge has 21 cracks. It is closed.", title: "Bridge closed")
    try archive.record(
      "news/bridge", "The bridge has 21 cracks. It is closed!", title: "Bridge shut")
    try archive.record("ferry", "The ferry sails each hour, and takes bicycles.")
    try archive.record("ferry", nil)
  }

  private func text(_ path: String, _ query: [(String, String)] = []) throws -> String {
    let answer = archive.site.answer(path: path, query: query.map { (name: $0.0, value: $0.1) })
    #expect(answer.status == 200, "\(path)")
    return String(decoding: answer.body, as: UTF8.self)
  }

  private func status(_ path: String, _ query: [(String, String)] = []) throws -> Int {
    archive.site.answer(path: path, query: query.map { (name: $0.0, value: $0.1) }).status
  }

  @Test func `the newest changes stand first, those that change the sense before the others`()
    throws
  {
    let page = try text("/")
    let number = try #require(page.range(of: ">number</span>"))
    let punctuation = try #require(page.range(of: ">punctuation</span>"))
    let withdrawn = try #require(page.range(of: ">withdrawn</span>"))
    #expect(withdrawn.lowerBound < number.lowerBound)
    #expect(number.lowerBound < punctuation.lowerBound)
    #expect(page.contains("What changes the sense") && page.contains("What leaves it alone"))
    let head = try archive.archive.head()
    #expect(page.contains(try #require(head).description))
  }

  @Test func `each run that found nothing new is on the line of time, close ones as one mark`()
    throws
  {
    for _ in 0..<3 { try archive.run([("news/bridge", "The bridge has 21 cracks. It is closed!")]) }
    let page = try text("/a/news%2Fbridge")
    #expect(page.ranges(of: "<title>Seen unchanged, 2011-").count == 3)
    #expect(page.contains("last seen unchanged 2011-12-02"))
    // Runs before there was such a text, and those that found another, say nothing of it.
    #expect(try !text("/a/ferry").contains("Seen unchanged"))
    for _ in 0..<600 {
      try archive.run([("news/bridge", "The bridge has 21 cracks. It is closed!")])
    }
    let crowded = try text("/a/news%2Fbridge")
    #expect(crowded.ranges(of: "<title>Seen unchanged").count < 260)
    #expect(crowded.contains("<title>Seen unchanged 3 times, 201"))
  }

  @Test func `changes are asked for by class and by article`() throws {
    let numbers = try text("/", [("class", "number")])
    #expect(numbers.contains("diff/1..2") && !numbers.contains("diff/2..3"))
    #expect(try !text("/", [("class", "cosmetic")]).contains("diff/1..2"))
    #expect(try !text("/", [("article", "ferry")]).contains("news%2Fbridge"))
    #expect(try text("/", [("class", "negation")]).contains("No revision was found"))
  }

  @Test func `what is earlier is on the next page, and nothing is on two`() throws {
    for number in 0..<90 { try archive.record("many", "This is text number \(number).") }
    var seen: [String] = []
    var query: [(String, String)] = []
    for _ in 0..<10 {
      let page = try text("/", query)
      seen += page.matches(of: /href="(\/a\/[^"]*)">revision/).map { String($0.output.1) }
      guard let next = page.firstMatch(of: /\/\?before=([0-9a-f]{64})/) else { break }
      query = [("before", String(next.output.1))]
    }
    #expect(seen.count == 95)
    #expect(Set(seen).count == 95)
  }

  @Test func `a timeline has each revision with its size and its class`() throws {
    let page = try text("/a/news%2Fbridge")
    for words in [
      "Revision 1", "Revision 2", "Revision 3", "39 bytes", ">new<", ">number<", ">punctuation<",
      "<svg",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(page.contains("<h1 dir=\"auto\">Bridge shut</h1>"))
    #expect(try text("/a/ferry").contains(">withdrawn<"))
  }

  @Test func `a long timeline is read page by page`() throws {
    for number in 0..<120 { try archive.record("many", "This is text number \(number).") }
    let pages = try (1...3).map { try text("/a/many", [("page", String($0))]) }
    #expect(pages[0].contains("Revision 120") && !pages[0].contains(">Revision 70<"))
    #expect(pages[1].contains(">Revision 70<") && pages[1].contains(">Revision 21<"))
    #expect(pages[2].contains(">Revision 1<"))
    // What is no page is the nearest that is.
    #expect(try text("/a/many", [("page", "99")]) == pages[2])
  }

  @Test func `a revision has its text, its times and what it changed`() throws {
    let page = try text("/a/news%2Fbridge/2")
    #expect(page.contains("The bridge has 21 cracks. It is closed."))
    #expect(page.contains("Before it") && page.contains("After it"))
    #expect(page.contains("retrieved") && page.contains("recorded") && page.contains("sha256"))
    let blame = try text("/a/news%2Fbridge/3", [("blame", "1")])
    #expect(blame.contains("revision 2") && blame.contains("revision 3"))
    #expect(try text("/a/ferry/2").contains("was taken down"))
  }

  @Test func `what an address means now, another one says`() throws {
    func target(_ path: String, _ query: [(String, String)] = []) throws -> String? {
      let answer = archive.site.answer(path: path, query: query.map { (name: $0.0, value: $0.1) })
      #expect(answer.status == 302)
      return answer.location
    }
    #expect(try target("/a/news%2Fbridge/-1") == "/a/news%2Fbridge/2")
    #expect(try target("/a/news%2Fbridge/as-of/2011-11-26") == "/a/news%2Fbridge/2")
    #expect(
      try target("/a/news%2Fbridge/diff", [("old", "3"), ("new", "1")])
        == "/a/news%2Fbridge/diff/1..3")
    let first = try archive.archive.revision("news/bridge@1").id
    #expect(try target("/a/news%2Fbridge/since/\(first)") == "/a/news%2Fbridge/diff/1..3")
    let last = try archive.archive.revision("news/bridge@3").id
    #expect(try target("/a/news%2Fbridge/since/\(last)") == "/a/news%2Fbridge/3")
  }

  @Test func `differences are of neighbours, of any two, and of two articles`() throws {
    let near = try text("/a/news%2Fbridge/diff/1..2")
    #expect(near.contains("<del") && near.contains("<ins") && !near.contains("noindex"))
    let far = try text("/a/news%2Fbridge/diff/1..3", [("view", "side")])
    #expect(far.contains("Step by step") && far.contains("noindex"))
    #expect(far.contains(#"id="view-side" autocomplete="off" checked"#))
    let (one, other) = (
      try archive.archive.revision("news/bridge@1").id, try archive.archive.revision("ferry@1").id
    )
    let both = archive.site.answer(path: "/d/\(one)..\(other)")
    #expect(both.status == 200)
    guard case .forever = both.lifetime else {
      Issue.record("an address of two hashes stays what it is")
      return
    }
  }

  @Test func `a permanent address says what was recorded, whatever was amended later`() throws {
    let id = try archive.archive.revision("news/bridge@1").id
    let before = try text("/c/\(id)")
    try archive.amend("news/bridge@1", title: "Another title")
    #expect(try text("/c/\(id)") == before)
    #expect(try text("/a/news%2Fbridge/1").contains("Another title"))
  }

  @Test func `raw bytes are the bytes, and nothing that a browser would run`() throws {
    let id = try archive.archive.revision("ferry@1").id
    let answer = archive.site.answer(path: "/raw/\(id)")
    #expect(answer.body == Array("The ferry sails each hour, and takes bicycles.".utf8))
    #expect(answer.mediaType == "text/plain; charset=utf-8" && answer.isForeign)
  }

  @Test func `search says where words are, since when, and with which revision they went`() throws {
    let page = try text("/search", [("q", "12 cracks")])
    #expect(page.contains("<mark>12</mark>") || page.contains("<mark>12 cracks</mark>"))
    #expect(page.contains("gone with") && page.contains("came with"))
    #expect(try text("/search", [("q", "closed")]).contains("still there"))
    let changes = try text("/search", [("q", "12"), ("changes", "1")])
    #expect(changes.contains(">came<") && changes.contains(">went<"))
    #expect(try text("/search").contains("Case, accents"))
    #expect(try status("/search", [("q", "\"")]) == 400)
    #expect(try status("/search", [("q", "NOT")]) == 400)
  }

  @Test func `republications are told with both shares`() throws {
    let story = (0..<40).map { "Sentence \($0) tells of girder number \($0) and its rust." }.joined(
      separator: " ")
    try archive.record("tide/story", "Home News Sport \(story) Subscribe")
    try archive.record("courier/story", story)
    let page = try text("/a/courier%2Fstory/republications")
    #expect(page.contains("tide/story") && page.contains("has 100% of the text"))
    #expect(try text("/a/ferry/republications").contains("No other article"))
  }

  @Test func `the state of integrity is what a verification saw`() throws {
    #expect(try text("/verify").contains("no whole verification is remembered"))
    _ = try archive.archive.verifySinceLast(shareCount: 1, now: archive.now, workers: 1)
    #expect(try text("/verify").contains("nothing was wrong"))
    #expect(try text("/").contains("nothing came since"))
    try archive.record("ferry", "It sails again.")
    #expect(try text("/").contains("revisions came since"))
    _ = try archive.archive.noteHead(now: archive.now)
    #expect(try text("/verify").contains("Heads that were written down"))
  }

  @Test func `an empty archive has pages, too`() throws {
    let empty = try WebsiteArchive()
    for path in ["/", "/articles", "/verify", "/feed.atom", "/search"] {
      #expect(empty.site.answer(path: path).status == 200, "\(path)")
    }
    #expect(empty.site.answer(path: "/search", query: [("q", "bridge")]).status == 200)
  }

  @Test(arguments: [
    ("/nothing", 404), ("/a/nothing", 404), ("/a/ferry/9", 404), ("/a/ferry/diff/1..9", 404),
    ("/c/" + String(repeating: "a", count: 64), 404), ("/a/ferry/as-of/nonsense", 400),
    ("/a/ferry/as-of/1999-01-01", 404), ("/a/ferry/diff", 400), ("/a/stet:runs", 404),
  ])
  func `what is not there is told by its status`(path: String, status: Int) throws {
    #expect(try self.status(path) == status)
  }

  @Test func `the archive's own articles and erased texts are on no page`() throws {
    try archive.amend("ferry@1", title: "A title")
    for name in ["stet:erased", "stet:runs"] {
      #expect(try status("/a/\(PercentEncoding.encoded(name))") == 404)
    }
    let all = try archive.archive.index().revisions(after: nil)
    let amendment = try #require(all.first { $0.article?.isReserved ?? false })
    #expect(try status("/c/\(amendment.id)") == 404)
    #expect(try status("/raw/\(amendment.id)") == 404)
    #expect(try !text("/").contains("stet:"))
    let secret = try archive.archive.revision("news/bridge@1")
    try archive.erase("news/bridge@1")
    #expect(try status("/raw/\(secret.id)") == 410)
    for path in ["/a/news%2Fbridge/1", "/a/news%2Fbridge", "/", "/feed.atom"] {
      let page = try text(path)
      #expect(!page.contains("12 cracks"), "\(path)")
    }
    #expect(try text("/a/news%2Fbridge/1").contains("erased"))
  }

  @Test func `a damaged text is told where it stands, and the rest is shown`() throws {
    let blob = try archive.archive.contentID(of: archive.archive.revision("news/bridge@1"))
    try archive.damage(blob)
    #expect(try text("/a/news%2Fbridge").contains("not readable"))
    #expect(try text("/a/news%2Fbridge/1").contains("it is damaged"))
    #expect(try text("/").contains("ferry"))
    #expect(try status("/a/news%2Fbridge/diff/1..2") == 500)
    #expect(try status("/a/news%2Fbridge/diff/2..3") == 200)
  }

  @Test func `names, titles and texts of strangers are text on every page`() throws {
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u{202E}txt."
    let text = hostile + "\u{1B}[31m"
    let name = "<i>\"'&\u{0301}/../x"
    try archive.record(name, "One \(text).", title: hostile, source: "javascript:alert(1)")
    try archive.record(
      name, "Two \(text)! And more \(text).", title: hostile, source: "javascript:alert(1)")
    let step = PercentEncoding.encoded(name)
    let id = try archive.archive.revision("\(name)@1").id
    let other = try archive.archive.revision("\(name)@2").id
    let asked = [
      "/", "/articles", "/a/\(step)", "/a/\(step)/1", "/a/\(step)/diff/1..2", "/c/\(id)",
      "/d/\(id)..\(other)", "/a/\(step)/republications", "/feed.atom", "/a/\(step)/feed.atom",
      "/a/\(PercentEncoding.encoded(hostile))",
    ]
    for path in asked {
      let answer = archive.site.answer(path: path)
      let page = String(decoding: answer.body, as: UTF8.self)
      #expect(
        !page.contains("<script") && !page.contains("<img") && !page.contains("<i>"), "\(path)")
      #expect(!page.contains("href=\"javascript"), "\(path)")
      #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" }, "\(path)")
    }
    for query in [
      [("q", hostile)], [("q", "one"), ("article", hostile)], [("q", "\"one \(hostile)\"")],
    ] {
      let answer = archive.site.answer(
        path: "/search", query: query.map { (name: $0.0, value: $0.1) })
      #expect(!String(decoding: answer.body, as: UTF8.self).contains("<script"))
    }
  }

  @Test func `nothing of how pages are made is on one`() throws {
    for path in [
      "/", "/a/news%2Fbridge", "/a/news%2Fbridge/2", "/a/news%2Fbridge/diff/1..3", "/verify",
    ] {
      let page = try text(path)
      #expect(!page.contains("Markup(") && !page.contains("Optional("), "\(path)")
    }
  }
}

extension WebsiteArchive {
  fileprivate var now: Timestamp { Timestamp(seconds: 1_400_000_000, zoneMinutes: 0) }
}
