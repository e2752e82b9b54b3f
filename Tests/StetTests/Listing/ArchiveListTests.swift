import Objects
import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

struct ArchiveListTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func list(_ pattern: String? = nil, limit: Int = .max) throws -> [String] {
    try fixture.archive.list(matching: pattern.map { [Glob($0)] } ?? [], limit: limit).articles
      .map(\.summary)
  }

  private func list(asOf time: String, by kind: RevisionTime) throws -> [String] {
    try fixture.archive.list(asOf: Moment(Fixture.time(time), by: kind)).articles.map(\.summary)
  }

  @Test func `each article has its newest revision, in the order of names`() throws {
    try fixture.record("news/b", "12345")
    try fixture.record("news/b", "123")
    try fixture.record("a", "")
    try fixture.record("gone", "text")
    try fixture.record("gone", nil)
    _ = try fixture.archive.rename(
      ArticleName("a"), to: ArticleName("z"), by: Fixture.ann, now: Fixture.time("2011-12-01"),
      patience: .zero)
    let all = ["a@2 withdrawn", "gone@2 withdrawn", "news/b@2 3", "z@1 0"]
    #expect(try list() == all)
    #expect(try list("*") == all)
    #expect(try list("news/?") == ["news/b@2 3"])
    #expect(try list("gone") == ["gone@2 withdrawn"])
    #expect(try list("nobody*") == [])
    let first = try fixture.archive.list(limit: 1)
    #expect(first.articles.map(\.summary) == ["a@2 withdrawn"] && first.count == 4)
  }

  @Test func `many articles in one tree have each its own text`() throws {
    for number in 0..<300 {
      try fixture.record("article \(number)", String(repeating: "x", count: number))
    }
    let list = try fixture.archive.list()
    #expect(list.articles.count == 300)
    for article in list.articles {
      #expect("article \(article.byteCount ?? -1)" == article.article.description)
      guard case .present(let id, _) = article.text else { continue }
      #expect(try fixture.archive.contentID(of: article.revision) == id)
    }
  }

  @Test func `the archive's own articles are told of where somebody asks for them`() throws {
    try fixture.record("a", "1")
    var draft = AmendmentDraft()
    draft.metadata.title = "A"
    let archive = try fixture.archive
    _ = try archive.amend(
      archive.revision("a"), draft, by: Fixture.ann, now: Fixture.time("2011-11-30"),
      patience: .zero)
    let list = try fixture.archive.list()
    #expect(list.articles.map(\.revision.metadata.title) == ["A"])
    #expect(
      try fixture.archive.list(matching: [Glob("stet:*")]).articles.map(\.article.description)
        == ["stet:amended/a"])
  }

  @Test func `a text that was erased is told as that`() throws {
    try fixture.record("a", "One.")
    try fixture.record("c", "Three.")
    _ = try fixture.archive.erase(
      "a", reason: "court order", by: Fixture.ann, now: Fixture.time("2011-11-30"), workers: 1,
      patience: .zero)
    let list = try fixture.archive.list()
    guard case .erased(let told) = list.articles[0].text, told.reason == "court order" else {
      Issue.record("\(list.articles[0].text)")
      return
    }
    #expect(list.articles[1].summary == "c@1 6")
  }

  @Test func `a text that is lost keeps nobody from the others`() throws {
    try fixture.record("a", "One.")
    try fixture.record("b", "Two.")
    let lost = try fixture.archive.contentID(of: fixture.archive.revision("a"))
    try fixture.disk.delete(fixture.objectPath(lost.description))
    let list = try fixture.archive.list()
    guard case .damaged(.damaged) = list.articles[0].text else {
      Issue.record("\(list.articles[0].text)")
      return
    }
    #expect(list.articles[1].summary == "b@1 4")
  }

  @Test func `as of a time there is what there was, by the time that is asked for`() throws {
    func record(
      _ name: String, _ text: String?, retrieved: String, published: String?, at now: String
    )
      throws
    {
      var metadata = Metadata()
      metadata.retrieved = try Fixture.time(retrieved)
      metadata.published = try published.map(Fixture.time)
      try fixture.record(name, text, metadata: metadata, at: now)
    }
    try record(
      "a", "1", retrieved: "2011-01-01", published: "2010-01-01", at: "2011-05-01T00:00:00Z")
    try record("a", "12", retrieved: "2011-03-01", published: nil, at: "2011-05-02T00:00:00Z")
    try record("b", "1", retrieved: "2011-02-01", published: nil, at: "2011-05-03T00:00:00Z")
    try record("b", nil, retrieved: "2011-04-01", published: nil, at: "2011-05-04T00:00:00Z")
    #expect(try list(asOf: "2011-01-31", by: .observed) == ["a@1 1"])
    #expect(try list(asOf: "2011-02-01", by: .observed) == ["a@1 1", "b@1 1"])
    #expect(try list(asOf: "2011-04-01", by: .observed) == ["a@2 2", "b@2 withdrawn"])
    #expect(try list(asOf: "2010-12-31", by: .published) == ["a@1 1"])
    #expect(try list(asOf: "2011-05-03", by: .recorded) == ["a@2 2", "b@1 1"])
    #expect(try list(asOf: "2010-12-31", by: .recorded) == [])
  }

  @Test func `an article that was renamed is there under one name`() throws {
    var metadata = Metadata()
    metadata.retrieved = try Fixture.time("2011-01-01")
    metadata.published = try Fixture.time("2010-01-01")
    try fixture.record("old", "1", metadata: metadata)
    _ = try fixture.archive.rename(
      ArticleName("old"), to: ArticleName("new"), by: Fixture.ann, now: Fixture.time("2011-12-01"),
      patience: .zero)
    #expect(try list(asOf: "2011-11-30", by: .observed) == ["old@1 1"])
    #expect(try list(asOf: "2011-12-01", by: .observed) == ["new@1 1", "old@2 withdrawn"])
    #expect(try list(asOf: "2011-01-01", by: .published) == ["new@1 1"])
    #expect(try list(asOf: "2011-11-30", by: .recorded) == ["old@1 1"])
  }

  @Test func `where the log is broken, what can be read is told without numbers`() throws {
    try fixture.record("a", "1")
    let broken = try fixture.record("b", "1")
    try fixture.record("a", "2")
    try fixture.disk.delete(fixture.objectPath(broken.id.description))
    let list = try fixture.archive.list()
    #expect(list.breaks.map(\.commit) == [broken.id])
    #expect(list.articles.map(\.article.description) == ["a"])
    #expect(list.articles.map(\.revision.number) == [nil])
  }

  @Test func `a list goes on after a name, whether or not it is there`() throws {
    let names = ["a", "b", "c", "d"]
    try fixture.record(
      names.map { try RevisionDraft(article: ArticleName($0), content: "1".bytes) })
    for (start, rest) in [("", names), ("a", ["b", "c", "d"]), ("bb", ["c", "d"]), ("d", [])] {
      let list = try fixture.archive.list(after: start.isEmpty ? nil : ArticleName(start))
      #expect(list.articles.map(\.article.description) == rest)
      #expect(list.count == 4)
    }
    let page = try fixture.archive.list(after: ArticleName("a"), limit: 2)
    #expect(page.articles.map(\.article.description) == ["b", "c"])
  }
}

extension ListedArticle {
  fileprivate var summary: String {
    "\(revision.specifier) \(byteCount.map { "\($0)" } ?? (text == .withdrawn ? "withdrawn" : "?"))"
  }
}
