import Objects
import Repository
import SimulatedDisk
import Storage
import Testing

struct RepositoryStoreTests {
  private static let objects = Fixture.root + "/objects"

  @Test func `what is stored is read back`() throws {
    let (repository, _) = try Fixture.repository()
    let (batch, id) = Fixture.batch("let it stand")
    _ = try repository.store(batch)
    #expect(try repository.blob(id) == "let it stand".bytes)
    #expect(try repository.storedSize().objectCount == 1)
  }

  @Test
  func
    `a pack is durable before it gets its name, the folder after, and it waits for the disk thrice`()
    throws
  {
    let (repository, disk) = try Fixture.repository()
    _ = try repository.store(Fixture.batch("the first makes the note of what is held").batch)
    var batch = ObjectBatch()
    for number in 0..<7 { batch.add(.blob, "\(number)".bytes) }
    let before = disk.operations.count
    let name = try #require(try Self.stored(batch, in: repository))
    let done = Array(disk.operations[before...])
    let scratch = Self.packs + "/tmp_pack_stet_0"
    let waits = done.filter { if case .synchronize = $0 { true } else { false } }
    #expect(
      waits == [.synchronize(scratch), .synchronize(scratch + ".idx"), .synchronize(Self.packs)])
    #expect(
      done.filter { $0.isRename || $0.isLink } == [
        .link(Fixture.root + "/stet/hold-note", "\(Self.packs)/\(name).keep"),
        .rename(scratch, "\(Self.packs)/\(name).pack"),
        .rename(scratch + ".idx", "\(Self.packs)/\(name).idx"),
      ])
    #expect(done.last == .synchronize(Self.packs))
    #expect(try #require(done.lastIndex(of: waits[1])) < #require(done.firstIndex { $0.isRename }))
  }

  private static let packs = objects + "/pack"

  /// The name of the pack that a batch became, of two that there are then.
  private static func stored(_ batch: ObjectBatch, in repository: Repository) throws -> PackName? {
    let before = try repository.packNames()
    _ = try repository.store(batch)
    return try repository.packNames().subtracting(before).first
  }

  @Test func `a note of what is held that says something else is made anew`() throws {
    let (repository, disk) = try Fixture.repository()
    disk.write("stet: half of a no".bytes, to: Fixture.root + "/stet/hold-note")
    _ = try repository.store(Fixture.batch("x").batch)
    #expect(disk.files(below: Self.packs).contains { $0.hasSuffix(".keep") })
    _ = try repository.writerLock(timeout: .zero)
    #expect(!disk.files(below: Self.packs).contains { $0.hasSuffix(".keep") })
  }

  @Test func `where files cannot have two names a pack is held all the same`() throws {
    let (_, disk) = try Fixture.repository()
    let linkless = disk.copy(fault: .noLinks)
    let repository = try Repository.open(at: Fixture.root, files: linkless)
    let pending = try repository.store(Fixture.batch("x").batch)
    #expect(linkless.files(below: Self.packs).contains { $0.hasSuffix(".keep") })
    try repository.release(pending)
    #expect(linkless.files(below: Self.packs).count == 2)
  }

  @Test func `what is stored outlasts a loss of power`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    _ = try repository.store(batch)
    let after = try Repository.open(at: Fixture.root, files: disk.afterPowerLoss(.nothing))
    #expect(try after.blob(id) == "x".bytes)
  }

  @Test func `a disk that gives back other bytes is caught`() throws {
    let (_, disk) = try Fixture.repository()
    for offset in [13, 20, 31] {
      let lying = disk.copy(
        fault: .lies { bytes in
          var bytes = bytes
          if offset < bytes.count { bytes[offset] ^= 0x10 }
          return bytes
        })
      let repository = try Repository.open(at: Fixture.root, files: lying)
      let (batch, _) = Fixture.batch("let it stand")
      #expect(throws: RepositoryError.self) { _ = try repository.store(batch) }
      // Nothing was recorded: what is left would pass for damage to something that was.
      #expect(lying.files(below: Self.objects) == [])
    }
  }

  @Test func `what was written is read back, not the same object in a pack`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, _) = Fixture.batch("let it stand")
    let builder = try PackBuilder(repository, workers: 1)
    try builder.add(batch)
    _ = try builder.finish(isHeld: false)
    // Only what is written from now on comes back altered: the pack is as it was.
    let lying = disk.copy(
      fault: .lies { bytes in
        var bytes = bytes
        if bytes.count > 13 { bytes[13] ^= 0x10 }
        return bytes
      })
    let reopened = try Repository.open(at: Fixture.root, files: lying)
    #expect(throws: RepositoryError.self) { try reopened.store(batch) }
  }

  @Test func `what a killed writer left is removed, what git left is not`() throws {
    let (repository, disk) = try Fixture.repository()
    disk.write([1], to: Self.objects + "/tmp_obj_stet_0")
    disk.write([1], to: Self.objects + "/tmp_obj_stet_77")
    disk.write([1], to: Self.packs + "/tmp_pack_stet_0.idx")
    disk.write([1], to: Self.packs + "/tmp_pack_AbCdEf")
    disk.write([1], to: Self.objects + "/tmp_obj_AbCdEf")
    _ = try repository.writerLock(timeout: .zero)
    _ = try repository.store(Fixture.batch("x").batch)
    let left = disk.files(below: Self.objects).filter { $0.contains("tmp_") }
    #expect(left == [Self.packs + "/tmp_pack_AbCdEf", Self.objects + "/tmp_obj_AbCdEf"])
  }

  @Test func `what is stored twice is there once`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    try repository.release(try repository.store(batch))
    let files = disk.files(below: Self.objects)
    let again = try repository.store(batch)
    // It may be there and not durable yet, left by a writer that was killed; and nobody may take it away now.
    #expect(disk.files(below: Self.objects).count == files.count + 1)
    try repository.release(again)
    #expect(disk.files(below: Self.objects) == files)
    #expect(try repository.blob(id) == "x".bytes)
  }

  @Test func `what others have a copy of is in the pack that is held`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    try repository.release(try repository.store(batch))
    let others = disk.files(below: Self.objects)
    var more = batch
    more.add(.blob, "y".bytes)
    _ = try repository.store(more)
    // As `git repack -ad` does with what no reference leads to.
    for file in others { disk.delete(file) }
    #expect(try Repository.open(at: Fixture.root, files: disk).blob(id) == "x".bytes)
  }

  @Test(arguments: [[], [0], "garbage".bytes])
  func `an object that is there and damaged goes, once a pack has it whole`(bytes: [UInt8]) throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    disk.write(bytes, to: Fixture.path(of: id))
    #expect(throws: RepositoryError.self) { try repository.blob(id) }
    _ = try repository.store(batch)
    #expect(try repository.blob(id) == "x".bytes)
    #expect(disk.bytes(of: Fixture.path(of: id)) == nil)
    let index = "/objects/pack/"
    let done = disk.operations
    let named = done.lastIndex {
      if case .rename(_, let to) = $0 { to.contains(index) } else { false }
    }
    let removed = done.firstIndex(of: .remove(Fixture.path(of: id)))
    #expect(try #require(named) < #require(removed))
  }

  @Test func `objects that a killed writer named are made durable by the next one`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    let before = disk.operations.count
    _ = try repository.store(batch)
    for number in 0..<disk.operations.count - before {
      let (_, fresh) = try Fixture.repository()
      let dying = fresh.copy(fault: .death(at: number))
      _ = try? Repository.open(at: Fixture.root, files: dying).store(batch)
      let next = dying.afterDeath()
      let successor = try Repository.open(at: Fixture.root, files: next)
      _ = try successor.writerLock(timeout: .zero)
      _ = try successor.store(batch)
      let after = try Repository.open(at: Fixture.root, files: next.afterPowerLoss(.nothing))
      #expect(throws: Never.self, "killed at \(number)") { try after.blob(id) }
    }
  }

  @Test func `missing objects and objects of another kind are told apart`() throws {
    let (repository, _) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    _ = try repository.store(batch)
    #expect(throws: RepositoryError.missing(Fixture.first)) { try repository.blob(Fixture.first) }
    #expect(throws: RepositoryError.wrongKind(id, expected: .tree, actual: .blob)) {
      try repository.tree(id)
    }
  }

  @Test func `an object with a good hash and a bad structure is malformed`() throws {
    let (repository, _) = try Fixture.repository()
    var batch = ObjectBatch()
    let tree = batch.add(.tree, "100644 .git\0".bytes)
    let commit = batch.add(.commit, "tree x\n".bytes)
    _ = try repository.store(batch)
    #expect(throws: RepositoryError.malformed(tree, .truncatedTree(atByte: 0))) {
      try repository.tree(tree)
    }
    #expect(throws: RepositoryError.self) { try repository.commit(commit) }
  }

  @Test func `ids are found by their first digits, in either case`() throws {
    let (repository, _) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    _ = try repository.store(batch)
    #expect(try repository.ids(startingWith: String(id.description.prefix(4))) == [id])
    #expect(try repository.ids(startingWith: id.description.uppercased()) == [id])
    #expect(try repository.ids(startingWith: "0000").isEmpty)
  }

  @Test func `only one writer holds the lock`() throws {
    let (repository, _) = try Fixture.repository()
    let lock = try repository.writerLock(timeout: .zero)
    #expect(throws: RepositoryError.storage(.locked(Fixture.root + "/stet/lock"))) {
      try repository.writerLock(timeout: .zero)
    }
    lock.release()
    #expect(throws: Never.self) { try repository.writerLock(timeout: .zero) }
  }
}

extension DiskOperation {
  fileprivate var isRename: Bool {
    if case .rename = self { true } else { false }
  }

  fileprivate var isLink: Bool {
    if case .link = self { true } else { false }
  }
}
