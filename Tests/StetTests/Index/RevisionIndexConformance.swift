import Objects
import TestSupport
import Testing

@testable import Articles
@testable import Stet

/// What every index must answer, against what the commits themselves say when all are read.
struct RevisionIndexConformance {
  /// Every revision that the head reaches, the oldest first.
  let truth: [Revision]
  let absent = ["", "never recorded", "artic"].compactMap { ArticleName(ifAllowed: $0) }

  /// Follows parents from object to object, with no index.
  init(reading archive: Archive) throws {
    var revisions: [Revision] = []
    var next = try archive.headCommit()
    while let id = next {
      let revision = try archive.revision(id)
      revisions.append(revision)
      next = revision.parents.first
    }
    truth = revisions.reversed()
  }

  var articles: [ArticleName] { Array(Set(truth.compactMap(\.article))).sorted() }

  func expectConformance(
    of index: any RevisionIndex, _ context: Comment, random: inout SeededGenerator
  ) throws {
    #expect(index.head == truth.last?.id, context)
    for article in articles { try expectHistory(of: article, in: index, context) }
    for article in absent {
      #expect(try index.history(of: article).revisions.isEmpty, context)
      #expect(try index.latest(of: article) == nil, context)
      #expect(try !index.contains(article), context)
    }
    try expectNames(in: index, context)
    for prefix in ["", "a", "article/", "é", "zzz"] {
      try expectLatest(startingWith: prefix, in: index, context)
    }
    try expectLog(in: index, context, random: &random)
  }

  private func expectHistory(
    of article: ArticleName, in index: any RevisionIndex, _ context: Comment
  ) throws {
    let expected = truth.filter { $0.article == article }
    let history = try index.history(of: article)
    #expect(history.isWhole, context)
    #expect(history.revisions.map(\.id) == expected.reversed().map(\.id), context)
    #expect(history.revisions.map(\.number) == (1...expected.count).reversed().map { $0 }, context)
    #expect(try index.latest(of: article)?.id == expected.last?.id, context)
    #expect(try index.contains(article), context)
    for (offset, revision) in expected.enumerated() {
      #expect(try history.revision(numbered: offset + 1).id == revision.id, context)
      let back = expected.count - 1 - offset
      #expect(try history.revision(beforeLatest: back).id == revision.id, context)
      let predecessor = offset == 0 ? nil : expected[offset - 1].id
      #expect(try history.predecessor(of: revision)?.id == predecessor, context)
    }
    for kind in RevisionTime.allCases { try expectAsOf(kind, expected, history, context) }
  }

  /// At each revision's own time stands the last one recorded among those that are not later.
  private func expectAsOf(
    _ kind: RevisionTime, _ expected: [Revision], _ history: ArticleHistory, _ context: Comment
  ) throws {
    for moment in expected.compactMap({ $0.time(kind) }) {
      let known = expected.filter {
        $0.time(kind) != nil && $0.time(kind)!.seconds <= moment.lastSecond
      }
      let latest = known.map { $0.time(kind)!.seconds }.max()
      let standing = known.last { $0.time(kind)!.seconds == latest }
      #expect(try history.revision(asOf: moment, by: kind).id == standing?.id, context)
    }
  }

  private func expectNames(in index: any RevisionIndex, _ context: Comment) throws {
    #expect(try index.names() == articles, context)
    for prefix in ["a", "article/", "é", "zzz"] {
      let expected = articles.filter { $0.description.utf8.starts(with: prefix.utf8) }
      #expect(try index.names(startingWith: prefix) == expected, context)
    }
    let matching = articles.filter { $0.description.hasSuffix("1") }
    #expect(try index.names(matching: Glob("*1")) == matching, context)
  }

  private func expectLatest(
    startingWith prefix: String, in index: any RevisionIndex, _ context: Comment
  ) throws {
    let names = articles.filter { $0.description.utf8.starts(with: prefix.utf8) }
    let latest = try index.latestRevisions(startingWith: prefix)
    #expect(latest.breaks.isEmpty, context)
    // With its number, and all that was amended.
    #expect(
      latest.revisions == names.compactMap { try? index.history(of: $0).revisions.first }, context)
    for kind in RevisionTime.allCases {
      for time in truth.compactMap({ $0.time(kind) }) {
        let standing = try index.standingRevisions(
          startingWith: prefix, asOf: Moment(time, by: kind))
        let expected = names.compactMap {
          try? index.history(of: $0).revision(asOf: time, by: kind)
        }
        #expect(standing.revisions == expected, context)
      }
    }
  }

  private func expectLog(
    in index: any RevisionIndex, _ context: Comment, random: inout SeededGenerator
  ) throws {
    #expect(try index.revisions(after: nil).map(\.id) == truth.map(\.id), context)
    guard !truth.isEmpty else { return }
    let start = Int.random(in: truth.indices, using: &random)
    let expected = truth[(start + 1)...].map(\.id)
    #expect(try index.revisions(after: truth[start].id).map(\.id) == expected, context)
  }
}
