import DirectoryStorage
import SimulatedDisk
import Storage
import Testing

struct DirectoryStorageErasingTests {
  private static let config = Fixture.root + "/config"

  private func text(_ disk: SimulatedDisk) throws -> String {
    String(decoding: try #require(disk.bytes(of: Self.config)), as: UTF8.self)
  }

  @Test func `git is told once, and its settings stay as they are`() throws {
    let (storage, disk) = try Fixture.storage()
    // Without a newline at its end, as people leave files.
    disk.write(Array((try text(disk) + "[user]\n\tname = Ada").utf8), to: Self.config)
    #expect(try !storage.admitsAbsence())
    let before = try text(disk)
    try storage.admitAbsence()
    let after = try text(disk)
    #expect(after.hasPrefix(before + "\n[extensions]\n\tpartialClone = stet-erased\n"))
    #expect(try storage.admitsAbsence())
    try storage.admitAbsence()
    #expect(try text(disk) == after)
    let opened = try DirectoryStorage.open(at: Fixture.root, files: disk)
    #expect(opened.configuration["user.name"] == "Ada")
    #expect(opened.configuration["remote.stet-erased.promisor"] == "true")
  }

  @Test func `packs that come later are marked, too, and a mark alone makes no partial clone`()
    throws
  {
    let (storage, disk) = try Fixture.storage()
    func publish(_ digit: Character) throws {
      let draft = try storage.draft()
      try draft.append([1].span)
      try draft.seal()
      let name = PackName("pack-" + String(repeating: digit, count: 64))
      try draft.publish(index: [2].span, as: name, isHeld: false)
    }
    try publish("a")
    try storage.admitAbsence()
    try publish("b")
    let marks = disk.files(below: Fixture.root).filter { $0.hasSuffix(".promisor") }
    #expect(marks.count == 2)
    #expect(try storage.admitsAbsence())
    #expect(try DirectoryStorage.open(at: Fixture.root, files: disk).arrangements() == [])
    let partial = try text(disk) + "[remote \"origin\"]\n\tpromisor = true\n"
    disk.write(Array(partial.utf8), to: Self.config)
    #expect(try DirectoryStorage.open(at: Fixture.root, files: disk).arrangements() == [.partial])
  }

  @Test func `settings that git is changing are left alone`() throws {
    let (storage, disk) = try Fixture.storage()
    let before = try text(disk)
    disk.write([], to: Self.config + ".lock")
    #expect(throws: StorageError.locked(Self.config + ".lock")) { try storage.admitAbsence() }
    #expect(try text(disk) == before)
    #expect(!disk.files(below: Fixture.root).contains { $0.contains("-update") })
    disk.delete(Self.config + ".lock")
    try storage.admitAbsence()
    #expect(try storage.admitsAbsence())
  }

  @Test func `where files cannot have two names, git is told all the same`() throws {
    let (_, disk) = try Fixture.storage()
    let fat = disk.copy(fault: .noLinks)
    let storage = try DirectoryStorage.open(at: Fixture.root, files: fat)
    try storage.admitAbsence()
    #expect(try storage.admitsAbsence())
    #expect(!fat.files(below: Fixture.root).contains { $0.hasSuffix(".lock") })
  }

  @Test func `a change of the settings that ends anywhere leaves the old ones or the new`() throws {
    let (storage, disk) = try Fixture.storage()
    let old = try text(disk)
    let whole = disk.copy()
    try DirectoryStorage.open(at: Fixture.root, files: whole).admitAbsence()
    let new = try text(whole)
    for number in whole.operations.indices {
      let dying = disk.copy(fault: .death(at: number))
      try? DirectoryStorage.open(at: Fixture.root, files: dying).admitAbsence()
      for fate in [Fate.nothing, .everything, .names, .some(UInt64(number))] {
        let after = dying.afterPowerLoss(fate)
        #expect([old, new].contains(try text(after)), "\(fate) at \(number)")
        let next = try DirectoryStorage.open(at: Fixture.root, files: after)
        next.release(try next.writerLock(timeout: .zero))
        #expect(!after.files(below: Fixture.root).contains { $0.hasSuffix(".lock") })
        try next.admitAbsence()
        #expect(try text(after) == new, "\(fate) at \(number)")
      }
    }
    withExtendedLifetime(storage) {}
  }
}

extension DirectoryStorage {
  fileprivate func release(_ lock: any StorageLock) { lock.release() }
}
