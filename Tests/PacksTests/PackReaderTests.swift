import Bytes
import Objects
import Packs
import Testing

@Suite struct PackReaderTests {
  private func error(
    at offset: Int, in draft: PackDraft, limits: PackLimits = PackLimits()
  ) throws -> PackError? {
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index, limits: limits)
    do throws(PackError) {
      _ = try reader.object(at: offset)
      return nil
    } catch {
      return error
    }
  }

  private func openingError(_ bytes: [UInt8]) -> PackError? {
    do throws(PackError) {
      _ = try Pack(SharedBytes(bytes))
      return nil
    } catch {
      return error
    }
  }

  /// A delta that makes a byte and all of a base of `count` bytes but its last one.
  private func delta(count: Int, byte: UInt8) -> [UInt8] {
    encodedSize(count) + encodedSize(count) + [1, byte, 0x90, UInt8(count - 1)]
  }

  @Test func `what is not a pack is refused`() {
    let tail = [UInt8](repeating: 0, count: 40)
    #expect(openingError([]) == .notAPack)
    #expect(openingError(Array("PAKC".utf8) + tail) == .notAPack)
    #expect(openingError(Array("PACK".utf8) + [0, 0, 0, 3] + tail) == .unsupportedVersion(3))
    #expect(openingError(Array("PACK".utf8) + [0, 0, 0, 2, 0]) == .truncated(atByte: 9))
  }

  @Test func `all four kinds are read`() throws {
    var draft = PackDraft(count: 4)
    let kinds: [ObjectKind] = [.commit, .tree, .blob, .tag]
    let offsets = kinds.enumerated().map { number, kind in
      draft.append(
        type: UInt8(number + 1), data: [1, 2, 3], id: ObjectID(of: kind, content: [1, 2, 3].span))
    }
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index)
    for (offset, kind) in zip(offsets, kinds) {
      let object = try reader.object(at: offset)
      #expect(object == StoredObject(kind: kind, content: [1, 2, 3]))
      let header = try reader.header(at: offset)
      #expect(header == ObjectHeader(kind: kind, byteCount: 3))
    }
  }

  @Test func `both kinds of delta are followed to their base`() throws {
    var draft = PackDraft(count: 3)
    let base = Array("0123456789".utf8)
    let start = draft.append(blob: base)
    let a = draft.append(
      type: 6, base: encodedDistance(draft.bytes.count - start), data: delta(count: 10, byte: 65),
      id: blobID(Array("A012345678".utf8)))
    let b = draft.append(
      type: 7, base: blobID(Array("A012345678".utf8)).digest.bytes,
      data: delta(count: 10, byte: 66), id: blobID(Array("BA01234567".utf8)))
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index)
    let header = try reader.header(at: b)
    #expect(header == ObjectHeader(kind: .blob, byteCount: 10))
    let object = try reader.object(at: b)
    #expect(object.content == Array("BA01234567".utf8))
    let found = try reader.object(for: blobID(Array("A012345678".utf8)))
    #expect(found?.content == Array("A012345678".utf8))
    let unknown = try reader.object(for: .zero)
    #expect(unknown == nil)
    #expect(try pack.entry(at: a).form == .offsetDelta(base: start))
  }

  @Test func `a base outside the pack is asked for`() throws {
    var draft = PackDraft(count: 1)
    let base = Array("0123456789".utf8)
    let offset = draft.append(
      type: 7, base: blobID(base).digest.bytes, data: delta(count: 10, byte: 65), id: .zero)
    let expected = PackError.missingBase(blobID(base), entry: offset)
    #expect(try error(at: offset, in: draft) == expected)
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index)
    let object = try reader.object(at: offset) { id throws(PackError) in
      id == blobID(base) ? StoredObject(kind: .blob, content: base) : nil
    }
    #expect(object.content == Array("A012345678".utf8))
  }

  @Test func `an offset where no entry can start is refused`() throws {
    var draft = PackDraft(count: 1)
    draft.append(blob: [1])
    for offset in [-1, 0, 11, draft.bytes.count, .max] {
      #expect(try error(at: offset, in: draft) == .offsetOutOfBounds(offset))
    }
  }

  @Test(arguments: [0, 5] as [UInt8])
  func `a type that means nothing is refused`(type: UInt8) throws {
    var draft = PackDraft(count: 1)
    let offset = draft.append(type: type, data: [1], id: .zero)
    #expect(try error(at: offset, in: draft) == .unknownType(type, atByte: 12))
  }

  @Test func `a header cut short names the byte where the entries end`() throws {
    var draft = PackDraft(count: 1)
    draft.append(raw: [0xb0, 0x80])
    #expect(try error(at: 12, in: draft) == .truncated(atByte: 14))
    draft = PackDraft(count: 1)
    draft.append(raw: [0x70] + [UInt8](repeating: 0, count: 31))
    #expect(try error(at: 12, in: draft) == .truncated(atByte: 44))
    draft = PackDraft(count: 1)
    draft.append(raw: [0x60, 0x80])
    #expect(try error(at: 12, in: draft) == .truncated(atByte: 14))
  }

  @Test func `numbers beyond 63 bits are refused`() throws {
    var draft = PackDraft(count: 1)
    draft.append(raw: [0xbf] + [UInt8](repeating: 0xff, count: 8) + [0x7f])
    #expect(try error(at: 12, in: draft) == .numberTooLarge(atByte: 21))
    draft = PackDraft(count: 1)
    draft.append(raw: [0x60] + [UInt8](repeating: 0xff, count: 12) + [0x7f])
    guard case .numberTooLarge = try error(at: 12, in: draft) else {
      Issue.record("the distance was taken")
      return
    }
  }

  @Test func `a base before the first entry or at the delta itself is refused`() throws {
    for distance in [0, 1, 12, 1 << 40] {
      var draft = PackDraft(count: 1)
      let offset = draft.append(type: 6, base: encodedDistance(distance), data: [1], id: .zero)
      #expect(try error(at: offset, in: draft) == .baseOutOfBounds(atByte: 12))
    }
  }

  @Test func `a claim of 2 to the 60 bytes is refused before memory is taken`() throws {
    var draft = PackDraft(count: 1)
    draft.append(type: 3, size: 1 << 60, data: [1, 2, 3], id: .zero)
    let limit = PackLimits().objectByteCount
    let expected = PackError.tooLarge(byteCount: 1 << 60, limit: limit, atByte: 12)
    #expect(try error(at: 12, in: draft) == expected)
    let unlimited = PackLimits(objectByteCount: .max)
    guard case .damagedData(.tooShort, entry: 12) = try error(at: 12, in: draft, limits: unlimited)
    else {
      Issue.record("the claim was taken")
      return
    }
  }

  @Test func `data that is not a stream of the declared size is refused`() throws {
    var draft = PackDraft(count: 4)
    let short = draft.append(type: 3, size: 4, data: [1, 2, 3], id: .zero)
    let long = draft.append(type: 3, size: 2, data: [1, 2, 3], id: .zero)
    let noise = draft.bytes.count
    draft.append(raw: [0x33, 0xff, 0xff])
    let cut = draft.bytes.count
    draft.append(raw: [0x33, 0x78])
    let expected: [(Int, ZlibError)] = [
      (short, .tooShort(expected: 4, actual: 3)), (long, .tooLong(limit: 2)),
      (noise, .damaged(atByte: noise + 3)), (cut, .truncated(atByte: cut + 2)),
    ]
    for (offset, zlib) in expected {
      guard case .damagedData(let actual, entry: offset) = try error(at: offset, in: draft) else {
        Issue.record("the data at \(offset) was taken")
        continue
      }
      if case .damaged = actual { continue }
      #expect(actual == zlib)
    }
  }

  @Test func `a delta that does not fit its base is refused`() throws {
    var draft = PackDraft(count: 2)
    let base = draft.append(blob: [1, 2, 3])
    let offset = draft.append(
      type: 6, base: encodedDistance(draft.bytes.count - base), data: [4, 1, 0x90, 1], id: .zero)
    let expected = PackError.damagedDelta(
      .baseSizeMismatch(declared: 4, actual: 3), entry: offset)
    #expect(try error(at: offset, in: draft) == expected)
  }

  @Test func `deltas that make each other are refused`() throws {
    var draft = PackDraft(count: 3)
    let ids = (0..<3).map { blobID([UInt8($0)]) }
    var offsets: [Int] = []
    for number in 0..<3 {
      let base = ids[(number + 1) % 3].digest.bytes
      offsets.append(
        draft.append(type: 7, base: base, data: delta(count: 10, byte: 1), id: ids[number]))
    }
    for offset in offsets {
      #expect(try error(at: offset, in: draft) == .deltaCycle(entry: offset))
    }
  }

  @Test func `a delta upon itself is refused`() throws {
    var draft = PackDraft(count: 1)
    let id = blobID([1])
    let offset = draft.append(
      type: 7, base: id.digest.bytes, data: delta(count: 10, byte: 1), id: id)
    #expect(try error(at: offset, in: draft) == .deltaCycle(entry: offset))
  }

  @Test func `a chain of 100000 deltas is read, or refused at once where that is not allowed`()
    throws
  {
    let (draft, last, content) = LongChain.draft
    let limits = PackLimits(chainLength: 5000)
    #expect(
      try error(at: last, in: draft, limits: limits) == .chainTooLong(limit: 5000, entry: last))
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index, cacheByteCount: 4096)
    let object = try reader.object(at: last)
    #expect(object.content == content)
  }

  @Test func `deltas that double their base end at the limit`() throws {
    var draft = PackDraft(count: 40)
    var size = 1024
    var previous = draft.append(blob: [UInt8](repeating: 0, count: size))
    for _ in 0..<39 {
      let copy = [0xf0, UInt8(size & 255), UInt8(size >> 8 & 255), UInt8(size >> 16 & 255)]
      let data = encodedSize(size) + encodedSize(2 * size) + copy + copy
      let distance = encodedDistance(draft.bytes.count - previous)
      previous = draft.append(type: 6, base: distance, data: data, id: .zero)
      size = min(2 * size, 0xff_fc00)
    }
    let limits = PackLimits(objectByteCount: 1 << 20)
    guard case .damagedDelta(let delta, _) = try error(at: previous, in: draft, limits: limits)
    else {
      Issue.record("the result was made")
      return
    }
    #expect(delta == .resultTooLarge(byteCount: 1 << 21, limit: 1 << 20))
  }
}

/// A pack of one blob and a chain of 100,000 deltas upon it.
enum LongChain {
  static let draft: (draft: PackDraft, last: Int, content: [UInt8]) = {
    var draft = PackDraft(count: 100_001)
    var content = Array("0123456789".utf8)
    var previous = draft.append(blob: content)
    for number in 0..<100_000 {
      content = [UInt8(number & 255)] + content.dropLast()
      let data: [UInt8] = [10, 10, 1, content[0], 0x90, 9]
      let distance = encodedDistance(draft.bytes.count - previous)
      // A made-up id: hashing is not what this is about.
      var id = [UInt8](repeating: 0, count: 32)
      for byte in 0..<4 { id[byte] = UInt8(number >> (8 * byte) & 255) }
      id[31] = 1
      let digest = Digest(reading: id.span, at: 0)
      previous = draft.append(type: 6, base: distance, data: data, id: ObjectID(digest))
    }
    return (draft, previous, content)
  }()
}
