import Bytes
import Foundation
import Objects
import Packs
import Testing

/// Git is the oracle, in both directions.
@Suite struct GitPackTests {
  /// All objects of a repository, as git itself reads them.
  private func objects(of repository: PackRepository) throws -> [ObjectID: StoredObject] {
    let output = try repository.git("cat-file", "--batch", "--batch-all-objects")
    var objects: [ObjectID: StoredObject] = [:]
    var position = 0
    while position < output.count {
      let end = try #require(output[position...].firstIndex(of: 0x0a))
      let words = String(decoding: output[position..<end], as: UTF8.self).split(separator: " ")
      let id = try #require(ObjectID(String(words[0])))
      let kind = try #require(ObjectKind(rawValue: String(words[1])))
      let count = try #require(Int(words[2]))
      objects[id] = StoredObject(kind: kind, content: Array(output[end + 1..<end + 1 + count]))
      position = end + count + 2
    }
    return objects
  }

  private func open(_ name: String, in repository: PackRepository) throws -> (Pack, PackIndex) {
    (
      try Pack(SharedBytes(try repository.bytes(of: name + ".pack"))),
      try PackIndex(SharedBytes(try repository.bytes(of: name + ".idx")))
    )
  }

  private func expectSound(_ pack: Pack, _ index: PackIndex, _ objects: [ObjectID: StoredObject])
    throws
  {
    try index.validate(packByteCount: pack.bytes.count)
    var seen = 0
    let found = findings(pack, index) { id, object in
      seen += 1
      #expect(objects[id] == object)
    }
    #expect(found == [])
    #expect(seen == objects.count)
    var reader = PackReader(pack, index: index, cacheByteCount: 100_000)
    for (id, object) in objects {
      let read = try reader.object(for: id)
      #expect(read == object)
      let offset = try #require(try index.offset(of: id))
      let header = try reader.header(at: offset)
      #expect(header == ObjectHeader(kind: object.kind, byteCount: object.content.count))
    }
  }

  /// The index that this module makes of a pack's entries.
  private func reencoded(_ pack: Pack, _ index: PackIndex) throws -> [UInt8] {
    let entries = try (0..<index.count).map {
      PackIndexEntry(
        id: index.id(at: $0), checksum: index.checksum(at: $0), offset: try index.offset(at: $0))
    }
    return PackIndex.encode(entries.shuffled(), packChecksum: pack.checksum)
  }

  @Test func `every object that git repacks is read as git reads it`() throws {
    let repository = try PackRepository()
    try repository.recordHistory(revisions: 90, articles: 4, words: 400, seed: 1)
    try repository.git("repack", "-adfq", "--depth=250", "--window=50")
    let name = try #require(try repository.packNames().first)
    let (pack, index) = try open(name, in: repository)
    try expectSound(pack, index, try objects(of: repository))
    #expect(try reencoded(pack, index) == index.bytes.copy)
  }

  @Test(arguments: [["--delta-base-offset"], []])
  func `deltas by offset and by id are read`(options: [String]) throws {
    let repository = try PackRepository()
    try repository.recordHistory(revisions: 40, articles: 2, words: 300, seed: 2)
    let objects = try objects(of: repository)
    let ids = objects.keys.map { "\($0)\n" }.joined()
    if options.isEmpty {
      try repository.git("pack-objects", "-q", "--no-reuse-delta", "new", input: Array(ids.utf8))
    } else {
      try repository.git(
        "pack-objects", "-q", options[0], "--no-reuse-delta", "new", input: Array(ids.utf8))
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: repository.folder.path)
    let name = try #require(files.first { $0.hasPrefix("new-") && $0.hasSuffix(".pack") })
    let (pack, index) = try open(String(name.dropLast(5)), in: repository)
    try expectSound(pack, index, objects)
    let forms = try (0..<index.count).map { try pack.entry(at: index.offset(at: $0)).form }
    let byID = forms.filter { if case .idDelta = $0 { true } else { false } }.count
    let byOffset = forms.filter { if case .offsetDelta = $0 { true } else { false } }.count
    #expect(options.isEmpty ? byID > 20 && byOffset == 0 : byOffset > 20 && byID == 0)
  }

  /// Writes revisions of a text as a pack: whole, then deltas of both forms in turn.
  private func write(_ texts: [[UInt8]], count: Int?) throws -> (pack: [UInt8], tail: PackTail) {
    final class Sink { var bytes: [UInt8] = [] }
    let sink = Sink()
    var deflater = Deflater()
    var writer = PackWriter(count: count) { sink.bytes += $0 }
    var offset = writer.append(
      .whole(.blob), PackPayload(texts[0], with: &deflater), id: blobID(texts[0]))
    for number in 1..<texts.count {
      var encoder = DeltaEncoder(base: texts[number - 1])
      let encoded = encoder.encode(texts[number])
      let payload = PackPayload(try #require(encoded), with: &deflater)
      let form: PackEntry.Form =
        number % 3 == 0 ? .idDelta(base: blobID(texts[number - 1])) : .offsetDelta(base: offset)
      offset = writer.append(form, payload, id: blobID(texts[number]))
    }
    let tail = writer.finish()
    return (sink.bytes, tail)
  }

  private func revisions(_ count: Int) -> [[UInt8]] {
    var writer = Writer(seed: 5)
    var texts = [writer.text(words: 500)]
    for _ in 1..<count { texts.append(writer.edited(texts[texts.count - 1])) }
    return texts
  }

  private func expectAccepted(_ pack: [UInt8], _ index: [UInt8], _ texts: [[UInt8]]) throws {
    let repository = try PackRepository()
    try Data(pack).write(to: repository.file("objects/pack/pack-new.pack"))
    try repository.git("index-pack", "--strict", "objects/pack/pack-new.pack")
    #expect(try repository.bytes(of: "objects/pack/pack-new.idx") == index)
    try repository.git("verify-pack", "-v", "objects/pack/pack-new.idx")
    try repository.git("fsck", "--full", "--strict")
    let objects = try objects(of: repository)
    for text in texts { #expect(objects[blobID(text)]?.content == text) }
  }

  @Test func `a pack of known size is accepted by git, and its index is git's own`() throws {
    let texts = revisions(30)
    let (pack, tail) = try write(texts, count: 30)
    let checksum = try #require(tail.checksum)
    try expectAccepted(pack, tail.index(packChecksum: checksum).copy, texts)
  }

  @Test func `a pack of unknown size is completed and accepted by git`() throws {
    let texts = revisions(20)
    var (pack, tail) = try write(texts, count: nil)
    #expect(tail.checksum == nil)
    pack.replaceSubrange(0..<Pack.headerByteCount, with: tail.header)
    let checksum = SHA256.hash(pack)
    try expectAccepted(pack + checksum.bytes, tail.index(packChecksum: checksum).copy, texts)
  }
}
