import Repository
import SimulatedDisk
import Storage
import Testing

@testable import Stet

/// A commit that waits for git's lock on the branch, and what others do meanwhile.
struct WaitingCommitTests {
  private static let lock = SimulatedArchive.root + "/refs/heads/main.lock"
  private static let branch = SimulatedArchive.root + "/refs/heads/main"

  @Test func `what vanished is stored anew before the branch leads to it`() throws {
    let disk = SimulatedDisk { disk, count in
      guard count == 3 else { return }
      for file in disk.files(below: SimulatedArchive.root + "/objects") { disk.delete(file) }
      disk.delete(Self.lock)
    }
    let repository = try Repository.create(at: SimulatedArchive.root, files: disk)
    disk.write([], to: Self.lock)
    let draft = RevisionDraft(article: try ArticleName("bridge"), content: [1, 2, 3])
    _ = try Archive(repository) { _ in 0 }.record(
      [draft], by: Author(name: "Ann", mail: "ann@example.org"),
      now: Timestamp(seconds: 1_322_155_620, zoneMinutes: 0), patience: .seconds(60))
    let done = disk.operations
    let moved = try #require(done.lastIndex(of: .rename(Self.lock, Self.branch)))
    let stored = done.indices.filter { index in
      if case .rename(_, let path) = done[index] { path.contains("/objects/") } else { false }
    }
    // Twice a pack and its index, and nothing left to do afterwards.
    #expect(stored.count == 4)
    #expect(try #require(stored.last) < moved)
    let archive = SimulatedArchive(on: disk.afterPowerLoss(.nothing))
    #expect(try archive.open().content("bridge") == [1, 2, 3])
    #expect(try archive.open().verify(workers: 1).findings == [])
  }
}
