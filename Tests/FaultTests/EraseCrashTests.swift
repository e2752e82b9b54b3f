import Bytes
import Objects
import Packs
import Repository
import SimulatedDisk
import TestSupport
import Testing

@testable import Stet

/// An erasure that ends at each of its operations, one after the other.
///
/// Before it, texts are in a pack, one of them kept as a change to another, and loose beside it.
struct EraseCrashTests {
  private let before: SimulatedArchive
  private let oldHead: RevisionID?
  private let operationCount: Int

  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)
  private static let texts = (0..<5).map { number in
    (0..<12).map { "Line \($0 * 7) of the text.\n" }.joined() + "Number \(number).\n"
  }
  private static let gone = ObjectID(of: .blob, content: Array(texts[1].utf8).span)

  init() throws {
    before = try SimulatedArchive()
    for text in Self.texts[..<3] { try before.record(text) }
    _ = try before.open().maintain(isComplete: true, now: Self.now, workers: 1, patience: .zero)
    for text in Self.texts[3...] { try before.record(text) }
    oldHead = try before.open().head()
    let after = SimulatedArchive(on: before.disk.copy())
    try Self.erase(in: after)
    operationCount = after.disk.operations.count
  }

  @discardableResult
  private static func erase(in archive: SimulatedArchive) throws -> Erasure {
    try archive.open().erase(
      "bridge@2", reason: "why", by: ann, now: now, workers: 1, patience: .zero)
  }

  private func diskOfDeath(at number: Int) -> SimulatedDisk {
    let dying = SimulatedArchive(on: before.disk.copy(fault: .death(at: number)))
    _ = try? Self.erase(in: dying)
    return dying.disk
  }

  /// Nothing else is lost, nothing is called damaged, and what was begun is completed: by `maintain` where it was
  /// recorded, and by erasing again in any case.
  private func check(_ disk: SimulatedDisk, at number: Int, _ what: Comment) throws {
    try checkTexts(disk, what)
    let verified = try SimulatedArchive(on: disk).open().verify(workers: 1)
    #expect(verified.findings == [], what)
    let isRecorded = try SimulatedArchive(on: disk).open().head() != oldHead
    #expect(verified.erased.count == (isRecorded ? 1 : 0), what)
    // Either of the two completes it.
    if isRecorded, number % 2 == 0 {
      _ = try SimulatedArchive(on: disk).open().maintain(
        isComplete: false, now: Self.now, workers: 1, patience: .zero)
      try checkGone(disk, what)
      try checkTexts(disk, what)
    }
    let again = SimulatedArchive(on: disk)
    try Self.erase(in: again)
    try checkGone(disk, what)
    try checkTexts(disk, what)
    #expect(throws: Never.self, what) { try again.record("after all that") }
    let left = disk.files(below: SimulatedArchive.root)
      .filter { $0.contains("tmp_") || $0.hasSuffix(".lock") || $0.contains("-update") }
    #expect(left == [], what)
    #expect(try again.open().verify(workers: 1).findings == [], what)
  }

  private func checkTexts(_ disk: SimulatedDisk, _ what: Comment) throws {
    let archive = try SimulatedArchive(on: disk).open()
    for (number, text) in Self.texts.enumerated() where number != 1 {
      #expect(try archive.content("bridge@\(number + 1)") == Array(text.utf8), what)
    }
  }

  private func checkGone(_ disk: SimulatedDisk, _ what: Comment) throws {
    let archive = try SimulatedArchive(on: disk).open()
    #expect(try archive.repository.present(among: [Self.gone]).isEmpty, what)
    #expect(try archive.repository.admitsAbsence(), what)
    #expect(throws: ArchiveError.self, what) { try archive.content("bridge@2") }
    // A writer that lost power may leave a pack without an index: not one that has the text.
    let notes = try archive.verify(workers: 1).notes.filter { note in
      if case .unindexedPacks = note { false } else { true }
    }
    #expect(notes == [], what)
    #expect(!unindexedPacks(disk).contains { holdsText($0) }, what)
  }

  private func unindexedPacks(_ disk: SimulatedDisk) -> [[UInt8]] {
    let files = Set(disk.files(below: SimulatedArchive.root))
    return files.filter {
      $0.hasSuffix(".pack") && !files.contains(String($0.dropLast(4)) + "idx")
    }.compactMap { disk.bytes(of: $0) }
  }

  private func holdsText(_ pack: [UInt8]) -> Bool {
    PackScan(SharedBytes(pack)).visitObjects { _, _ in }.contains { $0.id == Self.gone }
  }

  @Test func `an erasure has operations to be killed at, and takes the text`() throws {
    #expect(operationCount > 60)
    let archive = SimulatedArchive(on: before.disk.copy())
    #expect(try Self.erase(in: archive).revisions.map(\.specifier) == ["bridge@2"])
    try checkGone(archive.disk, "whole")
    try checkTexts(archive.disk, "whole")
  }

  @Test func `an erasure killed anywhere loses nothing else, and can be completed`() throws {
    for number in 0..<operationCount {
      try check(diskOfDeath(at: number).afterDeath(), at: number, "killed at \(number)")
    }
  }

  @Test func `a loss of power anywhere loses nothing else`() throws {
    for number in 0..<operationCount {
      let disk = diskOfDeath(at: number)
      for fate in [Fate.nothing, .everything, .names] {
        try check(disk.afterPowerLoss(fate), at: number, "\(fate) kept at \(number)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `any part of what was not durable may come back`(seed: UInt64) throws {
    for number in 0..<operationCount {
      try check(
        diskOfDeath(at: number).afterPowerLoss(.some(seed)), at: number, "seed \(seed) at \(number)"
      )
    }
  }

  @Test func `what was erased stays so after a loss of power`() throws {
    let archive = SimulatedArchive(on: before.disk.copy())
    try Self.erase(in: archive)
    for fate in [Fate.nothing, .everything, .names, .some(1), .some(2), .some(3)] {
      let disk = archive.disk.afterPowerLoss(fate)
      try checkGone(disk, "\(fate)")
      try checkTexts(disk, "\(fate)")
    }
  }

  @Test(arguments: [true, false])
  func `what is refused is said, and loses nothing else`(isFull: Bool) throws {
    for number in 0..<operationCount {
      let fault: DiskFault = isFull ? .noSpace(at: number) : .denied(at: number)
      let archive = SimulatedArchive(on: before.disk.copy(fault: fault))
      do {
        try Self.erase(in: archive)
        try checkGone(archive.disk.copy().afterPowerLoss(.nothing), "refused at \(number)")
      } catch {
        #expect(error is ArchiveError)
      }
      try check(archive.disk.copy(), at: number, "refused at \(number)")
    }
  }
}
