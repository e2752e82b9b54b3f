import Bytes
import Storage
import StorageConformance
import Testing

struct TrialStorageTests {
  @Test func `a trial over nothing is a storage like any other`() throws {
    try StorageConformance { TrialStorage(over: MemoryStorage()) }.check()
  }

  @Test func `a trial changes nothing, and shows what it would change`() throws {
    let base = MemoryStorage()
    let name = PackName("pack-1")
    try base.publish([NewPiece(.pack(name), [1]), NewPiece(.index(name), [2])])
    let calls = base.calls.count { $0.isChange }
    let trial = TrialStorage(over: base)
    #expect(try trial.packs() == [name])
    _ = try trial.setAside([.pack(name)], files: [])
    try trial.publish([NewPiece(.commitGraph, [3])])
    #expect(try trial.packs().isEmpty)
    #expect(try trial.open(.commitGraph)?.all().copy == [3])
    #expect(try base.packs() == [name])
    #expect(try base.open(.commitGraph) == nil)
    #expect(base.calls.count { $0.isChange } == calls)
  }
}
