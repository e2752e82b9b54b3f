import Bytes
import Objects
import Packs
import Repository
import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

struct ArchiveVerifyTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.record("a", "1")
    try fixture.record("b", "1 of b")
    try fixture.record("a", "2")
  }

  /// What is lost, as `a@1`, when an object's file is damaged or gone.
  private func lost(without id: String) throws -> [String] {
    let whole = try #require(fixture.disk.bytes(of: fixture.objectPath(id)))
    var results: [[String]] = []
    for damaged in [nil, Array(whole.dropLast(3)), [0]] {
      if let damaged {
        try fixture.disk.write(damaged, to: fixture.objectPath(id))
      } else {
        try fixture.disk.delete(fixture.objectPath(id))
      }
      let result = try fixture.archive.verify(workers: 2)
      #expect(!result.isClean)
      results.append(
        result.lost.map { "\($0.article?.description ?? "?")@\($0.number.map(String.init) ?? "?")" }
          .sorted())
    }
    try fixture.disk.write(whole, to: fixture.objectPath(id))
    #expect(Set(results).count == 1)
    return results[0]
  }

  @Test func `a blob takes its revision away`() throws {
    let archive = try fixture.archive
    for specifier in ["a@1", "a@2", "b@1"] {
      let blob = try archive.contentID(of: archive.revision(specifier)).description
      #expect(try lost(without: blob) == [specifier])
    }
  }

  @Test func `a blob of two revisions takes both away`() throws {
    try fixture.record("c", "2")
    let blob = try fixture.archive.contentID(of: fixture.archive.revision("c")).description
    #expect(try lost(without: blob) == ["a@2", "c@1"])
  }

  @Test func `a damaged root tree is one finding, and says nothing about the commit`() throws {
    let root = try fixture.archive.revision("b@1").root.description
    try fixture.disk.write([0], to: fixture.objectPath(root))
    let findings = try fixture.archive.verify(workers: 1).findings
    #expect(findings.map(\.damage.subject.text) == [root])
  }

  @Test func `a tree takes every revision away that is reached through it`() throws {
    let archive = try fixture.archive
    #expect(try lost(without: archive.revision("a@2").root.description) == ["a@2"])
    #expect(try lost(without: archive.revision("b@1").root.description) == ["b@1"])
  }

  @Test func `a tree that cannot be read is one finding, and says nothing of its commits`() throws {
    let archive = try fixture.archive
    for specifier in ["a@1", "a@2", "b@1"] {
      let root = try archive.revision(specifier).root.description
      let whole = try #require(fixture.disk.bytes(of: fixture.objectPath(root)))
      try fixture.disk.write([0], to: fixture.objectPath(root))
      let findings = try fixture.archive.verify(workers: 2).findings
      #expect(findings.map(\.damage.kind) == [.damagedObject], "\(specifier)")
      try fixture.disk.write(whole, to: fixture.objectPath(root))
    }
  }

  @Test func `a commit takes its own record away, with an unknown name`() throws {
    let id = try fixture.archive.revision("a@1").id.description
    #expect(try lost(without: id) == ["?@?"])
  }

  @Test func `the head's objects are checked quickly, earlier ones are not`() throws {
    let archive = try fixture.archive
    let old = try archive.contentID(of: archive.revision("a@1")).description
    try fixture.disk.delete(fixture.objectPath(old))
    #expect(try fixture.archive.verifyHead().isClean)
    let new = try archive.contentID(of: archive.revision("a")).description
    try fixture.disk.delete(fixture.objectPath(new))
    let result = try fixture.archive.verifyHead()
    #expect(result.findings.map(\.damage.object?.description) == [new])
    #expect(!result.isComplete)
  }

  @Test func `a branch that leads to no commit is found`() throws {
    let blob = try fixture.archive.contentID(of: fixture.archive.revision("a"))
    for target in [blob.description, String(repeating: "1", count: 64)] {
      fixture.disk.write("\(target)\n".bytes, to: "/archive/refs/heads/main")
      #expect(
        try fixture.archive.verify(workers: 1).findings.contains { $0.damage.kind == .badReference }
      )
    }
    fixture.disk.delete("/archive/refs/heads/main")
    #expect(try fixture.archive.verify(workers: 1).findings.map(\.damage.kind) == [.badReference])
  }

  // MARK: Commits that Stet would not make

  /// Puts a commit on top that says it records an article, with a tree made by hand for it.
  private func forge(
    _ article: String, entry: (ArticlePath) -> (mode: EntryMode, name: String)
  ) throws -> ObjectID {
    let path = ArticlePath(try ArticleName(article))
    var batch = ObjectBatch()
    let blob = batch.add(.blob, "a/b".bytes)
    let (mode, name) = entry(path)
    var entry = TreeEntry(mode: mode, name: name, id: blob)
    for folder in path.folders.reversed() {
      entry = TreeEntry(mode: .directory, name: folder, id: add(entry, to: &batch))
    }
    let tree = add(entry, to: &batch)
    let commit = batch.add(
      .commit,
      """
      tree \(tree)
      author Ann <ann@example.org> 1322155620 +0000
      committer Ann <ann@example.org> 1322155620 +0000

      x

      Article: \(article)

      """.bytes)
    try fixture.force(batch, head: commit)
    return commit
  }

  private func add(_ entry: TreeEntry, to batch: inout ObjectBatch) -> ObjectID {
    var tree = Tree()
    tree.set(entry)
    return batch.add(.tree, tree.encoded())
  }

  /// Their 32-bit FNV-1a hashes are equal, by which names were compared once.
  @Test(arguments: [("costarring", "liquid"), ("declinate", "macallums"), ("altarage", "zinke")])
  func `an article under a name that only hashes alike is not there`(
    article: String, name: String
  ) throws {
    let commit = try forge(article) { _ in (.file, name) }
    let findings = try fixture.archive.verify(workers: 1).findings
    let absent = DamageCause.log(.absent(try ArticleName(article)))
    #expect(
      findings.contains { $0.damage.cause == absent && $0.damage.object?.object == commit })
  }

  @Test func `an article that is a symbolic link is not there`() throws {
    let commit = try forge("bridge") { path in (.symbolicLink, path.plain) }
    let findings = try fixture.archive.verify(workers: 1).findings
    #expect(
      findings.contains { $0.damage.object?.object == commit && $0.damage.kind == .brokenLog })
    let good = try forge("bridge") { path in (.executable, path.plain) }
    let objections = try fixture.archive.verify(workers: 1).findings
    #expect(!objections.contains { $0.damage.object?.object == good })
  }

  // MARK: The commit-graph

  private enum Lie: CaseIterable { case tree, parents, time, paths, stranger, bytes }

  @Test(arguments: Lie.allCases)
  private func `a commit-graph that does not say what the commits say is found`(lie: Lie) throws {
    let repository = try Repository.open(at: Fixture.root, files: fixture.disk)
    try repository.writeCommitGraph()
    #expect(try fixture.archive.verify(workers: 1).findings == [])
    let file = "/archive/objects/info/commit-graph"
    let graph = try CommitGraph(SharedBytes(try #require(fixture.disk.bytes(of: file))))
    var entries = try (0..<graph.count).map { try #require(try graph.entry(at: $0)) }
    let last = try #require(entries.indices.max { entries[$0].time < entries[$1].time })
    let row = entries[last]
    let path = ArticlePath(try ArticleName("a"))
    entries[last] = CommitGraphEntry(
      id: lie == .stranger ? row.tree : row.id,
      tree: lie == .tree ? row.id : row.tree, parents: lie == .parents ? [] : row.parents,
      time: lie == .time ? row.time + 1 : row.time,
      changedPaths: [
        lie == .paths
          ? "else/where".bytes : (path.folders + [path.plain]).joined(separator: "/").bytes
      ])
    var bytes = try CommitGraph.encode(entries)
    if lie == .bytes { bytes[bytes.count / 2] ^= 1 }
    fixture.disk.write(bytes, to: file)
    let findings = try fixture.archive.verify(workers: 1).findings
    #expect(findings.map(\.damage.kind) == [.damagedIndex])
    #expect(findings.map(\.damage.remedy) == [.rebuild])
    _ = try fixture.archive.maintain(
      isComplete: true, now: Fixture.time("2026-01-01T00:00:00Z"), workers: 1)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  /// Adds a commit to the head that says it records `x`.
  private func forge(
    tree: (inout Tree, inout ObjectBatch) -> Void, seconds: Int = 2_000_000_000,
    parents: Int = 1, withdraws: Bool = false
  ) throws -> [Finding] {
    let archive = try fixture.archive
    let head = try #require(try archive.headCommit())
    var batch = ObjectBatch()
    var root = try archive.tree(archive.revision(head).root)
    tree(&root, &batch)
    let signature = Signature(name: "A", mail: "a", seconds: seconds, zone: "+0000")
    let trailers = Trailers(
      article: try ArticleName("x"), metadata: Metadata(), isWithdrawal: withdraws)
    let commit = Commit(
      tree: batch.add(.tree, root.encoded()),
      parents: Array(repeating: head, count: parents), author: signature, committer: signature,
      message: trailers.message([]))
    let id = batch.add(.commit, commit.encoded())
    try fixture.force(batch, head: id)
    return try fixture.archive.verify(workers: 1).findings
  }

  @Test func `a commit that records nothing of what it says is found`() throws {
    let findings = try forge { _, _ in }
    #expect(findings.map(\.damage.kind) == [.brokenLog])
    #expect(try findings[0].damage.cause == .log(.absent(ArticleName("x"))))
  }

  @Test func `a commit that changes something else, too, is found`() throws {
    let path = try ArticlePath(ArticleName("x"))
    let findings = try forge { root, batch in
      let blob = batch.add(.blob, "x".bytes)
      var tree = Tree()
      tree.set(TreeEntry(mode: .file, name: path.plain, id: blob))
      for folder in path.folders.reversed() {
        let id = batch.add(.tree, tree.encoded())
        tree = Tree()
        tree.set(TreeEntry(mode: .directory, name: folder, id: id))
      }
      root = tree
    }
    #expect(findings.map(\.damage.kind) == [.brokenLog])
    #expect(try findings[0].damage.cause == .log(.changesMore(than: ArticleName("x"))))
  }

  @Test func `a commit before its parent's time is found`() throws {
    let findings = try forge(tree: { _, _ in }, seconds: 5)
    guard case .log(.recordedBeforeParent(let recorded, let parent)) = findings[0].damage.cause
    else {
      Issue.record("another cause: \(findings[0].damage.cause)")
      return
    }
    #expect(recorded.seconds == 5 && parent.seconds > 5)
  }

  @Test func `a commit of ours with two parents is found`() throws {
    #expect(try forge(tree: { _, _ in }, parents: 2)[0].damage.cause == .log(.parentCount(2)))
  }

  @Test func `what nobody refers to is neither counted nor numbered`() throws {
    let main = "/archive/refs/heads/main"
    let head = try #require(fixture.disk.bytes(of: main))
    for number in 0..<10 {
      try fixture.record("a", "never \(number)")
      fixture.disk.write(head, to: main)
    }
    #expect(try fixture.archive.verify(workers: 2).revisionCount == 3)
    let blob = try fixture.archive.contentID(of: fixture.archive.revision("a")).description
    try fixture.disk.delete(fixture.objectPath(blob))
    let lost = try fixture.archive.verify(workers: 2).lost
    #expect(lost.map(\.number) == [2])
  }
}
