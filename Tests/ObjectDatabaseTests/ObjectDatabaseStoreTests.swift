import ObjectDatabase
import Objects
import SimulatedDisk
import Testing

struct ObjectDatabaseStoreTests {
  private static let objects = Fixture.root + "/objects"

  @Test func `what is stored is read back`() throws {
    let (database, _) = try Fixture.database()
    let (batch, id) = Fixture.batch("let it stand")
    try database.store(batch)
    #expect(try database.blob(id) == "let it stand".bytes)
    #expect(try database.storedSize().objectCount == 1)
  }

  @Test func `files are durable before they get their names, folders after`() throws {
    let (database, disk) = try Fixture.database()
    var batch = ObjectBatch()
    for number in 0..<5 { batch.add(.blob, "\(number)".bytes) }
    let before = disk.operations.count
    try database.store(batch)
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
    let (database, disk) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    try database.store(batch)
    let after = try ObjectDatabase.open(at: Fixture.root, files: disk.afterPowerLoss(.nothing))
    #expect(try after.blob(id) == "x".bytes)
  }

  @Test func `a disk that gives back other bytes is caught`() throws {
    let (_, disk) = try Fixture.database()
    for offset in [0, 5, 12] {
      let lying = disk.copy(
        fault: .lies { bytes in
          var bytes = bytes
          bytes[offset] ^= 0x10
          return bytes
        })
      let database = try ObjectDatabase.open(at: Fixture.root, files: lying)
      #expect(throws: ObjectDatabaseError.self) {
        try database.store(Fixture.batch("let it stand").batch)
      }
    }
  }

  @Test func `what a killed writer left is removed, what git left is not`() throws {
    let (database, disk) = try Fixture.database()
    disk.write([1], to: Self.objects + "/tmp_obj_stet_0")
    disk.write([1], to: Self.objects + "/tmp_obj_stet_77")
    disk.write([1], to: Self.objects + "/tmp_obj_AbCdEf")
    try database.store(Fixture.batch("x").batch)
    let left = disk.files(below: Self.objects).filter { $0.contains("tmp_obj_") }
    #expect(left == [Self.objects + "/tmp_obj_AbCdEf"])
  }

  @Test func `an object that is there and intact is not written again`() throws {
    let (database, disk) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    try database.store(batch)
    let before = disk.operations.count
    try database.store(batch)
    let done = disk.operations[before...]
    #expect(!done.contains { $0.isRename })
    // It may be there and not durable yet, left by a writer that was killed.
    #expect(done.contains(.synchronize(Fixture.path(of: id))))
  }

  @Test(arguments: [[], [0], "garbage".bytes])
  func `an object that is there and damaged is written again`(bytes: [UInt8]) throws {
    let (database, disk) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    disk.write(bytes, to: Fixture.path(of: id))
    #expect(throws: ObjectDatabaseError.self) { try database.blob(id) }
    try database.store(batch)
    #expect(try database.blob(id) == "x".bytes)
  }

  @Test func `objects that a killed writer named are made durable by the next one`() throws {
    let (database, disk) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    let before = disk.operations.count
    try database.store(batch)
    for number in 0..<disk.operations.count - before {
      let (_, fresh) = try Fixture.database()
      let dying = fresh.copy(fault: .death(at: number))
      try? ObjectDatabase.open(at: Fixture.root, files: dying).store(batch)
      let next = dying.afterDeath()
      try ObjectDatabase.open(at: Fixture.root, files: next).store(batch)
      let after = try ObjectDatabase.open(at: Fixture.root, files: next.afterPowerLoss(.nothing))
      #expect(throws: Never.self, "killed at \(number)") { try after.blob(id) }
    }
  }

  @Test func `missing objects and objects of another kind are told apart`() throws {
    let (database, _) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    try database.store(batch)
    #expect(throws: ObjectDatabaseError.missing(Fixture.first)) { try database.blob(Fixture.first) }
    #expect(throws: ObjectDatabaseError.wrongKind(id, expected: .tree, actual: .blob)) {
      try database.tree(id)
    }
  }

  @Test func `an object with a good hash and a bad structure is malformed`() throws {
    let (database, _) = try Fixture.database()
    var batch = ObjectBatch()
    let tree = batch.add(.tree, "100644 .git\0".bytes)
    let commit = batch.add(.commit, "tree x\n".bytes)
    try database.store(batch)
    #expect(throws: ObjectDatabaseError.malformed(tree, .truncatedTree(atByte: 0))) {
      try database.tree(tree)
    }
    #expect(throws: ObjectDatabaseError.self) { try database.commit(commit) }
  }

  @Test func `ids are found by their first digits, in either case`() throws {
    let (database, _) = try Fixture.database()
    let (batch, id) = Fixture.batch("x")
    try database.store(batch)
    #expect(try database.ids(startingWith: String(id.description.prefix(4))) == [id])
    #expect(try database.ids(startingWith: id.description.uppercased()) == [id])
    #expect(try database.ids(startingWith: "0000").isEmpty)
  }

  @Test func `only one writer holds the lock`() throws {
    let (database, _) = try Fixture.database()
    let lock = try database.writerLock(timeout: .zero)
    #expect(throws: ObjectDatabaseError.fileSystem(.locked(Fixture.root + "/stet/lock"))) {
      try database.writerLock(timeout: .zero)
    }
    lock.release()
    #expect(throws: Never.self) { try database.writerLock(timeout: .zero) }
  }
}

extension DiskOperation {
  fileprivate var isRename: Bool {
    if case .rename = self { true } else { false }
  }
}
