import FastExport
import TestSupport
import Testing

@testable import Stet

/// What commits of a stream are called that has no ids: kept for good, so the same in each version.
struct CommitIdentitiesTests {
  private static let stream = """
    commit refs/heads/main
    mark :1
    author Ann <ann@example.org> 1322155620 +0200
    committer Carl <carl@example.org> 1322159220 -0330
    data 3
    one
    M 100644 inline bridge
    data 5
    open

    commit refs/heads/main
    committer Carl <carl@example.org> -5 +0000
    data 3
    two
    from :1
    M 100644 inline bridge
    data 7
    closed


    """

  /// As the first versions recorded it.
  private static let recorded = [
    "9d21792385544d3ce26ae28e015ac7d56074b1798dc813b76f53ae6b5da043c8:bridge",
    "5e2501d975c58148f5b6f8de2590fa3a17d1e7d4d3db49135ddb544b2a41d485:bridge",
  ]

  @Test func `commits without ids are called what they were called before`() throws {
    let archive = try ImportedArchive()
    try archive.take(Array(Self.stream.utf8))
    #expect(try archive.revisions().map(\.metadata.importedFrom) == Self.recorded)
  }

  @Test func `what was imported before is known, and recorded no second time`() throws {
    let archive = try ImportedArchive()
    // As an earlier version left it.
    for (text, name) in zip(["open\n", "closed\n"], Self.recorded) {
      var draft = RevisionDraft(article: try ArticleName("bridge"), content: Array(text.utf8))
      draft.metadata.importedFrom = name
      _ = try archive.archive.record(
        [draft], by: ImportedArchive.importer, now: ImportedArchive.now)
    }
    let summary = try archive.take(Array(Self.stream.utf8))
    #expect(summary.knownCommitCount == 2)
    #expect(summary.revisionCount == 0)
    #expect(try archive.revisions().count == 2)
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `a time is written as Swift once printed it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let number = random.number(in: 0..<Int.max)
      let seconds = random.pick([0, -1, number, -number, Int.max, Int.min])
      let zone = random.pick(["+0000", "-0330", "+1400", "+5", "-99999999999"])
      let time = ExportedTime.at(seconds: seconds, zone: zone)
      #expect(String(decoding: CommitIdentities.bytes(of: time), as: UTF8.self) == "\(time)")
    }
    #expect(
      String(decoding: CommitIdentities.bytes(of: .now), as: UTF8.self) == "\(ExportedTime.now)")
  }
}
