import Bytes
import Objects
import Packs
import Testing

@Suite struct PackWalkerTests {
  private let base = Array("0123456789".utf8)

  /// A delta that puts a byte before all of a base of ten bytes but its last one.
  private func delta(_ byte: UInt8) -> [UInt8] { [10, 10, 1, byte, 0x90, 9] }

  private func shifted(_ content: [UInt8], _ byte: UInt8) -> [UInt8] { [byte] + content.dropLast() }

  /// A base, a delta upon it, a delta upon that, and a blob by itself; with the entry's offsets.
  private func family(
    of bytes: (inout PackDraft) -> Void = { _ in }, wrong: Int? = nil
  ) -> (draft: PackDraft, offsets: [Int], ids: [ObjectID]) {
    var draft = PackDraft(count: 4)
    let contents = [base, shifted(base, 65), shifted(shifted(base, 65), 66), [1, 2, 3]]
    let ids = contents.enumerated().map { $0 == wrong ? blobID([99]) : blobID($1) }
    var offsets = [draft.append(type: 3, data: base, id: ids[0])]
    bytes(&draft)
    for number in 1...2 {
      let distance = encodedDistance(draft.bytes.count - offsets[number - 1])
      let data = delta(UInt8(64 + number))
      offsets.append(draft.append(type: 6, base: distance, data: data, id: ids[number]))
    }
    offsets.append(draft.append(type: 3, data: [1, 2, 3], id: ids[3]))
    return (draft, offsets, ids)
  }

  @Test func `a sound pack has no findings and every object is visited once`() throws {
    let (draft, _, ids) = family()
    let (pack, index) = try draft.finished()
    var seen: [ObjectID] = []
    let found = findings(pack, index) { id, object in
      seen.append(id)
      #expect(ObjectID(of: object.kind, content: object.content.span) == id)
    }
    #expect(found == [])
    #expect(seen.sorted() == ids.sorted())
  }

  @Test func `a pack of nothing has no findings`() throws {
    let (pack, index) = try PackDraft(count: 0).finished()
    #expect(findings(pack, index) == [])
  }

  @Test func `bytes between entries are found`() throws {
    let (draft, offsets, _) = family(of: { $0.append(raw: [1, 2, 3]) })
    let (pack, index) = try draft.finished()
    let found = findings(pack, index)
    #expect(found.map(\.problem) == [.unindexedBytes(byteCount: 3)])
    #expect(found.map(\.offset) == [offsets[1] - 3])
  }

  @Test func `bytes before the first entry and after the last are found`() throws {
    var draft = PackDraft(count: 1)
    draft.append(raw: [1, 2])
    draft.append(blob: [1])
    draft.append(raw: [3])
    let (pack, index) = try draft.finished()
    #expect(
      findings(pack, index).map(\.problem) == [
        .unindexedBytes(byteCount: 2), .unindexedBytes(byteCount: 1),
      ])
  }

  @Test func `damage to a base names all that is lost with it`() throws {
    let (draft, offsets, ids) = family()
    let sound = try draft.finished()
    var bytes = sound.pack.bytes.copy
    bytes[offsets[0] + 1] ^= 0xff
    let found = findings(try Pack(SharedBytes(bytes)), sound.index)
    #expect(found.first?.problem == .packChecksumMismatch)
    #expect(found.filter(\.isLoss).map(\.id) == [ids[0], ids[1], ids[2]])
    #expect(found.filter(\.isLoss).map(\.offset) == [offsets[0], offsets[1], offsets[2]])
    #expect(found.last?.problem == .lostBase(base: offsets[0]))
  }

  @Test func `a damaged header loses what depends on it and no more`() throws {
    let (draft, offsets, ids) = family()
    let sound = try draft.finished()
    var bytes = sound.pack.bytes.copy
    bytes[offsets[1]] &= 0x8f
    var seen: [ObjectID] = []
    let found = findings(try Pack(SharedBytes(bytes)), sound.index) { id, _ in seen.append(id) }
    let error = PackError.unknownType(0, atByte: offsets[1])
    #expect(found.contains { $0.problem == .unreadable(error) && $0.id == ids[1] })
    #expect(found.contains { $0.problem == .lostBase(base: offsets[1]) && $0.id == ids[2] })
    #expect(seen.sorted() == [ids[0], ids[3]].sorted())
  }

  @Test func `an object that is not what its id says is found and not visited`() throws {
    let (draft, offsets, ids) = family(wrong: 1)
    let (pack, index) = try draft.finished()
    var seen: [ObjectID] = []
    let found = findings(pack, index) { id, _ in seen.append(id) }
    #expect(found.map(\.problem) == [.wrongID(actual: blobID(shifted(base, 65)))])
    #expect(found.map(\.offset) == [offsets[1]])
    #expect(seen.sorted() == [ids[0], ids[2], ids[3]].sorted())
  }

  @Test func `a wrong CRC-32 in the index is found`() throws {
    let (draft, _, _) = family()
    let (pack, index) = try draft.finished()
    var bytes = index.bytes.copy
    bytes[1032 + 4 * 32] ^= 1
    let damaged = try PackIndex(SharedBytes(bytes))
    let found = findings(pack, damaged)
    #expect(found.map(\.problem) == [.index(.checksumMismatch), .entryChecksumMismatch])
    #expect(found.last?.id == damaged.id(at: 0))
  }

  @Test func `the index of another pack is found`() throws {
    let pack = try family().draft.finished().pack
    var other = PackDraft(count: 1)
    other.append(blob: [1])
    let found = findings(pack, try other.finished().index)
    #expect(found.contains { $0.problem == .indexOfOtherPack })
    #expect(found.contains { $0.problem == .countMismatch(declared: 4, indexed: 1) })
  }

  @Test func `an index that leaves an entry out is found`() throws {
    let (draft, offsets, _) = family()
    let (pack, _) = try draft.finished()
    let entries = draft.entries.filter { $0.offset != offsets[3] }
    let index = PackIndex.encode(entries, packChecksum: pack.checksum)
    let found = findings(pack, try PackIndex(SharedBytes(index)))
    let rest = pack.entriesEnd - offsets[3]
    #expect(
      found.map(\.problem) == [
        .countMismatch(declared: 4, indexed: 3), .unindexedBytes(byteCount: rest),
      ])
  }

  @Test func `an index with an entry inside another is found`() throws {
    let (draft, offsets, _) = family()
    let (pack, _) = try draft.finished()
    let inside = PackIndexEntry(id: blobID([77]), checksum: 0, offset: offsets[0] + 3)
    let index = PackIndex.encode(draft.entries + [inside], packChecksum: pack.checksum)
    let found = findings(pack, try PackIndex(SharedBytes(index)))
    #expect(found.contains { $0.problem == .overlap(next: offsets[0] + 3) })
    #expect(found.contains { $0.id == blobID([77]) && $0.isLoss })
  }

  @Test func `two objects at one offset are found`() throws {
    let (draft, offsets, _) = family()
    let (pack, _) = try draft.finished()
    let second = PackIndexEntry(id: blobID([77]), checksum: 0, offset: offsets[0])
    let index = PackIndex.encode(draft.entries + [second], packChecksum: pack.checksum)
    let found = findings(pack, try PackIndex(SharedBytes(index)))
    #expect(found.contains { $0.problem == .sharedOffset })
  }

  @Test func `an offset outside the pack is found and the rest is read`() throws {
    let (draft, _, ids) = family()
    let (pack, _) = try draft.finished()
    let beyond = PackIndexEntry(id: blobID([77]), checksum: 0, offset: 1 << 20)
    let index = PackIndex.encode(draft.entries + [beyond], packChecksum: pack.checksum)
    var seen: [ObjectID] = []
    let found = findings(pack, try PackIndex(SharedBytes(index))) { id, _ in seen.append(id) }
    #expect(
      found.contains { if case .index(.offsetOutOfBounds) = $0.problem { true } else { false } })
    #expect(seen.sorted() == ids.sorted())
  }

  @Test func `a base where no entry starts is found`() throws {
    var draft = PackDraft(count: 2)
    let start = draft.append(blob: base)
    let distance = encodedDistance(draft.bytes.count - start - 1)
    let offset = draft.append(type: 6, base: distance, data: delta(65), id: blobID([1]))
    let (pack, index) = try draft.finished()
    #expect(findings(pack, index).map(\.problem) == [.unreadable(.baseOutOfBounds(atByte: offset))])
  }

  @Test func `deltas that make each other are found`() throws {
    var draft = PackDraft(count: 3)
    let ids = (0..<3).map { blobID([UInt8($0)]) }
    draft.append(type: 7, base: ids[1].digest.bytes, data: delta(65), id: ids[0])
    draft.append(type: 7, base: ids[0].digest.bytes, data: delta(65), id: ids[1])
    draft.append(type: 7, base: ids[1].digest.bytes, data: delta(65), id: ids[2])
    let (pack, index) = try draft.finished()
    let found = findings(pack, index)
    #expect(found.map(\.id) == ids)
    #expect(
      found.map(\.problem) == draft.entries.map { .unreadable(.deltaCycle(entry: $0.offset)) })
  }

  @Test func `a base outside the pack is asked for, and missed where it is not`() throws {
    var draft = PackDraft(count: 1)
    let id = blobID(shifted(base, 65))
    let offset = draft.append(type: 7, base: blobID(base).digest.bytes, data: delta(65), id: id)
    let (pack, index) = try draft.finished()
    let error = PackError.missingBase(blobID(base), entry: offset)
    #expect(findings(pack, index).map(\.problem) == [.unreadable(error)])
    var walker = PackWalker(PackPlan(pack, index: index)) { _ throws(PackError) in
      StoredObject(kind: .blob, content: Array("0123456789".utf8))
    }
    var seen: [ObjectID] = []
    walker.visit(
      unit: 0, report: { Issue.record("\($0)") }, object: { _, id, _ in seen.append(id) })
    #expect(seen == [id])
  }

  @Test func `a claim of 2 to the 62 bytes with deltas upon it is found`() throws {
    var draft = PackDraft(count: 3)
    let start = draft.append(type: 3, size: 1 << 62, data: base, id: blobID(base))
    for number in 1...2 {
      let distance = encodedDistance(draft.bytes.count - start)
      draft.append(type: 6, base: distance, data: delta(65), id: blobID([UInt8(number)]))
    }
    let (pack, index) = try draft.finished()
    let limits = PackLimits(objectByteCount: .max)
    for limits in [limits, PackLimits()] {
      #expect(findings(pack, index, limits: limits).map(\.isLoss) == [true, true, true])
    }
  }

  @Test func `a chain of 100000 deltas is walked`() throws {
    let (draft, _, _) = LongChain.draft
    let (pack, index) = try draft.finished()
    let found = findings(pack, index)
    // The ids are made up, so each object is reported as wrong, but none as unreadable.
    #expect(found.count == 100_000)
    #expect(found.allSatisfy { if case .wrongID = $0.problem { true } else { false } })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a bushy family is visited whole with no memory for bases`(seed: UInt64) throws {
    var random = Seeded(seed)
    var draft = PackDraft(count: 300)
    var objects = [(content: base, offset: draft.append(blob: base))]
    for number in 1..<300 {
      let parent = objects[Int.random(in: 0..<objects.count, using: &random)]
      let content = [UInt8(number & 255), UInt8(number >> 8)] + parent.content.dropLast(2)
      let data: [UInt8] = [10, 10, 2, content[0], content[1], 0x90, 8]
      let distance = encodedDistance(draft.bytes.count - parent.offset)
      let offset = draft.append(type: 6, base: distance, data: data, id: blobID(content))
      objects.append((content, offset))
    }
    let (pack, index) = try draft.finished()
    for retained in [0, 25, 1 << 20] {
      var seen: Set<ObjectID> = []
      let found = findings(pack, index, retained: retained) { id, _ in seen.insert(id) }
      #expect(found == [])
      #expect(seen.count == 300, "seed \(seed)")
    }
  }
}
