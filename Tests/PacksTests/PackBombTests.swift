import Bytes
import Objects
import Testing

@testable import Packs

/// Few bytes that ask for much work: refused by what they are, and not after the work is done.
struct PackBombTests {
  private static let base = [UInt8](repeating: 7, count: 1 << 16)

  /// A delta that copies its base of `baseCount` bytes, `times` over.
  private static func delta(times: Int, baseCount: Int) -> [UInt8] {
    var delta = encodedSize(baseCount) + encodedSize(times * baseCount)
    for _ in 0..<times { DeltaInstruction.append(copyFrom: 0, count: baseCount, to: &delta) }
    return delta
  }

  /// A base, and deltas upon it that make sixteen times as much each.
  private static func bomb(count: Int) throws -> (pack: Pack, index: PackIndex, offsets: [Int]) {
    var draft = PackDraft(count: count + 1)
    let base = draft.append(blob: Self.base)
    let delta = Self.delta(times: 16, baseCount: Self.base.count)
    let id = blobID([UInt8](repeating: 7, count: 16 << 16))
    var offsets: [Int] = []
    for number in 0..<count {
      // Only one can have the right id; the others are as much work.
      let name = number == 0 ? id : blobID([UInt8(number)])
      offsets.append(
        draft.append(
          type: 6, base: encodedDistance(draft.bytes.count - base), data: delta, id: name))
    }
    let (pack, index) = try draft.finished()
    return (pack, index, offsets)
  }

  private static func limits(expansion: Int) -> PackLimits {
    var limits = PackLimits(objectByteCount: 1 << 20)
    limits.expansion = expansion
    return limits
  }

  @Test func `a walk stops at the entry where deltas have made too much`() throws {
    let bomb = try Self.bomb(count: 40)
    let limits = Self.limits(expansion: 64)
    let limit = limits.madeByteCount(from: bomb.pack.bytes.count)
    let allowed = limit / (1 << 20)
    #expect((4..<10).contains(allowed))
    let found = findings(bomb.pack, bomb.index, limits: limits)
    let refused = found.filter {
      if case .unreadable(.expansionTooLarge(limit, _)) = $0.problem { true } else { false }
    }
    #expect(refused.count == 40 - allowed)
    #expect(refused.allSatisfy { bomb.offsets.contains($0.offset ?? 0) })
  }

  @Test func `what is in proportion is read`() throws {
    let bomb = try Self.bomb(count: 40)
    let found = findings(bomb.pack, bomb.index, limits: Self.limits(expansion: 1024))
    #expect(!found.contains { if case .unreadable = $0.problem { true } else { false } })
  }

  /// A chain of deltas, each of which makes as much as the last.
  private static func chain(length: Int) throws -> (pack: Pack, index: PackIndex, last: Int) {
    var draft = PackDraft(count: length + 1)
    var last = draft.append(blob: Self.base)
    for number in 0..<length {
      last = draft.append(
        type: 6, base: encodedDistance(draft.bytes.count - last),
        data: Self.delta(times: 1, baseCount: Self.base.count), id: blobID([UInt8(number)]))
    }
    let (pack, index) = try draft.finished()
    return (pack, index, last)
  }

  @Test(arguments: [0, 8 << 20])
  func `one object of a long chain is refused where its chain makes too much`(cache: Int) throws {
    let chain = try Self.chain(length: 100)
    for (expansion, isRead) in [(64, false), (128, true)] {
      var reader = PackReader(
        chain.pack, index: chain.index, limits: Self.limits(expansion: expansion),
        cacheByteCount: cache)
      do throws(PackError) {
        #expect(try reader.object(at: chain.last).content == Self.base)
        #expect(isRead)
      } catch {
        guard case .expansionTooLarge = error, !isRead else { throw error }
      }
    }
  }

  @Test func `an index with more objects than its pack has room for is no plan for a walk`() throws
  {
    var draft = PackDraft(count: 1)
    draft.append(blob: [1])
    let (pack, _) = try draft.finished()
    let room = (pack.entriesEnd - Pack.headerByteCount) / PackEntry.smallestByteCount
    let entries = (0...room).map {
      PackIndexEntry(id: blobID([UInt8($0)]), checksum: 0, offset: Pack.headerByteCount)
    }
    let index = try PackIndex(
      SharedBytes(PackIndex.encode(entries, packChecksum: pack.checksum)))
    let error = PackIndexError.tooManyObjects(count: room + 1, limit: room)
    #expect(throws: error) { try index.validateCount(in: pack) }
    let plan = PackPlan(pack, index: index)
    #expect(plan.unitCount == 0)
    #expect(plan.findings.contains { $0.problem == .index(error) })
  }

  @Test func `the smallest entry is as small as is said`() throws {
    // An empty blob; zlib's header, an empty block of fixed codes, the checksum.
    let entry: [UInt8] = [0x30, 0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]
    #expect(entry.count == PackEntry.smallestByteCount)
    var draft = PackDraft(count: 1)
    draft.append(raw: entry)
    let (pack, index) = try draft.finished()
    var reader = PackReader(pack, index: index)
    #expect(try reader.object(at: Pack.headerByteCount) == StoredObject(kind: .blob, content: []))
  }
}
