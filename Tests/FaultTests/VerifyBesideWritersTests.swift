import Bytes
import Dispatch
import Foundation
import Objects
import Repository
import Storage
import StorageConformance
import Synchronization
import TestSupport
import Testing

@testable import Stet

/// Verification while others write, pack and clear away: it must find nothing.
struct VerifyBesideWritersTests {
  /// A storage of two revisions each, and what another process makes of it.
  ///
  /// - Parameter isPacked: As commits leave it; else each object has a piece of its own, as after small pushes.
  private static func states(
    isPacked: Bool = true, _ change: (MemoryStorage) throws -> Void
  ) throws -> (before: MemoryStorage, after: MemoryStorage) {
    let before = MemoryStorage()
    try MemoryArchive.record("one", in: before)
    try MemoryArchive.record("two", in: before)
    if !isPacked { try MemoryArchive.unpack(before) }
    let after = before.copy()
    try change(after)
    return (before, after)
  }

  /// Verifies as often as there are calls to step in before, and each time others do it all there.
  private func check(_ before: MemoryStorage, _ after: MemoryStorage) throws {
    let whole = before.copy()
    #expect(try MemoryArchive.open(whole).verify(workers: 1).isClean)
    #expect(whole.calls.count > 10)
    for number in whole.calls.indices {
      let storage = before.copy { storage, _ in
        if storage.calls.count == number { storage.become(after) }
      }
      let findings = try MemoryArchive.open(storage).verify(workers: 1).findings
      #expect(findings == [], "before call \(number)")
    }
  }

  @Test func `a commit at any moment of a verification is no damage`() throws {
    let (before, after) = try Self.states { try MemoryArchive.record("three", in: $0) }
    try check(before, after)
  }

  @Test(arguments: [false, true])
  func `maintenance at any moment of a verification is no damage`(isPacked: Bool) throws {
    let (before, after) = try Self.states(isPacked: isPacked) {
      _ = try MemoryArchive.open($0).maintain(isComplete: true, now: MemoryArchive.now, workers: 1)
    }
    try check(before, after)
    // And packs that become one pack.
    let (_, pack) = try Self.states {
      _ = try MemoryArchive.open($0).maintain(isComplete: true, now: MemoryArchive.now, workers: 1)
      try MemoryArchive.record("three", in: $0)
    }
    let together = pack.copy()
    _ = try MemoryArchive.open(together).maintain(
      isComplete: true, now: MemoryArchive.now, workers: 1)
    try check(pack, together)
  }

  /// What no reference leads to comes bit by bit and is cleared away again: at each moment another part
  /// of it is there.
  @Test(arguments: SeededGenerator.seeds(4))
  func `what a killed writer stored and git clears away at any two moments is no damage`(
    seed: UInt64
  ) throws {
    let (before, all) = try Self.states(isPacked: false) {
      try MemoryArchive.record("three", in: $0)
      try MemoryArchive.unpack($0)
    }
    all.setHead(try before.head().id)
    let old = Set(try before.objects().ids)
    let new = try all.objects().ids.filter { !old.contains($0) }
    let whole = before.copy()
    _ = try MemoryArchive.open(whole).verify(workers: 1)
    var draw = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let pair = new.shuffled(using: &draw)
      let (some, most) = (all.copy(), all.copy())
      try some.retire(pair.dropFirst().map { .object($0) })
      try most.retire([.object(pair[1])])
      let first = Int.random(in: 0...whole.calls.count, using: &draw)
      let second = Int.random(in: first...whole.calls.count + 2, using: &draw)
      let storage = before.copy { storage, _ in
        if storage.calls.count == first { storage.become(some) }
        if storage.calls.count == second { storage.become(most) }
      }
      let findings = try MemoryArchive.open(storage).verify(workers: 1).findings
      #expect(findings == [], "\(pair[0]), then all but \(pair[1]), at \(first) and \(second)")
    }
  }

  @Test func `what is really gone is found all the same`() throws {
    let (before, after) = try Self.states(isPacked: false) { storage in
      let ids = try storage.objects().ids
      try storage.retire([.object(ids[0])])
    }
    let listed = before.copy { storage, name in
      // Gone after it was listed.
      if name == "open" { storage.become(after) }
    }
    #expect(try !MemoryArchive.open(listed).verify(workers: 1).isClean)
    #expect(try !MemoryArchive.open(after).verify(workers: 1).isClean)
  }

  @Test func `a row of the commit-graph for a commit that git cleared away is no damage`() throws {
    let archive = try StetArchive()
    try archive.stet(["commit", "-", "--article", "a"], input: [0])
    let side = try archive.git(["commit-tree", "-p", "main", "-m", "beside", "main^{tree}"]).text
    _ = try archive.git(["branch", "side", side])
    _ = try archive.git(["commit-graph", "write", "--reachable"])
    _ = try archive.git(["branch", "-D", "side"])
    _ = try archive.git(["prune", "--expire=now"])
    let result = try archive.attempt(["verify"])
    #expect(result.status == 0, "\(result)")
    // Maintenance leaves such rows out.
    try archive.stet(["maintain", "--full"])
    #expect(try archive.fsck() == "")
  }

  @Test func `verifying beside commits, maintenance and git finds nothing`() throws {
    let archive = try StetArchive()
    try archive.stet(["commit", "-", "--article", "a"], input: [0])
    let isDone = Atomic(false)
    let answers = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { worker in
      do {
        switch worker {
        case 0:
          defer { isDone.store(true, ordering: .relaxed) }
          for number in 1...25 {
            try archive.stet(["commit", "-", "--article", "a"], input: [UInt8(number)])
          }
        case 1:
          while !isDone.load(ordering: .relaxed) {
            _ = try archive.git(["repack", "-adq"])
            _ = try archive.attempt(["maintain"])
            _ = try archive.git(["gc", "-q", "--prune=now"])
          }
        default:
          while !isDone.load(ordering: .relaxed) {
            let result = try archive.attempt(["verify"])
            if result.status != 0 { answers.withLock { $0.append(result.text + result.errors) } }
          }
        }
      } catch {
        answers.withLock { $0.append("\(error)") }
      }
    }
    #expect(answers.withLock { $0 } == [])
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "26")
    #expect(try archive.fsck() == "")
  }
}

/// Commits that wait for git's lock on the branch while git clears away.
struct HousekeepingTests {
  @Test(
    arguments: [3, 40],
    [["repack", "-adq"], ["prune", "--expire=now"], ["gc", "-q", "--prune=now"]])
  func `what a waiting commit stored is there when it says recorded`(
    count: Int, housekeeping: [String]
  ) throws {
    let archive = try StetArchive()
    try archive.stet(["commit", "-", "--article", "base"], input: [0])
    let files = (0..<count).map { "text \($0)" }
    for file in files { try archive.folder.write(Array(file.utf8), to: file) }
    let lock = "\(archive.gitDirectory)/refs/heads/main.lock"
    try Data().write(to: URL(filePath: lock))
    let answer = Mutex<String?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      if worker == 0 {
        let result = try? archive.attempt(["commit"] + files)
        answer.withLock {
          $0 = result.map { $0.status == 0 ? "" : $0.errors } ?? "it did not start"
        }
      } else {
        // The commit has stored all when it has made what becomes the branch's lock.
        let update = "\(archive.gitDirectory)/stet/head-update"
        while !FileManager.default.fileExists(atPath: update), answer.withLock({ $0 }) == nil {
          usleep(1000)
        }
        // Git may fail at packing references: the branch is locked.
        _ = try? Program.run("git", ["--git-dir=\(archive.gitDirectory)"] + housekeeping)
        try? FileManager.default.removeItem(atPath: lock)
      }
    }
    #expect(answer.withLock { $0 } == "")
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "\(count + 1)")
    #expect(try archive.fsck() == "")
    #expect(try archive.open().verify(workers: 2).findings == [])
  }
}
