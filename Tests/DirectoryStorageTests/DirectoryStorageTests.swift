import DirectoryStorage
import Foundation
import Objects
import SimulatedDisk
import Storage
import StorageConformance
import TestSupport
import Testing

struct DirectoryStorageTests {
  @Test func `a folder on a simulated disk does what a storage has to do`() throws {
    try StorageConformance { try Fixture.storage().storage }.check()
  }

  @Test func `a folder of the system does what a storage has to do`() throws {
    let scratch = try TemporaryDirectory()
    var count = 0
    try StorageConformance {
      count += 1
      return try DirectoryStorage.create(
        at: scratch.url.path() + "/\(count)", files: POSIXFileSystem())
    }.check()
  }

  // MARK: Crowds

  @Test(arguments: [
    ("", 32, false), ("", 33, true), ("[gc]\nautoPackLimit = 3\n", 4, true),
    ("[gc]\nautoPackLimit = 0\n", 99, false), ("[gc]\nauto = 0\n", 99, false),
  ])
  func `packs that nobody keeps are a crowd when they are many`(
    settings: String, count: Int, isCrowded: Bool
  ) throws {
    let (_, disk) = try Fixture.storage()
    let configuration = disk.bytes(of: Fixture.root + "/config") ?? []
    disk.write(configuration + Array(settings.utf8), to: Fixture.root + "/config")
    let storage = try DirectoryStorage.open(at: Fixture.root, files: disk)
    let packs = Fixture.root + "/objects/pack/pack-"
    for number in 0..<count { disk.write([], to: "\(packs)\(number).idx") }
    for number in 100..<200 {
      disk.write([], to: "\(packs)\(number).idx")
      disk.write([], to: "\(packs)\(number).keep")
    }
    #expect(try storage.isCrowded() == isCrowded)
  }

  // MARK: Hostile folders

  /// An archive in a folder of the system's.
  private func archive() throws -> (scratch: TemporaryDirectory, root: String) {
    let scratch = try TemporaryDirectory()
    let root = scratch.url.path() + "archive"
    _ = try DirectoryStorage.create(at: root, files: POSIXFileSystem())
    return (scratch, root)
  }

  @Test(arguments: ["HEAD", "config", "packed-refs", "refs/heads/main"])
  func `a pipe in a file's place is an error, and nobody waits for it`(name: String) throws {
    let (_, root) = try archive()
    try? FileManager.default.removeItem(atPath: "\(root)/\(name)")
    _ = try Program.run("mkfifo", ["\(root)/\(name)"])
    #expect(throws: StorageError.self) {
      let storage = try DirectoryStorage.open(at: root, files: POSIXFileSystem())
      _ = try storage.references()
      _ = try storage.head()
    }
  }

  @Test func `a pipe in an object's place is an error, and nobody waits for it`() throws {
    let (scratch, root) = try archive()
    let id = Fixture.first
    let storage = try DirectoryStorage.open(at: root, files: POSIXFileSystem())
    try FileManager.default.createDirectory(
      atPath: "\(root)/objects/11", withIntermediateDirectories: true)
    _ = try Program.run("mkfifo", [storage.location(of: .object(id))])
    #expect(throws: StorageError.self) { try storage.open(.object(id)) }
    withExtendedLifetime(scratch) {}
  }

  @Test func `a lock that is a link makes no file elsewhere`() throws {
    let (scratch, root) = try archive()
    let storage = try DirectoryStorage.open(at: root, files: POSIXFileSystem())
    let outside = scratch.url.path() + "outside"
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/stet/lock", withDestinationPath: outside)
    #expect(throws: StorageError.self) { try storage.writerLock(timeout: .zero) }
    #expect(!FileManager.default.fileExists(atPath: outside))
  }

  @Test func `packs of another archive, linked to, are not removed`() throws {
    let (scratch, root) = try archive()
    let other = try DirectoryStorage.create(
      at: scratch.url.path() + "other", files: POSIXFileSystem())
    let draft = try other.draft()
    try draft.append([1].span)
    try draft.seal()
    let name = PackName("pack-" + String(repeating: "a", count: 64))
    try draft.publish(index: [2].span, as: name, isHeld: false)
    try FileManager.default.removeItem(atPath: "\(root)/objects/pack")
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/objects/pack", withDestinationPath: "\(other.root)/objects/pack")
    let storage = try DirectoryStorage.open(at: root, files: POSIXFileSystem())
    #expect(try storage.packs() == [name])
    #expect(throws: StorageError.self) { try storage.retire([.pack(name)]) }
    #expect(try other.packs() == [name])
  }
}
