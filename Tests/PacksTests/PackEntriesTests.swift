import Bytes
import Objects
import TestSupport
import Testing

@testable import Packs

struct PackEntriesTests {
  private func entries(_ count: Int, _ random: inout SeededGenerator) -> [PackIndexEntry] {
    var offset = 12
    return (0..<count).map { number in
      defer { offset += Int.random(in: 1..<1 << 30, using: &random) }
      return PackIndexEntry(
        id: ObjectID(of: .blob, content: Array("\(number)".utf8).span),
        checksum: UInt32.random(in: 0 ... .max, using: &random), offset: offset)
    }.shuffled(using: &random)
  }

  @Test(arguments: [0, 1, 300], [0, 1, 200])
  func `what was known to come makes the same index as what was not`(count: Int, others: Int)
    throws
  {
    var random = SeededGenerator(seed: UInt64(count + others))
    let all = entries(count + others, &random)
    let coming = all.prefix(count)
    let ids = SortedIDs([SortedIDs.List(all.map(\.id))])
    var (met, known) = (PackEntries(), PackEntries(among: ids))
    for entry in coming {
      #expect(known.offset(of: entry.id) == nil)
      met.append(entry)
      known.append(entry)
      #expect(known.offset(of: entry.id) == entry.offset)
      #expect(met.offset(of: entry.id) == entry.offset)
    }
    #expect(all.dropFirst(count).allSatisfy { known.offset(of: $0.id) == nil })
    #expect(known.count == count && known.isEmpty == (count == 0))
    let sorted = known.sorted()
    #expect(Array(sorted) == coming.sorted { $0.id < $1.id })
    let bytes = PackIndex.encode(coming.shuffled(using: &random), packChecksum: .zero)
    #expect(PackIndex.encode(sorted, packChecksum: .zero) == bytes)
    #expect(PackIndex.encodeShared(met.sorted(), packChecksum: .zero).copy == bytes)
    #expect(try PackIndex(SharedBytes(bytes)).count == count)
  }
}
