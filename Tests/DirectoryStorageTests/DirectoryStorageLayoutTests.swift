import DirectoryStorage
import Foundation
import SimulatedDisk
import Storage
import TestSupport
import Testing

struct RepositoryLayoutTests {
  private func reason(_ config: String) -> String? {
    let disk = SimulatedDisk()
    do {
      _ = try Fixture.storage(disk)
      disk.write(config.bytes, to: Fixture.root + "/config")
      _ = try DirectoryStorage.open(at: Fixture.root, files: disk)
      return nil
    } catch StorageError.notARepository(Fixture.root, let reason) {
      return reason
    } catch {
      return "\(error)"
    }
  }

  @Test func `git takes a new repository for an empty one`() throws {
    let folder = try TemporaryDirectory()
    let path = folder.url.path() + "new"
    _ = try DirectoryStorage.create(at: path, files: POSIXFileSystem())
    let fsck = try Program.run("git", ["--git-dir", path, "fsck", "--full", "--strict"])
    #expect(fsck.status == 0)
    let format = try Program.run("git", ["--git-dir", path, "rev-parse", "--show-object-format"])
    #expect(format.text == "sha256")
    let branch = try Program.run("git", ["--git-dir", path, "symbolic-ref", "HEAD"])
    #expect(branch.text == "refs/heads/main")
  }

  @Test func `a repository is not made twice`() throws {
    let (_, disk) = try Fixture.storage()
    #expect(throws: StorageError.alreadyExists(Fixture.root)) {
      try DirectoryStorage.create(at: Fixture.root, files: disk)
    }
  }

  @Test func `repositories of other formats are refused with the reason`() throws {
    #expect(reason("[core]\nrepositoryformatversion = 0\n")?.contains("version is 0") == true)
    #expect(reason("[core]\nrepositoryformatversion = 2\n")?.contains("version is 2") == true)
    #expect(reason("[core]\nrepositoryformatversion = 1\n")?.contains("sha1") == true)
    #expect(reason("")?.contains("version is 0") == true)
    #expect(reason("[core]\n???\n") == "line 2 of its config is malformed")
    let sha256 = "[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = SHA256\n"
    #expect(reason(sha256) == nil)
    #expect(reason("[core]\nbare = tbue\n" + sha256)?.contains("core.bare is 'tbue'") == true)
    for value in ["yes", "1", "OFF", ""] {
      #expect(reason("[core]\nbare = \(value)\n" + sha256) == nil)
    }
    #expect(reason(sha256 + "refstorage = reftable\n")?.contains("reftable") == true)
    #expect(reason(sha256 + "refstorage = files\n") == nil)
    #expect(reason(sha256 + "noop = true\n") == nil)
    #expect(reason(sha256 + "tomorrow = 1\n")?.contains("unknown extension: tomorrow") == true)
    #expect(reason(sha256 + "[core]\nbare = perhaps\n")?.contains("core.bare") == true)
  }

  @Test(arguments: ["HEAD", "config"])
  func `a repository without one of its parts is refused`(part: String) throws {
    let (_, disk) = try Fixture.storage()
    disk.delete(Fixture.root + "/" + part)
    let expected = StorageError.notARepository(
      path: Fixture.root, reason: "it has no \(part)")
    #expect(throws: expected) { try DirectoryStorage.open(at: Fixture.root, files: disk) }
  }

  @Test(arguments: ["objects", "refs"])
  func `a repository without one of its folders is refused`(folder: String) throws {
    let (_, disk) = try Fixture.storage()
    disk.delete(Fixture.root + "/" + folder)
    let expected = StorageError.notARepository(
      path: Fixture.root, reason: "it has no \(folder)")
    #expect(throws: expected) { try DirectoryStorage.open(at: Fixture.root, files: disk) }
  }

  @Test func `a process that ends while it makes a repository can be run again`() throws {
    let disk = SimulatedDisk()
    _ = try Fixture.storage(disk)
    for number in disk.operations.indices {
      let dying = SimulatedDisk().copy(fault: .death(at: number))
      _ = try? DirectoryStorage.create(at: Fixture.root, files: dying)
      try checkUsable(dying.afterDeath(), "killed at \(number)")
      for fate in [Fate.nothing, .everything, .names, .some(UInt64(number)), .some(99)] {
        try checkUsable(dying.afterPowerLoss(fate), "\(fate) kept at \(number)")
      }
    }
  }

  /// Either there is a repository, or one can be made.
  private func checkUsable(_ disk: SimulatedDisk, _ what: Comment) throws {
    if disk.bytes(of: Fixture.root + "/HEAD") == nil {
      #expect(throws: Never.self, what) {
        try DirectoryStorage.create(at: Fixture.root, files: disk)
      }
    } else {
      #expect(throws: Never.self, what) {
        try DirectoryStorage.open(at: Fixture.root, files: disk).head()
      }
    }
  }

  @Test func `a new repository outlasts a loss of power`() throws {
    let (_, disk) = try Fixture.storage()
    let after = disk.afterPowerLoss(.nothing)
    #expect(throws: Never.self) { try DirectoryStorage.open(at: Fixture.root, files: after) }
  }
}
