import StorageConformance
import Testing

struct MemoryStorageTests {
  @Test func `a storage in memory does what a storage has to do`() throws {
    try StorageConformance { MemoryStorage() }.check()
  }
}
