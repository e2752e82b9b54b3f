import Repository
import SimulatedDisk
import Storage
import Synchronization
import Testing

@testable import Stet

/// Two processes that commit at once on a disk in memory: one waits, and the other, who has the lock, records for both.
///
/// A third has the lock until the first one waits; the second runs while the first pauses.
struct WaitingPair {
  typealias Outcome = Result<RevisionID?, ArchiveError>

  static let lock = SimulatedArchive.root + "/stet/lock"
  static let waitingFolder = SimulatedArchive.root + "/stet/waiting"

  let disk: SimulatedDisk
  /// What either was told.
  let waited: Outcome
  let led: Outcome?
  let waiterOperations: [DiskOperation]
  let leaderOperations: [DiskOperation]

  private final class Leader: Sendable {
    let led = Mutex<Outcome?>(nil)
    let operations = Mutex<[DiskOperation]>([])
    let fault: DiskFault?

    init(_ fault: DiskFault?) { self.fault = fault }

    func run(on disk: SimulatedDisk) {
      let process = SimulatedProcess(on: disk, fault: fault)
      let outcome = WaitingPair.record("leader", on: process)
      led.withLock { $0 = outcome }
      operations.withLock { $0 = process.operations }
    }
  }

  init(
    on before: SimulatedDisk, waiterFault: DiskFault? = nil, leaderFault: DiskFault? = nil
  ) throws {
    let leader = Leader(leaderFault)
    disk = before.copy(onPause: { disk, count in
      guard count == 1 else { return }
      disk.unlock(WaitingPair.lock)
      leader.run(on: disk)
    })
    _ = try disk.lock(WaitingPair.lock, timeout: .zero)
    let waiter = SimulatedProcess(on: disk, fault: waiterFault)
    waited = WaitingPair.record("waiter", on: waiter)
    disk.unlock(WaitingPair.lock)
    led = leader.led.withLock { $0 }
    waiterOperations = waiter.operations
    leaderOperations = leader.operations.withLock { $0 }
  }

  /// Records a revision whether or not there is one like it: what is done twice is there twice.
  private static func record(_ name: String, on files: SimulatedProcess) -> Outcome {
    do throws(ArchiveError) {
      var draft = RevisionDraft(article: try ArticleName(name), content: Array(name.utf8))
      draft.allowsUnchanged = true
      let repository = try translated { () throws(RepositoryError) in
        do throws(StorageError) {
          return try Repository.open(at: SimulatedArchive.root, files: files)
        } catch {
          throw .storage(error)
        }
      }
      let outcomes = try Archive(repository) { _ in 0 }.record(
        [draft], by: Author(name: name, mail: name + "@example.org"),
        now: Timestamp(seconds: 1_322_155_620, zoneMinutes: 0), patience: .seconds(60))
      guard case .recorded(let revision) = outcomes.first else { return .success(nil) }
      return .success(revision.id)
    } catch {
      return .failure(error)
    }
  }

  /// The revisions that either has now.
  func recorded(_ name: String) throws -> [RevisionID] {
    let archive = try SimulatedArchive(on: disk).open()
    var found: [RevisionID] = []
    try archive.visitHistory { revision throws(ArchiveError) in
      if revision.article?.description == name { found.append(revision.id) }
      return true
    }
    return found
  }

  /// Nothing is damaged, the next commit works, and leaves nothing of either behind.
  func checkNext(_ what: Comment) throws {
    let archive = SimulatedArchive(on: disk.afterDeath())
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    #expect(throws: Never.self, what) { try archive.record("next") }
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    #expect(archive.disk.files(below: Self.waitingFolder) == [], what)
  }

  /// The same after a loss of power, for revisions that were acknowledged.
  func checkPowerLoss(_ acknowledged: [RevisionID], _ what: Comment) throws {
    for fate in [Fate.nothing, .everything, .names, .some(UInt64(waiterOperations.count))] {
      let archive = SimulatedArchive(on: disk.afterPowerLoss(fate))
      #expect(try archive.open().verify(workers: 1).findings == [], what)
      var known: Set<RevisionID> = []
      try archive.open().visitHistory { revision throws(ArchiveError) in
        known.insert(revision.id)
        return true
      }
      #expect(known.isSuperset(of: acknowledged), what)
      #expect(throws: Never.self, what) { try archive.record("next") }
      #expect(archive.disk.files(below: Self.waitingFolder) == [], what)
    }
  }
}
