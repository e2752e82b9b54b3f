import Bytes
import Objects
import Repository
import SimulatedDisk

/// Ids and repositories that the tests of this module share.
enum Fixture {
  static let root = "/archive"
  static let first = id("1")
  static let second = id("2")

  /// The id of 64 equal digits.
  static func id(_ digit: Character) -> ObjectID {
    ObjectID(String(repeating: digit, count: 64)) ?? .zero
  }

  /// A new repository on a disk in memory.
  static func repository(
    _ disk: SimulatedDisk = SimulatedDisk()
  ) throws -> (repository: Repository, disk: SimulatedDisk) {
    (try Repository.create(at: root, files: disk), disk)
  }

  /// A batch with one blob.
  static func batch(_ text: String) -> (batch: ObjectBatch, id: ObjectID) {
    var batch = ObjectBatch()
    let id = batch.add(.blob, Array(text.utf8))
    return (batch, id)
  }

  static func path(of id: ObjectID) -> String {
    root + "/objects/" + id.description.prefix(2) + "/" + id.description.dropFirst(2)
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}
