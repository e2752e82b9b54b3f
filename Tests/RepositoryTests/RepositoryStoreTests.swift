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

  @Test func `files are durable before they get their names, folders after`() throws {
    let (repository, disk) = try Fixture.repository()
    var batch = ObjectBatch()
    for number in 0..<5 { batch.add(.blob, "\(number)".bytes) }
    let before = disk.operations.count
    _ = try repository.store(batch)
    let done = Array(disk.operations[before...])
    let firstRename = try #require(done.firstIndex { $0.isRename })
    let lastRename = try #require(done.lastIndex { $0.isRename })
    for number in 0..<5 {
      let written = DiskOperation.synchronize(Self.objects + "/tmp_obj_stet_\(number)")
      #expect(try #require(done.firstIndex(of: written)) < firstRename)
    }
    for id in batch.ids {
      let folder = Self.objects + "/" + id.description.prefix(2)
      #expect(try #require(done.lastIndex(of: .synchronize(folder))) > lastRename)
    }
    #expect(done.contains(.synchronize(Self.objects)))
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
    for offset in [0, 5, 12] {
      let lying = disk.copy(
        fault: .lies { bytes in
          var bytes = bytes
          bytes[offset] ^= 0x10
          return bytes
        })
      let repository = try Repository.open(at: Fixture.root, files: lying)
      let (batch, id) = Fixture.batch("let it stand")
      #expect(throws: RepositoryError.self) { _ = try repository.store(batch) }
      // Nothing was recorded: what is left would pass for damage to something that was.
      #expect(lying.bytes(of: Fixture.path(of: id)) == nil)
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
        bytes[5] ^= 0x10
        return bytes
      })
    let reopened = try Repository.open(at: Fixture.root, files: lying)
    #expect(throws: RepositoryError.self) { try reopened.store(batch) }
  }

  @Test func `what a killed writer left is removed, what git left is not`() throws {
    let (repository, disk) = try Fixture.repository()
    disk.write([1], to: Self.objects + "/tmp_obj_stet_0")
    disk.write([1], to: Self.objects + "/tmp_obj_stet_77")
    disk.write([1], to: Self.objects + "/tmp_obj_AbCdEf")
    _ = try repository.writerLock(timeout: .zero)
    _ = try repository.store(Fixture.batch("x").batch)
    let left = disk.files(below: Self.objects).filter { $0.contains("tmp_obj_") }
    #expect(left == [Self.objects + "/tmp_obj_AbCdEf"])
  }

  @Test func `an object that is there and intact is not written again`() throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    _ = try repository.store(batch)
    let before = disk.operations.count
    _ = try repository.store(batch)
    let done = disk.operations[before...]
    #expect(!done.contains { $0.isRename })
    // It may be there and not durable yet, left by a writer that was killed.
    #expect(done.contains(.synchronize(Fixture.path(of: id))))
  }

  @Test(arguments: [[], [0], "garbage".bytes])
  func `an object that is there and damaged is written again`(bytes: [UInt8]) throws {
    let (repository, disk) = try Fixture.repository()
    let (batch, id) = Fixture.batch("x")
    disk.write(bytes, to: Fixture.path(of: id))
    #expect(throws: RepositoryError.self) { try repository.blob(id) }
    _ = try repository.store(batch)
    #expect(try repository.blob(id) == "x".bytes)
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
}
