import DirectoryStorage
import Foundation
import SimulatedDisk
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
}
