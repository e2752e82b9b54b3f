import DirectoryStorage
import Objects
import SimulatedDisk
import Storage
import Testing

struct ReferencesUpdateTests {
  private static let lock = Fixture.root + "/refs/heads/main.lock"
  private static let scratch = Fixture.root + "/stet/head-update"

  private func update(
    _ storage: DirectoryStorage, _ name: ReferenceName = .main, from old: ObjectID?,
    to new: ObjectID
  ) throws {
    try storage.advanceHead(
      from: StoredHead(branch: name, id: old, token: ""), to: new, timeout: .milliseconds(20)
    ) { true }
  }

  @Test func `a branch is made, and moved`() throws {
    let (storage, disk) = try Fixture.storage()
    try update(storage, from: nil, to: Fixture.first)
    try update(storage, from: Fixture.first, to: Fixture.second)
    #expect(disk.bytes(of: Fixture.root + "/refs/heads/main") == "\(Fixture.second)\n".bytes)
  }

  @Test func `nothing is left beside the branch`() throws {
    let (storage, disk) = try Fixture.storage()
    let before = Set(disk.files(below: Fixture.root))
    try update(storage, from: nil, to: Fixture.first)
    let added = Set(disk.files(below: Fixture.root)).subtracting(before)
    #expect(added == [Fixture.root + "/refs/heads/main"])
  }

  @Test func `a branch in folders of its own is made`() throws {
    let (storage, _) = try Fixture.storage()
    let name = try #require(ReferenceName("refs/heads/a/b/c"))
    try update(storage, name, from: nil, to: Fixture.first)
    #expect(try storage.references() == [name: Fixture.first])
  }

  @Test func `a packed branch is moved from where it is packed`() throws {
    let (storage, disk) = try Fixture.storage()
    disk.write("\(Fixture.first) refs/heads/main\n".bytes, to: Fixture.root + "/packed-refs")
    try update(storage, from: Fixture.first, to: Fixture.second)
    #expect(try storage.head().id == Fixture.second)
  }

  @Test(arguments: [nil, Fixture.second])
  func `a branch that is elsewhere stays there`(expected: ObjectID?) throws {
    let (storage, disk) = try Fixture.storage()
    try update(storage, from: nil, to: Fixture.first)
    let before = disk.files(below: Fixture.root)
    #expect(
      throws: StorageError.moved(.main, expected: expected, actual: Fixture.first)
    ) { try update(storage, from: expected, to: Fixture.id("3")) }
    #expect(disk.files(below: Fixture.root) == before)
    #expect(try storage.head().id == Fixture.first)
  }

  @Test func `git's lock is waited for, and respected`() throws {
    let (storage, disk) = try Fixture.storage()
    disk.write([], to: Self.lock)
    #expect(throws: StorageError.referenceLocked(path: Self.lock)) {
      try update(storage, from: nil, to: Fixture.first)
    }
    #expect(disk.bytes(of: Self.lock) == [])
    #expect(try storage.head().id == nil)
  }

  @Test func `an update goes on when git lets go of its lock`() throws {
    let disk = SimulatedDisk { disk, count in
      if count == 3 { disk.delete(Self.lock) }
    }
    let (storage, _) = try Fixture.storage(disk)
    disk.write([], to: Self.lock)
    try storage.advanceHead(from: storage.head(), to: Fixture.first, timeout: .seconds(60)) {
      true
    }
    #expect(try storage.head().id == Fixture.first)
  }

  @Test func `the lock of a killed writer of ours is taken away`() throws {
    let (storage, disk) = try Fixture.storage()
    disk.write("\(Fixture.first)\n".bytes, to: Self.scratch)
    try disk.link(Self.scratch, to: Self.lock)
    try update(storage, from: nil, to: Fixture.second)
    #expect(try storage.head().id == Fixture.second)
    #expect(disk.bytes(of: Self.lock) == nil)
  }

  @Test func `a lock of git's beside a leftover of ours stays`() throws {
    let (storage, disk) = try Fixture.storage()
    disk.write("\(Fixture.first)\n".bytes, to: Self.scratch)
    disk.write("\(Fixture.first)\n".bytes, to: Self.lock)
    #expect(throws: StorageError.referenceLocked(path: Self.lock)) {
      try update(storage, from: nil, to: Fixture.second)
    }
  }

  @Test func `a branch moves where files cannot have two names`() throws {
    let (_, disk) = try Fixture.storage()
    let simple = disk.copy(fault: .noLinks)
    let storage = try DirectoryStorage.open(at: Fixture.root, files: simple)
    let before = simple.files(below: Fixture.root)
    try update(storage, from: nil, to: Fixture.first)
    try update(storage, from: Fixture.first, to: Fixture.second)
    #expect(try storage.head().id == Fixture.second)
    let added = Set(simple.files(below: Fixture.root)).subtracting(before)
    #expect(added == [Fixture.root + "/refs/heads/main"])
    simple.write([], to: Self.lock)
    #expect(throws: StorageError.referenceLocked(path: Self.lock)) {
      try update(storage, from: Fixture.second, to: Fixture.first)
    }
    #expect(simple.bytes(of: Self.lock) == [])
  }

  @Test func `a lock that a killed writer made where it could not link is taken away`() throws {
    let (storage, disk) = try Fixture.storage()
    disk.write("\(Fixture.first)\n".bytes, to: Self.scratch)
    disk.write([], to: Self.scratch + "-copy")
    disk.write("\(Fixture.first)\n".bytes, to: Self.lock)
    try update(storage, from: nil, to: Fixture.second)
    #expect(try storage.head().id == Fixture.second)
  }

  @Test func `the new id is durable before the branch has it`() throws {
    let (storage, disk) = try Fixture.storage()
    let before = disk.operations.count
    try update(storage, from: nil, to: Fixture.first)
    let done = Array(disk.operations[before...])
    let written = try #require(done.firstIndex(of: .synchronize(Self.scratch)))
    let moved = try #require(
      done.firstIndex(of: .rename(Self.lock, Fixture.root + "/refs/heads/main")))
    let durable = try #require(done.lastIndex(of: .synchronize(Fixture.root + "/refs/heads")))
    #expect(written < moved && moved < durable)
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}
