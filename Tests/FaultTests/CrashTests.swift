import Repository
import SimulatedDisk
import TestSupport
import Testing

@testable import Stet

/// A commit that ends at each of its operations, one after the other.
struct CrashTests {
  private let before: SimulatedArchive
  private let oldHead: RevisionID?
  private let newHead: RevisionID?
  private let operationCount: Int

  init() throws {
    before = try SimulatedArchive("one", "two")
    oldHead = try before.open().head()
    let after = SimulatedArchive(on: before.disk.copy())
    newHead = try after.record("three")
    operationCount = after.disk.operations.count
  }

  /// The disk of a process that ended at an operation of its commit.
  private func diskOfDeath(at number: Int) -> SimulatedDisk {
    let dying = SimulatedArchive(on: before.disk.copy(fault: .death(at: number)))
    // Its last operation only clears away: what it answers then nobody hears.
    _ = try? dying.record("three")
    return dying.disk
  }

  /// Old or new head, no damage, and the next commit works.
  private func check(_ disk: SimulatedDisk, _ what: Comment) throws {
    let archive = SimulatedArchive(on: disk)
    let head = try archive.open().head()
    #expect(head == oldHead || head == newHead, what)
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    #expect(throws: Never.self, what) { try archive.record("four") }
    #expect(try archive.open().content("bridge") == Array("four".utf8), what)
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    let left = disk.files(below: SimulatedArchive.root).filter {
      $0.contains("/tmp_") || $0.hasSuffix(".lock") || $0.hasSuffix(".keep")
        || $0.contains("head-update")
    }
    #expect(left == [], what)
  }

  @Test func `a commit has operations to be killed at`() {
    #expect(operationCount > 20)
    #expect(oldHead != newHead)
  }

  @Test func `a commit killed anywhere leaves the old head or the new one`() throws {
    for number in 0..<operationCount {
      try check(diskOfDeath(at: number).afterDeath(), "killed at \(number)")
    }
  }

  @Test func `a loss of power anywhere leaves the old head or the new one`() throws {
    for number in 0..<operationCount {
      let disk = diskOfDeath(at: number)
      for fate in [Fate.nothing, .everything, .names] {
        try check(disk.afterPowerLoss(fate), "\(fate) kept at \(number)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `any part of what was not durable may come back`(seed: UInt64) throws {
    for number in 0..<operationCount {
      let disk = diskOfDeath(at: number)
      try check(disk.afterPowerLoss(.some(seed)), "seed \(seed) at \(number)")
    }
  }

  @Test func `what was recorded outlasts a loss of power`() throws {
    let archive = SimulatedArchive(on: before.disk.copy())
    try archive.record("three")
    for fate in [Fate.nothing, .everything, .names, .some(1), .some(2)] {
      let after = SimulatedArchive(on: archive.disk.afterPowerLoss(fate))
      #expect(try after.open().head() == newHead)
      #expect(try after.open().verify(workers: 1).isClean)
    }
  }

  @Test func `what follows a killed commit outlasts a loss of power`() throws {
    for number in 0..<operationCount {
      let archive = SimulatedArchive(on: diskOfDeath(at: number).afterDeath())
      // The same bytes again: the objects that the first one left are used.
      try archive.record("three")
      let after = SimulatedArchive(on: archive.disk.afterPowerLoss(.nothing))
      #expect(try after.open().content("bridge") == Array("three".utf8), "killed at \(number)")
      #expect(try after.open().verify(workers: 1).findings == [], "killed at \(number)")
    }
  }

  @Test func `a first commit killed anywhere can be made again`() throws {
    let empty = try SimulatedArchive()
    let whole = SimulatedArchive(on: empty.disk.copy())
    try whole.record("one")
    for number in whole.disk.operations.indices {
      let dying = SimulatedArchive(on: empty.disk.copy(fault: .death(at: number)))
      _ = try? dying.record("one")
      let after = SimulatedArchive(on: dying.disk.afterDeath())
      try after.record("two")
      #expect(try after.open().verify(workers: 1).findings == [], "killed at \(number)")
    }
  }

  @Test func `a commit of many articles is whole or not there, too`() throws {
    let whole = SimulatedArchive(on: before.disk.copy())
    try whole.recordMany()
    let names = whole.disk.files(below: SimulatedArchive.root)
    #expect(names.contains { $0.hasSuffix(".pack") })
    let many = try whole.open().head()
    for number in whole.disk.operations.indices {
      let dying = SimulatedArchive(on: before.disk.copy(fault: .death(at: number)))
      _ = try? dying.recordMany()
      let fates: [Fate] = [.nothing, .everything, .names, .some(UInt64(number))]
      for disk in [dying.disk.afterDeath()] + fates.map({ dying.disk.afterPowerLoss($0) }) {
        let archive = SimulatedArchive(on: disk)
        let head = try archive.open().head()
        #expect(head == oldHead || head == many, "operation \(number)")
        #expect(try archive.open().verify(workers: 1).findings == [], "operation \(number)")
        #expect(throws: Never.self, "operation \(number)") { try archive.recordMany() }
        #expect(try archive.open().content("article 44") == [44], "operation \(number)")
        #expect(!disk.files(below: SimulatedArchive.root).contains { $0.contains("/tmp_") })
        #expect(try archive.open().verify(workers: 1).findings == [], "operation \(number)")
      }
    }
  }

  @Test func `a disk that is full says so, and the next commit works`() throws {
    try checkOutcomes(.noSpace) { if case .noSpace = $0 { true } else { false } }
  }

  @Test func `a folder that is read-only says so, and the next commit works`() throws {
    try checkOutcomes(.denied) { if case .denied = $0 { true } else { false } }
  }

  private enum Refusal { case noSpace, denied }

  /// Whatever is refused, the answer is true: nothing recorded, and the head is the old one; recorded
  /// in doubt, and it is the new one; or recorded, durably.
  private func checkOutcomes(
    _ refusal: Refusal, _ isCause: (ArchiveError) -> Bool
  ) throws {
    var inDoubt = 0
    for number in 0..<operationCount {
      let fault: DiskFault = refusal == .noSpace ? .noSpace(at: number) : .denied(at: number)
      let archive = SimulatedArchive(on: before.disk.copy(fault: fault))
      do {
        try archive.record("three")
        let after = SimulatedArchive(on: archive.disk.afterPowerLoss(.nothing))
        #expect(try after.open().head() == newHead, "operation \(number)")
      } catch ArchiveError.recordedInDoubt(let id, let cause) {
        inDoubt += 1
        #expect(id == newHead && isCause(cause), "operation \(number)")
        #expect(try archive.open().head() == newHead, "operation \(number)")
      } catch {
        #expect(isCause(try #require(error as? ArchiveError)), "operation \(number): \(error)")
        #expect(try archive.open().head() == oldHead, "operation \(number)")
      }
      try check(archive.disk, "\(refusal) at \(number)")
    }
    // The one whose answer was "nothing was recorded": the folder of the branch, after the swap.
    #expect(inDoubt == 1)
  }

  @Test func `a disk that gives back other bytes is caught before the head moves`() throws {
    for offset in 0..<8 {
      let lying = SimulatedArchive(
        on: before.disk.copy(
          fault: .lies { bytes in
            var bytes = bytes
            bytes[offset * (bytes.count - 1) / 7] ^= 0x40
            return bytes
          }))
      #expect(throws: ArchiveError.self) { try lying.record("three") }
      #expect(try lying.open().head() == oldHead)
      // What was never recorded is nothing that verification could miss a revision for.
      #expect(try SimulatedArchive(on: lying.disk.copy()).open().verify(workers: 1).isClean)
    }
  }
}
