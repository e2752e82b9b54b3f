import DirectoryStorage
import Objects
import SimulatedDisk
import Storage

/// Ids and storages that the tests of this module share.
enum Fixture {
  static let root = "/archive"
  static let first = id("1")
  static let second = id("2")

  /// The id of 64 equal digits.
  static func id(_ digit: Character) -> ObjectID {
    ObjectID(String(repeating: digit, count: 64)) ?? .zero
  }

  /// A new storage on a disk in memory.
  static func storage(
    _ disk: SimulatedDisk = SimulatedDisk()
  ) throws -> (storage: DirectoryStorage, disk: SimulatedDisk) {
    (try DirectoryStorage.create(at: root, files: disk), disk)
  }
}
