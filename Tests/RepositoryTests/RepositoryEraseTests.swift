import Objects
import Repository
import SimulatedDisk
import Storage
import Testing

/// Objects that go from packs on which others rest.
struct RepositoryEraseTests {
  private let repository: Repository
  private let disk: SimulatedDisk
  private let versions: [ObjectID]
  private static let texts = (0..<8).map { number in
    (0..<50).map { "Line \($0 * 7) of the text.\n" }.joined() + "Number \(number).\n"
  }

  /// Each kept as a change to the one before, in one pack.
  init() throws {
    (repository, disk) = try Fixture.repository()
    var batch = ObjectBatch()
    var last: ObjectID?
    for text in Self.texts { last = batch.add(.blob, text.bytes, predecessor: last) }
    versions = batch.ids
    let builder = try PackBuilder(repository, workers: 1)
    try builder.add(batch)
    _ = try builder.finish(isHeld: false)
  }

  private func erase(_ ids: Set<ObjectID>) throws -> ErasureResult {
    try repository.erase(ids, clearsUnfinished: true, now: 1_322_155_620, workers: 1)
  }

  private func packs() -> [String] {
    disk.files(below: Fixture.root).filter { $0.hasSuffix(".pack") }
  }

  @Test(arguments: 0..<8)
  func `what rests on an erased object is packed anew`(number: Int) throws {
    let old = packs()
    #expect(old.count == 1)
    let result = try erase([versions[number]])
    #expect(result.packedCount == 7 && result.replacedPackCount == 1 && result.doubtful == [])
    #expect(Set(packs()).isDisjoint(with: old))
    let fresh = try Repository.open(at: Fixture.root, files: disk)
    for (place, id) in versions.enumerated() {
      if place == number {
        #expect(throws: RepositoryError.missing(id)) { try fresh.blob(id) }
      } else {
        #expect(try fresh.blob(id) == Self.texts[place].bytes)
      }
    }
    let again = try erase([versions[number]])
    #expect(again.packedCount == 0 && again.replacedPackCount == 0)
  }

  @Test func `all that a pack has can go, and what is not there is no error`() throws {
    _ = try erase(Set(versions).union([Fixture.first]))
    #expect(packs() == [])
    #expect(try repository.storedSize().objectCount == 0)
  }

  @Test func `a damaged neighbour keeps the pack, and is told`() throws {
    let path = try #require(packs().first)
    var bytes = try #require(disk.bytes(of: path))
    // The first entry is whole, and all others rest on it.
    bytes[60] ^= 1
    disk.write(bytes, to: path)
    let fresh = try Repository.open(at: Fixture.root, files: disk)
    let result = try fresh.erase(
      [versions[5]], clearsUnfinished: true, now: 1_322_155_620, workers: 1)
    #expect(result.doubtful == [path])
    #expect(packs().contains(path))
  }

  @Test func `objects of their own are packed with the mark, and the erased one is not`() throws {
    let (batch, id) = Fixture.batch("loose")
    _ = try repository.store(batch)
    let (other, kept) = Fixture.batch("kept")
    _ = try repository.store(other)
    try disk.unpack(Fixture.root)
    let result = try erase([id])
    #expect(result.removedLooseCount == versions.count + 2)
    #expect(throws: RepositoryError.missing(id)) { try repository.blob(id) }
    #expect(try repository.blob(kept) == "kept".bytes)
    let names = disk.files(below: Fixture.root)
    #expect(names.filter { $0.hasSuffix(".promisor") }.count == packs().count)
  }
}
