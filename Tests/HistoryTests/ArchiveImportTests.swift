import Foundation
import Stet
import TestSupport
import Testing

/// Imports of what real git exports, compared with what git says of the same history.
struct ArchiveImportTests {
  let imported: ImportedArchive
  private static let history = Result { try OddHistory.make() }

  init() throws {
    imported = try ImportedArchive()
  }

  private static func export(
    _ repository: GitRepository, _ options: [String] = ["--show-original-ids"]
  ) throws -> [UInt8] {
    let arguments = ["fast-export", "--all", "--signed-tags=strip", "--reencode=no"]
    return try repository.git(arguments + options).output
  }

  /// A revision's content; `nil` where it records that the article went away.
  private func content(_ revision: Revision) throws -> [UInt8]? {
    revision.isWithdrawal ? nil : try imported.archive.content(of: revision)
  }

  @Test func `an import leaves the commit-graph that all commits give`() throws {
    let graph = imported.path + "/objects/info/commit-graph"
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: graph)) }
    let long = String(repeating: "long ", count: 80)
    func stream(_ names: [String], _ content: String) -> [UInt8] {
      var text = ""
      for name in names {
        text += "commit refs/heads/main\ncommitter A <a@b> 1600000000 +0000\ndata 0\n"
        text +=
          content.isEmpty
          ? "D \(name)\n\n" : "M 644 inline \(name)\ndata \(content.utf8.count)\n\(content)\n\n"
      }
      return Array(text.utf8)
    }
    for (names, content) in [
      (["a", "A", "b/1", "Закон", long], "one"), (["b/1", long], "two"), (["a"], ""), (["a"], "1"),
    ] {
      try imported.take(stream(names, content))
      let afterImport = try bytes()
      try imported.git(["commit-graph", "verify"])
      try imported.maintain(full: true)
      #expect(try bytes() == afterImport)
    }
    #expect(try imported.objections() == [])
  }

  @Test(arguments: [["M", "D", "M"], ["M", "D"], ["M", "D", "M", "D"]])
  func `a history that is empty for a while, or at its end, is imported`(steps: [String]) throws {
    var text = ""
    for (number, step) in steps.enumerated() {
      text += "commit refs/heads/main\ncommitter A <a@b> 160000000\(number) +0000\ndata 0\n"
      text += step == "D" ? "D page\n\n" : "M 644 inline page\ndata 1\n\(number)\n\n"
    }
    try imported.take(Array(text.utf8))
    #expect(try imported.revisions().map(\.isWithdrawal) == steps.map { $0 == "D" })
    #expect(try imported.objections() == [])
    try imported.maintain(full: true)
    try imported.record("page", "again")
    #expect(try imported.objections() == [])
    #expect(try imported.archive.content("page") == Array("again".utf8))
  }

  @Test func `an import that is told to stop leaves the archive as it was`() throws {
    try imported.record("bridge", "1")
    let (files, head) = (try imported.objectFiles(), try imported.archive.head())
    let stream = try Self.export(Self.history.get())
    for limit in [1, 3, 1_000_000] {
      var rest = stream[...]
      #expect(throws: ArchiveError.cancelled) {
        try imported.archive.importStream(
          by: ImportedArchive.importer, now: ImportedArchive.now, workers: 2,
          read: { space in
            let part = rest.prefix(min(space.freeCapacity, 4001))
            for byte in part { space.append(byte) }
            rest = rest.dropFirst(part.count)
          },
          // The last time, only when the stream has ended.
          progress: { $0.revisionCount < limit && !rest.isEmpty })
      }
    }
    #expect(try imported.archive.head() == head)
    #expect(try imported.objectFiles() == files)
    #expect(try imported.objections() == [])
  }

  @Test func `an import survives a push that moves the branch meanwhile`() throws {
    try imported.record("bridge", "1")
    let older = try imported.git(["rev-parse", "main"]).text.trimmingCharacters(in: .newlines)
    try imported.record("bridge", "2")
    let newer = try imported.git(["rev-parse", "main"]).text.trimmingCharacters(in: .newlines)
    try imported.git(["update-ref", "refs/heads/main", older])

    let stream = try Self.export(Self.history.get())
    var rest = stream[...]
    var hasMoved = false
    let summary = try imported.archive.importStream(
      by: ImportedArchive.importer, now: ImportedArchive.now, workers: 2,
      read: { space in
        let part = rest.prefix(min(space.freeCapacity, 4001))
        for byte in part { space.append(byte) }
        rest = rest.dropFirst(part.count)
      },
      progress: { _ in
        guard !hasMoved else { return true }
        hasMoved = true
        #expect(throws: Never.self) {
          try imported.git(["update-ref", "refs/heads/main", newer])
        }
        return true
      })
    #expect(hasMoved)

    let undisturbed = try ImportedArchive()
    for content in ["1", "2"] { try undisturbed.record("bridge", content) }
    try undisturbed.take(stream)
    // The same revisions, byte for byte, in the same order.
    #expect(try imported.revisions() == undisturbed.revisions())
    #expect(try imported.revisions().count == summary.revisionCount + 2)
    #expect(try imported.objections() == [])
    #expect(try imported.take(stream).revisionCount == 0)
  }

  @Test(arguments: [
    [], ["--full-tree"], ["-M", "-C"], ["-M", "-C", "--find-copies-harder"], ["--use-done-feature"],
  ])
  func `every revision is what git says`(options: [String]) throws {
    let repository = try Self.history.get()
    let stream = try Self.export(repository, ["--show-original-ids"] + options)
    let summary = try imported.take(stream)
    let expected = try ExpectedRevisions(
      repository, wholeTrees: options == ["--full-tree"]
    ).revisions
    let revisions = try imported.revisions()
    var found: Set<ExpectedRevisions.Revision> = []
    for revision in revisions {
      let origin = try #require(revision.metadata.importedFrom)
      let commit = String(origin.prefix(64))
      let blob = try content(revision).map { try repository.hashObject("blob", $0) }
      let name = revision.article?.description
      #expect(String(origin.unicodeScalars.dropFirst(65)) == name)
      let path = expected.first {
        $0.commit == commit && $0.blob == blob && Self.name(of: $0.path) == name
      }
      if let path { found.insert(path) }
      try expectWords(of: revision, from: commit, repository)
    }
    #expect(Set(expected).subtracting(found) == [])
    #expect(revisions.count == expected.count)
    #expect(summary.revisionCount == expected.count)
    #expect(summary.withdrawalCount == expected.count { $0.blob == nil })
    #expect(summary.articleCount == Set(expected.map(\.path)).count)
    #expect(summary.commitCount == Int(try repository.git(["rev-list", "--all", "--count"]).text))
    #expect(summary.unnamable == [])
    #expect(summary.filteredCount == 0)
    #expect(summary.tagCount == 1)
    #expect(try imported.objections() == [])
    // Once more brings nothing new.
    let head = try imported.archive.head()
    let second = try imported.take(stream)
    #expect(second.revisionCount == 0)
    #expect(try imported.archive.head() == head)
  }

  /// The name is the path, but for those that cannot be names, or that look like their names.
  private static func name(of path: [UInt8]) -> String {
    let others: [[UInt8]: String] = [
      Array("new\nline".utf8): "new%0Aline", Array("tab\there".utf8): "tab%09here",
      [0x6E, 0xFF, 0xFE]: "n%FF%FE", Array("new%0Aline".utf8): "new%250Aline",
    ]
    return others[path] ?? String(decoding: path, as: UTF8.self)
  }

  private func expectWords(
    of revision: Revision, from commit: String, _ repository: GitRepository
  ) throws {
    let raw = try repository.content(of: commit)
    let line = try #require(raw.split(separator: 10).first { $0.starts(with: "author ".utf8) })
    let author = revision.author
    let words = "author \(author.name) <\(author.mail)> \(revision.authored.seconds) "
    #expect(line.starts(with: words.utf8))
    let start = try #require((1..<raw.count).first { raw[$0] == 10 && raw[$0 - 1] == 10 })
    #expect(revision.message == Array(raw[(start + 1)...]))
  }

  @Test func `a longer export of the same history adds only what is new`() throws {
    let repository = try OddHistory.make()
    try imported.take(try Self.export(repository, []))
    let before = try imported.revisions()
    try OddHistory.goOn(repository)
    let summary = try imported.take(try Self.export(repository, []))
    #expect(summary.revisionCount == 2)
    #expect(summary.withdrawalCount == 1)
    let after = try imported.revisions()
    #expect(Array(after.prefix(before.count)) == before)
    #expect(after.suffix(2).map { $0.article?.description } == ["later", "plain"])
    #expect(try imported.objections() == [])
  }

  @Test func `a rename leads from one article to the other, and back`() throws {
    try imported.take(try Self.export(try Self.history.get(), ["-M", "-C"]))
    let gone = try #require(try imported.archive.history(of: ArticleName("moved/one")).first)
    #expect(gone.isWithdrawal)
    #expect(gone.metadata.renamedTo == "new place/one")
    let come = try #require(try imported.archive.history(of: ArticleName("new place/one")).first)
    #expect(come.metadata.renamedFrom == "moved/one")
  }

  @Test func `a stream that is broken off leaves nothing behind`() throws {
    let stream = Array("blob\nmark :1\ndata 2\nhi\ncommit refs/heads/main\n".utf8)
    for count in 1...stream.count {
      // Where a command ends, so may a stream.
      let isWhole = [22, 23].contains(count)
      let summary = try? imported.take(Array(stream.prefix(count)))
      #expect((summary != nil) == isWhole, "\(count) bytes")
      #expect(try imported.archive.head() == nil)
      #expect(try imported.objectFiles().allSatisfy { !$0.contains("tmp_") })
    }
    #expect(try imported.objections() == [])
  }

  @Test func `damaged streams leave the old head, and the next import works`() throws {
    try imported.record("first", "first\n")
    let head = try imported.archive.head()
    let stream = try Self.export(try Self.history.get(), ["--use-done-feature"])
    var random = SeededGenerator(seed: 4)
    for _ in 0..<40 {
      let cut = random.number(in: 1..<stream.count - 5)
      #expect(throws: ArchiveError.self, "cut at \(cut)") {
        try imported.take(Array(stream[..<cut]))
      }
      #expect(try imported.archive.head() == head)
      #expect(try imported.objectFiles().allSatisfy { !$0.contains("tmp_") })
    }
    try imported.take(stream)
    #expect(try imported.objections() == [])
  }
}
