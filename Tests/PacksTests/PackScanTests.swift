import Bytes
import Foundation
import Objects
import Testing

@testable import Packs

/// What of a pack is found without its index.
struct PackScanTests {
  private func scanned(_ bytes: [UInt8]) -> (scan: PackScan, ids: Set<ObjectID>, index: [UInt8]?) {
    let scan = PackScan(SharedBytes(bytes))
    var ids: Set<ObjectID> = []
    let found = scan.visitObjects { id, _ in ids.insert(id) }
    return (scan, ids, scan.index(of: found))
  }

  /// A pack of git's with long chains of deltas, and all its ids.
  private func gitPack(byID: Bool) throws -> (pack: [UInt8], index: [UInt8], ids: Set<ObjectID>) {
    let repository = try PackRepository()
    try repository.recordHistory(revisions: 60, articles: 3, words: 300, seed: 7)
    try repository.git("config", "repack.useDeltaBaseOffset", byID ? "false" : "true")
    try repository.git("repack", "-adfq", "--depth=50")
    let folder = "objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: repository.file(folder).path)
    let name = try #require(names.first { $0.hasSuffix(".pack") }).dropLast(5)
    let index = try repository.bytes(of: "\(folder)/\(name).idx")
    let table = try PackIndex(SharedBytes(index))
    return (
      try repository.bytes(of: "\(folder)/\(name).pack"), index,
      Set((0..<table.count).map { table.id(at: $0) })
    )
  }

  @Test(arguments: [false, true])
  func `a whole pack gives the very index that git made`(byID: Bool) throws {
    let (pack, index, ids) = try gitPack(byID: byID)
    let found = scanned(pack)
    #expect(found.scan.isWhole && found.scan.damage.isEmpty)
    #expect(found.ids == ids)
    #expect(found.index == index)
  }

  @Test func `past a damaged entry, all others are found`() throws {
    var draft = PackDraft(count: 5)
    var writer = Writer(seed: 3)
    let texts = (0..<5).map { _ in writer.text(words: 200) }
    let offsets = texts.map { draft.append(blob: $0) }
    var bytes = try Array(draft.finished().pack.bytes.copy)
    bytes[offsets[2] + 400] ^= 0x10
    let found = scanned(bytes)
    let others = [0, 1, 3, 4].map { blobID(texts[$0]) }
    #expect(found.ids == Set(others))
    #expect(found.scan.damage.first == offsets[2]..<offsets[3])
    #expect(found.index == nil)
  }

  @Test func `neither a lost header nor a lost end takes more than what stood there`() throws {
    let (pack, _, ids) = try gitPack(byID: false)
    var headless = pack
    for place in 0..<12 { headless[place] = 0xFF }
    #expect(scanned(headless).ids == ids)
    let cut = scanned(pack.dropLast(Digest.byteCount))
    #expect(cut.ids == ids && cut.index == nil)
    let half = scanned(Array(pack.prefix(pack.count / 2)))
    #expect(!half.ids.isEmpty && half.ids.isStrictSubset(of: ids))
    #expect(scanned([]).ids.isEmpty)
  }

  @Test func `what is found is what its id says, wherever a bit is turned`() throws {
    let (pack, _, ids) = try gitPack(byID: true)
    var random = Seeded(11)
    for _ in 0..<40 {
      var bytes = pack
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let scan = PackScan(SharedBytes(bytes))
      #expect(!scan.isWhole)
      var found: Set<ObjectID> = []
      _ = scan.visitObjects { id, object in
        #expect(ObjectID(of: object.kind, content: object.content.span) == id)
        found.insert(id)
      }
      #expect(!found.intersection(ids).isEmpty)
    }
  }

  @Test func `bases that are elsewhere are asked for`() throws {
    let base = Array("the base of all that follows, and it is elsewhere".utf8)
    var encoder = DeltaEncoder(base: base)
    let target = base + Array(" and goes on".utf8)
    let encoded = encoder.encode(target, limit: 100)
    let delta = try #require(encoded)
    var draft = PackDraft(count: 1)
    draft.append(type: 7, base: blobID(base).digest.bytes, data: delta, id: blobID(target))
    let scan = PackScan(try draft.finished().pack.bytes)
    #expect(scan.visitObjects { _, _ in }.isEmpty)
    let found = scan.visitObjects(outside: { (id) throws(PackError) -> StoredObject? in
      id == blobID(base) ? StoredObject(kind: .blob, content: base) : nil
    }) { id, object in
      #expect(id == blobID(target) && object.content == target)
    }
    #expect(found.count == 1)
  }

  @Test
  func `entries that come before their bases are tried when these are found, and not in between`()
    throws
  {
    let texts = (0..<300).map { Array("The bridge on day \($0) of the year.".utf8) }
    var draft = PackDraft(count: texts.count)
    for (text, base) in zip(texts, texts.dropFirst()) {
      var encoder = DeltaEncoder(base: base)
      let encoded = encoder.encode(text, limit: 100)
      let delta = try #require(encoded)
      draft.append(type: 7, base: blobID(base).digest.bytes, data: delta, id: blobID(text))
    }
    draft.append(blob: texts[texts.count - 1])
    var tryCount = 0
    var ids: Set<ObjectID> = []
    let scan = PackScan(try draft.finished().pack.bytes)
    let found = scan.visitObjects(outside: { (_) throws(PackError) -> StoredObject? in
      tryCount += 1
      return nil
    }) { id, _ in ids.insert(id) }
    #expect(found.count == texts.count && ids == Set(texts.map { blobID($0) }))
    #expect(tryCount < texts.count, "each once, before its base was there")
  }

  @Test func `streams that claim much and hold nothing end the search`() {
    var bytes = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 1]
    // Headers of entries, each the start of a stream that goes on through all the others.
    for _ in 0..<20_000 { bytes += [0xBF, 0x7F, 0x78, 0x01, 0x00, 0xFF, 0xFF, 0x00, 0x00] }
    bytes += [UInt8](repeating: 0, count: Digest.byteCount)
    #expect(scanned(bytes).ids.isEmpty)
  }
}
