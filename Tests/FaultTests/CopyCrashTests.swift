import Repository
import SimulatedDisk
import StorageConformance
import TestSupport
import Testing

@testable import Stet

/// An archive's commits that are imported into another one, where the process ends at each of its
/// operations, or another program steps in.
struct CopyCrashTests {
  private let stream: [UInt8]
  private let storyCount: Int

  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 2_000_000_000, zoneMinutes: 0)

  init() throws {
    let source = try StetArchive()
    try source.commit("page", "one", "--title=One")
    try source.commit("page", "two")
    try source.stet(["amend", "page@1", "--title=Other"])
    try source.stet(["rename", "page", "news"])
    let lines = #"{"article":"news","text":"three"}"# + "\n" + #"{"article":"x","failed":"503"}"#
    try source.stet(["commit", "--batch"], input: Array((lines + "\n").utf8))
    try source.stet(["commit", "--withdrawn", "--article", "news"])
    stream = try source.git(["fast-export", "--all", "--reencode=no"]).output
    storyCount = Int(try source.git(["rev-list", "--count", "main"]).text) ?? 0
  }

  @discardableResult
  private func take(_ archive: Archive) throws -> ImportSummary {
    var rest = stream[...]
    return try archive.importStream(
      by: Self.ann, now: Self.now, workers: 1,
      read: { space in
        let part = rest.prefix(min(space.freeCapacity, 997))
        for byte in part { space.append(byte) }
        rest = rest.dropFirst(part.count)
      })
  }

  private func count(_ archive: Archive) throws -> Int {
    var count = 0
    try archive.visitHistory { _ in
      count += 1
      return true
    }
    return count
  }

  /// All of it or nothing; what is not there comes with the next import, once.
  private func check(
    _ disk: SimulatedDisk, own: Int, _ what: Comment
  ) throws {
    func open() throws -> Archive { try SimulatedArchive(on: disk).open() }
    let before = try count(open())
    #expect(before == own || before == own + storyCount, what)
    let findings = try open().verify(workers: 1).findings
    // Where the first branch was to be, nobody can tell it from one that was lost.
    let isUnborn = own == 0 && before == 0
    #expect(findings.allSatisfy { isUnborn && Self.saysUnborn($0) }, what)
    try take(open())
    #expect(try count(open()) == own + storyCount, what)
    #expect(try take(open()).revisionCount == 0, what)
    #expect(try count(open()) == own + storyCount, what)
    #expect(try open().content("news@2") == Array("three".utf8), what)
    #expect(try open().revision("page@1").metadata.title == "Other", what)
    #expect(try open().verify(workers: 1).findings == [], what)
    // A graph that was begun is written over with the next one.
    let left = disk.files(below: SimulatedArchive.root).filter {
      $0.contains("tmp_pack") || $0.contains("tmp_obj") || $0.hasSuffix(".lock")
        || $0.hasSuffix(".keep")
    }
    #expect(left == [], what)
  }

  private static func saysUnborn(_ finding: Finding) -> Bool {
    if case .reference(.namesMissingBranch) = finding.damage.cause { true } else { false }
  }

  private func before(hasOther: Bool) throws -> SimulatedArchive {
    let archive = try SimulatedArchive()
    if hasOther { try archive.record("mine") }
    return archive
  }

  @Test(arguments: [false, true])
  func `a copy killed anywhere, or without power, is there whole or not at all`(
    hasOther: Bool
  ) throws {
    let before = try before(hasOther: hasOther)
    let own = hasOther ? 1 : 0
    let whole = SimulatedArchive(on: before.disk.copy())
    #expect(try take(whole.open()).copiedCount == storyCount)
    let operationCount = whole.disk.operations.count
    #expect(operationCount > 20)
    try check(whole.disk, own: own, "whole")
    for number in 0..<operationCount {
      let dying = SimulatedArchive(on: before.disk.copy(fault: .death(at: number)))
      _ = try? take(dying.open())
      try check(dying.disk.afterDeath(), own: own, "killed at \(number)")
      for fate in [Fate.nothing, .everything, .names, .some(7)] {
        try check(
          dying.disk.afterPowerLoss(fate), own: own, "\(fate) kept at \(number)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `a copy that is refused anything is there whole or not at all`(isFull: Bool) throws {
    let before = try before(hasOther: true)
    let whole = SimulatedArchive(on: before.disk.copy())
    try take(whole.open())
    for number in whole.disk.operations.indices {
      let fault: DiskFault = isFull ? .noSpace(at: number) : .denied(at: number)
      let archive = SimulatedArchive(on: before.disk.copy(fault: fault))
      do {
        try take(archive.open())
      } catch {
        #expect(error is ArchiveError)
      }
      try check(archive.disk.copy(), own: 1, "refused at \(number)")
    }
  }

  @Test(arguments: [false, true])
  func `a push while a copy is made is a conflict, and the copy is made on top with the next try`(
    hasOther: Bool
  ) throws {
    let before = MemoryStorage()
    if hasOther { try MemoryArchive.record("mine", in: before) }
    let own = try count(MemoryArchive.open(before))
    let pushed = before.copy()
    try MemoryArchive.record("theirs", in: pushed)
    let theirs = try #require(try MemoryArchive.open(pushed).head())
    let trial = before.copy()
    try take(MemoryArchive.open(trial))
    var conflictCount = 0
    for moment in trial.calls.indices {
      let storage = before.copy { storage, _ in
        if storage.calls.count == moment { storage.receive(pushed) }
      }
      do {
        try take(MemoryArchive.open(storage))
      } catch ArchiveError.conflict(_) {
        conflictCount += 1
        #expect(try MemoryArchive.open(storage.copy()).head() == theirs, "at \(moment)")
      }
      let after = storage.copy()
      for pack in try after.packs() { #expect(try !after.isKept(pack), "at \(moment)") }
      #expect(try MemoryArchive.open(after).verify(workers: 1).findings == [], "at \(moment)")
      try take(MemoryArchive.open(after))
      #expect(try MemoryArchive.open(after).content("a") == Array("theirs of a".utf8))
      #expect(try count(MemoryArchive.open(after)) == own + 2 + storyCount, "at \(moment)")
      #expect(try MemoryArchive.open(after).verify(workers: 1).findings == [], "at \(moment)")
    }
    #expect(conflictCount > 0)
  }
}
