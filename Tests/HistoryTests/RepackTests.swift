import Foundation
import Objects
import Repository
import SimulatedDisk
import Stet
import Storage
import Synchronization
import TestSupport
import Testing

/// Gathering objects into packs: how often each is written, and what stays as it was.
struct RepackTests {
  let imported: ImportedArchive

  init() throws {
    imported = try ImportedArchive()
  }

  private func packFiles(_ ending: String) throws -> [String] {
    try imported.objectFiles().filter { $0.hasSuffix(ending) }
  }

  @Test func `n revisions are written O(log n) times each`() throws {
    var writtenCount = 0
    for number in 0..<240 {
      try imported.record("article \(number % 5)", "version \(number)\n")
      if number % 4 == 3 { writtenCount += try imported.maintain().packedCount }
    }
    let objects = try Git.allObjects(at: imported.path)
    // 60 rounds: 6 doublings, and one for the loose files.
    #expect(writtenCount <= objects.count * 7)
    #expect(try packFiles(".pack").count <= 7)
    #expect(try imported.objections() == [])
  }

  @Test func `a pack that is to be kept is left alone`() throws {
    try imported.record("article", "kept\n")
    try imported.maintain(full: true)
    let kept = try #require(try packFiles(".pack").first)
    let keep = imported.path + "/objects/" + kept.replacing(".pack", with: ".keep")
    try Data().write(to: URL(filePath: keep))
    try imported.record("article", "more\n")
    let before = try Git.allObjects(at: imported.path)
    try imported.maintain(full: true)
    #expect(try packFiles(".pack").contains(kept))
    #expect(FileManager.default.fileExists(atPath: keep))
    #expect(try packFiles(".pack").count == 2)
    #expect(try Set(Git.allObjects(at: imported.path)) == Set(before))
  }

  @Test func `an index of several packs goes with the packs that it is of`() throws {
    for round in 0..<3 {
      for number in 0..<(round == 0 ? 8 : 2) {
        try imported.record("article", "\(round) \(number)\n")
      }
      try imported.git(["repack", "-d", "-q"])
    }
    try imported.git(["multi-pack-index", "write"])
    let before = try Git.allObjects(at: imported.path)
    try imported.maintain(full: true)
    #expect(try packFiles("multi-pack-index").isEmpty)
    #expect(try Git.allObjects(at: imported.path) == before)
    #expect(try imported.objections() == [])
  }

  @Test func `a pack has commits, then trees, then blobs, and each article's blobs together`()
    throws
  {
    for round in 0..<12 {
      for name in ["a", "b", "c", "d", "e"] { try imported.record(name, "\(name) \(round)\n") }
    }
    try imported.maintain(full: true)
    let index = try #require(try packFiles(".idx").first)
    let lines = try imported.git(["verify-pack", "-v", imported.path + "/objects/" + index])
      .text.split(separator: "\n").map { $0.split(separator: " ") }
    let entries = lines.filter { $0.count >= 5 && $0[0].count == 64 }
      .map { (kind: $0[1], id: String($0[0]), offset: Int($0[4]) ?? 0) }
      .sorted { $0.offset < $1.offset }
    #expect(runs(of: entries.map { String($0.kind) }) == ["commit", "tree", "blob"])
    let names = try entries.filter { $0.kind == "blob" }.map { entry in
      String(try imported.git(["cat-file", "blob", entry.id]).text.prefix(1))
    }
    #expect(names.count == 60)
    #expect(runs(of: names).sorted() == ["a", "b", "c", "d", "e"])
    #expect(try imported.objections() == [])
  }

  @Test func `what is packed already becomes the same pack once more`() throws {
    for round in 0..<6 {
      for name in ["a", "b", "c"] { try imported.record(name, "\(name) \(round % 4)\n") }
    }
    try imported.maintain(full: true)
    let pack = try packFiles(".pack")
    #expect(pack.count == 1)
    let summary = try imported.maintain(full: true)
    #expect(summary.packedCount > 0 && summary.replacedPackCount == 0)
    #expect(try packFiles(".pack") == pack)
    #expect(try imported.objections() == [])
  }

  /// Each value once for every stretch of neighbours that have it.
  private func runs(of values: [String]) -> [String] {
    values.reduce(into: []) { runs, value in
      if runs.last != value { runs.append(value) }
    }
  }

  /// The commit-graph is complete by then: it stays.
  @Test func `maintenance that is told to stop removes nothing and leaves nothing unfinished`()
    throws
  {
    for number in 0..<80 { try imported.record("article \(number % 7)", "\(number)\n") }
    let files = try imported.objectFiles()
    #expect(throws: ArchiveError.cancelled) {
      try imported.archive.maintain(
        isComplete: true, now: ImportedArchive.now, workers: 2, progress: { _, _ in false })
    }
    #expect(try imported.objectFiles().filter { $0 != "info/commit-graph" } == files)
    try imported.git(["commit-graph", "verify"])
    #expect(try imported.objections() == [])
  }

  @Test func `the commit-graph is one that git takes and uses`() throws {
    for number in 0..<20 { try imported.record("article \(number % 3)", "\(number)\n") }
    try imported.maintain()
    try imported.git(["commit-graph", "verify"])
    let name = try imported.git(["ls-tree", "-r", "--name-only", "main"]).text
      .split(separator: "\n").map(String.init).first
    let path = try #require(name)
    let with = try imported.git(["log", "--format=%H", "main", "--", path]).text
    let without = try imported.git([
      "-c", "core.commitGraph=false", "log", "--format=%H", "main", "--", path,
    ]).text
    #expect(with == without)
    #expect(!with.isEmpty)
  }

  @Test func `a graph that is extended is the one that all commits give`() throws {
    let graph = imported.path + "/objects/info/commit-graph"
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: graph)) }
    for round in 1...4 {
      for number in 0..<15 {
        try imported.record("article \(number % round)", "\(round) \(number)\n")
      }
      try imported.maintain()
      let extended = try bytes()
      try imported.git(["commit-graph", "verify"])
      try imported.maintain(full: true)
      #expect(try bytes() == extended)
    }
    // Nothing is new: nothing is written.
    let before = try FileManager.default.attributesOfItem(atPath: graph)[.systemFileNumber] as? Int
    try imported.maintain()
    let after = try FileManager.default.attributesOfItem(atPath: graph)[.systemFileNumber] as? Int
    #expect(before == after)
  }

  @Test func `a graph forgets commits that no reference leads to any more`() throws {
    for number in 0..<6 { try imported.record("article", "\(number)\n") }
    try imported.maintain()
    let older = try imported.git(["rev-parse", "main~2"]).text.trimmingCharacters(in: .newlines)
    try imported.git(["update-ref", "refs/heads/main", older])
    try imported.maintain(grace: 0, now: Int(Date().timeIntervalSince1970) + 86_400)
    try imported.git(["commit-graph", "verify"])
    #expect(try imported.objections() == [])
  }

  @Test func `a damaged graph is written anew`() throws {
    for number in 0..<6 { try imported.record("article", "\(number)\n") }
    try imported.maintain()
    let graph = URL(filePath: imported.path + "/objects/info/commit-graph")
    let right = try Data(contentsOf: graph)
    var wrong = right
    wrong[wrong.count / 2] ^= 1
    try FileManager.default.removeItem(at: graph)
    try wrong.write(to: graph)
    try imported.maintain()
    #expect(try Data(contentsOf: graph) == right)
  }

  @Test func `a history that git made keeps every object and every reference`() throws {
    let repository = try OddHistory.make()
    try repository.git(["repack", "-q", "-d"])
    try OddHistory.goOn(repository)
    let path = repository.gitDirectory.path(percentEncoded: false)
    try FileManager.default.removeItem(atPath: path + "/index")
    let (all, reachable) = (try Git.allObjects(at: path), try Git.reachableObjects(at: path))
    let references = try Git.run(["for-each-ref"], at: path).text
    let archive = try Archive.open(at: path)
    let objections = try Git.objections(at: path)
    for isComplete in [false, true, true] {
      _ = try archive.maintain(
        isComplete: isComplete, now: Timestamp(seconds: 1_700_000_000, zoneMinutes: 0), workers: 2)
      #expect(try Git.allObjects(at: path) == all)
      #expect(try Git.reachableObjects(at: path) == reachable)
      #expect(try Git.run(["for-each-ref"], at: path).text == references)
      #expect(try Git.objections(at: path) == objections)
      try Git.run(["commit-graph", "verify"], at: path)
    }
  }

  /// Records many revisions at a time, which are one pack.
  private func recordInBulk(_ round: Int, in archive: Archive? = nil) throws {
    let drafts = try (0..<20).map { number in
      RevisionDraft(
        article: try ArticleName("article \(number)"), content: Array("\(round) \(number)".utf8))
    }
    _ = try (archive ?? imported.archive).record(
      drafts, by: ImportedArchive.importer, now: ImportedArchive.now)
  }

  /// What housekeeping after commits did, run by run.
  private final class Housekeeping: RecordObserver {
    private let counts = Mutex<[Int]>([])
    var packedCounts: [Int] { counts.withLock { $0 } }

    func headMoved(from old: RevisionID?, to new: RevisionID) {}

    func maintained(_ result: Result<MaintenanceSummary, ArchiveError>) {
      counts.withLock { $0.append((try? result.get().packedCount) ?? -1) }
    }
  }

  @Test func `commits gather their packs by themselves, each object O(log n) times`() throws {
    let housekeeping = Housekeeping()
    let archive = imported.archive.observed(by: [housekeeping])
    var mostPacks = 0
    for number in 0..<300 {
      let draft = RevisionDraft(
        article: try ArticleName("article \(number % 5)"), content: Array("\(number)\n".utf8))
      _ = try archive.record([draft], by: ImportedArchive.importer, now: ImportedArchive.now)
      mostPacks = max(mostPacks, try packFiles(".pack").count)
    }
    #expect(mostPacks == 32)
    // No object has a file of its own.
    #expect(try imported.objectFiles().allSatisfy { $0.utf8.count != 65 })
    let objects = try Git.allObjects(at: imported.path)
    // Some 10 runs: 4 doublings.
    #expect((5...12).contains(housekeeping.packedCounts.count), "\(housekeeping.packedCounts)")
    #expect(housekeeping.packedCounts.reduce(0, +) <= objects.count * 5)
    #expect(try imported.revisions().count == 300)
    #expect(try imported.objections() == [])
  }

  @Test func `packs that are alike are gathered once, and not with each commit`() throws {
    try imported.git(["config", "gc.autoPackLimit", "0"])
    let silent = try Archive.open(at: imported.path)
    for round in 0..<40 { try recordInBulk(round, in: silent) }
    #expect(try packFiles(".pack").count == 40)
    try imported.git(["config", "--unset", "gc.autoPackLimit"])
    let housekeeping = Housekeeping()
    let archive = try Archive.open(at: imported.path).observed(by: [housekeeping])
    for number in 0..<10 {
      let draft = RevisionDraft(
        article: try ArticleName("article"), content: Array("\(number)\n".utf8))
      _ = try archive.record([draft], by: ImportedArchive.importer, now: ImportedArchive.now)
    }
    #expect(housekeeping.packedCounts.count == 1)
    #expect(try packFiles(".pack").count < 32)
    #expect(try imported.objections() == [])
  }

  @Test func `housekeeping leaves what is damaged, and gathers the rest`() throws {
    let damaged = try imported.git(["hash-object", "-w", "--stdin"], input: [1]).text
    let file = "\(imported.path)/objects/\(damaged.prefix(2))/\(damaged.dropFirst(2))"
    try FileManager.default.removeItem(atPath: file)
    try Data([1, 2, 3]).write(to: URL(filePath: file))
    for round in 0..<40 { try recordInBulk(round) }
    #expect(try imported.revisions().count == 800)
    #expect(try packFiles(".pack").count < 30)
    #expect(try Data(contentsOf: URL(filePath: file)) == Data([1, 2, 3]))
  }

  /// Whatever operation fails, and wherever the process ends, every object can still be read.
  @Test func `maintenance that ends anywhere loses nothing`() throws {
    let disk = SimulatedDisk()
    let repository = try Repository.create(at: "/archive", files: disk)
    var batch = ObjectBatch()
    let ids = (0..<6).map { batch.add(.blob, Array("blob \($0)\n".utf8)) }
    try repository.release(repository.store(batch))
    var options = MaintenanceOptions(now: 0, workers: 1)
    options.isComplete = true
    options.grace = nil
    _ = try repository.maintain(options)
    var more = ObjectBatch()
    let others = (0..<3).map { more.add(.blob, Array("more \($0)\n".utf8)) }
    try repository.release(repository.store(more))
    let whole = disk.copy()
    try Self.maintain(whole, options)
    for number in 0..<whole.operations.count {
      for fault in [DiskFault.death(at: number), .noSpace(at: number), .denied(at: number)] {
        let faulty = disk.copy(fault: fault)
        try? Self.maintain(faulty, options)
        let fates: [SimulatedDisk] =
          [faulty.afterDeath()]
          + [.nothing, .everything, .names, .some(1), .some(2)].map { faulty.afterPowerLoss($0) }
        for state in fates {
          let reopened = try Repository.open(at: "/archive", files: state)
          for id in ids + others {
            #expect(throws: Never.self, "\(fault)") { try reopened.object(id) }
          }
          try Self.maintain(state, options)
          for id in ids + others { _ = try reopened.object(id) }
          #expect(!state.files(below: "/archive").contains { $0.contains("tmp_pack_stet") })
        }
      }
    }
  }

  /// As the library does: under the writer's lock.
  private static func maintain(_ disk: SimulatedDisk, _ options: MaintenanceOptions) throws {
    let repository = try Repository.open(at: "/archive", files: disk)
    let lock = try repository.writerLock(timeout: .zero)
    defer { lock.release() }
    _ = try repository.maintain(options)
  }
}
