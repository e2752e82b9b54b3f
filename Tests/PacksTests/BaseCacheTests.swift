import Objects
import TestSupport
import Testing

@testable import Packs

struct BaseCacheTests {
  private func object(_ byteCount: Int) -> PackedObject {
    PackedObject(
      object: StoredObject(kind: .blob, content: Array(repeating: 1, count: byteCount)),
      packedCount: 1)
  }

  @Test func `the oldest go where the budget is exceeded`() {
    var cache = BaseCache(byteBudget: 3000)
    for offset in 0..<5 { cache.insert(object(872), at: offset) }
    #expect(cache.byteCount == 3000)
    #expect((0..<5).map { cache.object(at: $0) != nil } == [false, false, true, true, true])
  }

  @Test func `those that share a budget keep no more than it together, and none takes another's`() {
    let shared = SharedByteBudget(byteCount: 4000)
    var second = BaseCache(byteBudget: 3000, within: shared)
    do {
      var first = BaseCache(byteBudget: 3000, within: shared)
      for offset in 0..<5 { first.insert(object(872), at: offset) }
      for offset in 0..<5 { second.insert(object(872), at: offset) }
      #expect(first.byteCount == 3000 && second.byteCount == 1000)
      #expect(second.object(at: 4) != nil)
      // It has nothing to let go of that would be enough.
      second.insert(object(1872), at: 9)
      #expect(second.object(at: 9) == nil && first.byteCount == 3000)
    }
    // The first is gone, and what it had is there for others.
    for offset in 0..<5 { second.insert(object(872), at: offset) }
    #expect(second.byteCount == 3000)
  }
}
