import SimulatedDisk
import TestSupport
import Testing

@testable import Stet

/// Commits that one process records for two, and either of them ends, or is refused something, at any of its calls.
struct WaitingCrashTests {
  private let before: SimulatedArchive
  private let whole: WaitingPair

  init() throws {
    before = try SimulatedArchive("one", "two")
    whole = try WaitingPair(on: before.disk)
  }

  /// What was acknowledged, and whether all that was said is so.
  private func judge(
    _ outcome: WaitingPair.Outcome?, _ name: String, in pair: WaitingPair, _ what: Comment
  ) throws -> [RevisionID] {
    let recorded = try pair.recorded(name)
    #expect(recorded.count <= 1, what)
    switch outcome {
    case .success(let id):
      #expect(recorded == [id].compactMap(\.self), what)
      return recorded
    case .failure(.recordedInDoubt(let id, _)):
      #expect(recorded == [id], what)
      return []
    case .failure, nil:
      return []
    }
  }

  @Test func `who has the lock records for who waits, in one pack`() throws {
    let packs = { (disk: SimulatedDisk) in
      disk.files(below: SimulatedArchive.root + "/objects/pack").count { $0.hasSuffix(".pack") }
    }
    #expect(packs(whole.disk) == packs(before.disk) + 1)
    #expect(try judge(whole.waited, "waiter", in: whole, "").count == 1)
    #expect(try judge(whole.led, "leader", in: whole, "").count == 1)
    #expect(!whole.waiterOperations.contains { "\($0)".contains("/objects/") })
    #expect(whole.disk.files(below: WaitingPair.waitingFolder) == [])
    #expect(whole.waiterOperations.count > 8 && whole.leaderOperations.count > 25)
    #expect(try SimulatedArchive(on: whole.disk).open().verify(workers: 1).findings == [])
  }

  @Test func `a leader killed anywhere leaves nobody waiting, and what it was asked is done once`()
    throws
  {
    for number in whole.leaderOperations.indices {
      let what: Comment = "leader killed at \(number): \(whole.leaderOperations[number])"
      let pair = try WaitingPair(on: before.disk, leaderFault: .death(at: number))
      let acknowledged = try judge(pair.waited, "waiter", in: pair, what)
      #expect(acknowledged.count == 1, what)
      #expect(try pair.recorded("leader").count <= 1, what)
      try pair.checkNext(what)
      try pair.checkPowerLoss(acknowledged, what)
    }
  }

  @Test
  func `a waiter killed anywhere is recorded once or not at all, and nobody else is concerned`()
    throws
  {
    for number in whole.waiterOperations.indices {
      let what: Comment = "waiter killed at \(number): \(whole.waiterOperations[number])"
      let pair = try WaitingPair(on: before.disk, waiterFault: .death(at: number))
      #expect(try pair.recorded("waiter").count <= 1, what)
      var acknowledged: [RevisionID] = []
      if let led = pair.led {
        acknowledged = try judge(led, "leader", in: pair, what)
        #expect(acknowledged.count == 1, what)
      }
      try pair.checkNext(what)
      try pair.checkPowerLoss(acknowledged, what)
    }
  }

  @Test(arguments: [true, false])
  func `a leader that is refused anything tells the truth, and so does who waits`(isFull: Bool)
    throws
  {
    for number in whole.leaderOperations.indices {
      let what: Comment = "leader refused \(number): \(whole.leaderOperations[number])"
      let fault: DiskFault = isFull ? .noSpace(at: number) : .denied(at: number)
      let pair = try WaitingPair(on: before.disk, leaderFault: fault)
      var acknowledged = try judge(pair.led, "leader", in: pair, what)
      if case .failure(let error) = pair.led, !error.isInDoubt {
        #expect(try pair.recorded("leader") == [], what)
      }
      let waited = try judge(pair.waited, "waiter", in: pair, what)
      // What a leader is refused is no refusal of who waits.
      if case .failure(let error) = pair.waited {
        #expect(error.isInDoubt, "\(what): \(error)")
      } else {
        #expect(waited.count == 1, what)
      }
      acknowledged += waited
      try pair.checkNext(what)
      try pair.checkPowerLoss(acknowledged, what)
    }
  }

  @Test(arguments: [true, false])
  func `a waiter that is refused anything tells the truth`(isFull: Bool) throws {
    for number in whole.waiterOperations.indices {
      let what: Comment = "waiter refused \(number): \(whole.waiterOperations[number])"
      let fault: DiskFault = isFull ? .noSpace(at: number) : .denied(at: number)
      let pair = try WaitingPair(on: before.disk, waiterFault: fault)
      let acknowledged = try judge(pair.waited, "waiter", in: pair, what)
      if case .failure(let error) = pair.waited, !error.isInDoubt {
        #expect(try pair.recorded("waiter") == [], "\(what): \(error)")
      }
      #expect(
        try judge(pair.led, "leader", in: pair, what).count == (pair.led == nil ? 0 : 1), what)
      try pair.checkNext(what)
      try pair.checkPowerLoss(acknowledged, what)
    }
  }
}

extension ArchiveError {
  fileprivate var isInDoubt: Bool {
    if case .recordedInDoubt = self { true } else { false }
  }
}
