import Objects
import Repository
import SimulatedDisk
import TestSupport
import Testing

@testable import Articles
@testable import Stet

/// Making a key, and a checkpoint, that end at each of their operations, one after the other.
struct CheckpointCrashTests {
  private let before: SimulatedArchive
  private let operationCount: Int

  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  init() throws {
    before = try SimulatedArchive()
    for number in 0..<3 { try before.record("Text \(number).\n") }
    try Self.makeKey(in: before, seed: 1)
    try Self.sign(in: before)
    try before.record("Text 3.\n")
    let after = SimulatedArchive(on: before.disk.copy())
    try Self.work(in: after)
    operationCount = after.disk.operations.count
  }

  private static func makeKey(in archive: SimulatedArchive, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    _ = try archive.open().makeSigningKey(
      for: "example.org/news", by: ann, now: now, using: &random, patience: .zero)
  }

  @discardableResult
  private static func sign(in archive: SimulatedArchive) throws -> CheckpointOutcome {
    try archive.open().makeCheckpoint(by: ann, now: now, patience: .zero)
  }

  private static func work(in archive: SimulatedArchive) throws {
    try makeKey(in: archive, seed: 2)
    try sign(in: archive)
  }

  /// Nothing is called damaged, all is there, and the next checkpoint goes on from the last.
  private func check(_ disk: SimulatedDisk, _ what: Comment) throws {
    let archive = SimulatedArchive(on: disk)
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    for number in 0..<4 {
      #expect(
        try archive.open().content("bridge@\(number + 1)") == Array("Text \(number).\n".utf8), what)
    }
    let earlier = try archive.open().latestCheckpoint()
    #expect(earlier != nil, what)
    try Self.sign(in: archive)
    try archive.record("after all that")
    guard case .made(let last) = try Self.sign(in: archive) else {
      Issue.record("nothing was signed")
      return
    }
    #expect(last.size > earlier?.size ?? 0, what)
    #expect(try archive.open().verify(workers: 1).findings == [], what)
    #expect(try archive.open().evidence(of: "bridge@1").bytes.count > 0, what)
    let left = disk.files(below: SimulatedArchive.root)
      .filter { $0.contains("tmp_obj") || $0.hasSuffix(".lock") || $0.contains("-update") }
    #expect(left == [], what)
  }

  private func diskOfDeath(at number: Int) -> SimulatedDisk {
    let dying = SimulatedArchive(on: before.disk.copy(fault: .death(at: number)))
    _ = try? Self.work(in: dying)
    return dying.disk
  }

  @Test func `a key and a checkpoint have operations to be killed at`() throws {
    #expect(operationCount > 60)
    try check(before.disk.copy(), "before")
  }

  @Test func `killed anywhere, what was signed stays, and the next checkpoint goes on from it`()
    throws
  {
    for number in 0..<operationCount {
      try check(diskOfDeath(at: number).afterDeath(), "killed at \(number)")
    }
  }

  @Test func `after a loss of power anywhere the next checkpoint goes on from the last`() throws {
    for number in 0..<operationCount {
      let disk = diskOfDeath(at: number)
      for fate in [Fate.nothing, .everything, .names, .some(7)] {
        try check(disk.afterPowerLoss(fate), "\(fate) kept at \(number)")
      }
    }
  }

  @Test(arguments: [true, false])
  func `what is refused is said, and the next checkpoint goes on`(isFull: Bool) throws {
    for number in 0..<operationCount {
      let fault: DiskFault = isFull ? .noSpace(at: number) : .denied(at: number)
      let archive = SimulatedArchive(on: before.disk.copy(fault: fault))
      do {
        try whole(archive, "refused at \(number)") { try Self.makeKey(in: archive, seed: 2) }
        try whole(archive, "refused at \(number)") { _ = try Self.sign(in: archive) }
      } catch {
        #expect(error is ArchiveError)
      }
      try check(archive.disk.copy(), "refused at \(number)")
    }
  }

  /// Whoever is told that it was not done finds nothing done.
  private func whole(
    _ archive: SimulatedArchive, _ what: Comment, _ step: () throws -> Void
  ) throws {
    func head() throws -> RevisionID? {
      try SimulatedArchive(on: archive.disk.copy()).open().head()
    }
    let before = try head()
    do {
      try step()
    } catch let error as ArchiveError {
      if case .recordedInDoubt(let id, _) = error {
        #expect(try head() == id, what)
      } else {
        #expect(try head() == before, what)
      }
      throw error
    }
  }
}
