import Bytes
import TestSupport
import Testing

struct SpanMatchingTests {
  @Test func `the lowest byte of a little-endian number comes first`() {
    let bytes: [UInt8] = [9, 1, 2, 3, 4, 5, 6, 7, 8]
    let number = bytes.span.littleEndianUInt64(at: 1)
    #expect(number == 0x0807_0605_0403_0201)
  }

  @Test func `a number that reaches beyond the end ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let bytes = [UInt8](repeating: 0, count: 8)
      _ = bytes.span.littleEndianUInt64(at: 1)
    }
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `common bytes are counted as a loop counts them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let a = [UInt8](repeating: 7, count: random.number(in: 0..<40))
      var b = [UInt8](repeating: 7, count: random.number(in: 0..<40))
      if !b.isEmpty { b[random.number(in: 0..<b.count)] = random.pick([6, 7, 0xF7]) }
      let (i, j) = (random.number(in: 0..<a.count + 1), random.number(in: 0..<b.count + 1))
      let limit = random.number(in: 0..<50)
      let prefix = a.span.commonPrefixCount(from: i, with: b.span, from: j)
      let limited = a.span.commonPrefixCount(from: i, with: b.span, from: j, limit: limit)
      let suffix = a.span.commonSuffixCount(before: i, with: b.span, before: j, limit: limit)
      #expect(prefix == count(a[i...], b[j...]))
      #expect(limited == min(limit, prefix))
      #expect(suffix == min(limit, count(a[..<i].reversed(), b[..<j].reversed())))
    }
  }

  private func count(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
  }

  /// Two runs of bytes that first differ after `count`.
  private func pair(_ count: Int) -> (a: [UInt8], b: [UInt8]) {
    let shared = (0..<count).map { UInt8($0 & 255) }
    return (shared + [1, 5, 5], shared + [2, 5, 5, 5])
  }

  @Test(arguments: 0..<40)
  func `a common prefix ends at the first byte that differs`(count: Int) {
    let (a, b) = pair(count)
    let found = a.span.commonPrefixCount(with: b.span)
    #expect(found == count)
    let next = a.span.commonPrefixCount(from: count, with: b.span, from: count)
    #expect(next == 0)
    let cut = Array(a.prefix(count))
    let whole = a.span.commonPrefixCount(with: cut.span)
    #expect(whole == count)
  }

  @Test(arguments: 0..<40)
  func `a common suffix ends at the last byte that differs`(count: Int) {
    let (a, b) = (Array(pair(count).a.reversed()), Array(pair(count).b.reversed()))
    let found = a.span.commonSuffixCount(
      before: a.count, with: b.span, before: b.count, limit: .max)
    #expect(found == count)
    let limited = a.span.commonSuffixCount(
      before: a.count, with: b.span, before: b.count, limit: count / 2)
    #expect(limited == count / 2)
  }

  @Test func `a range of a span is appended to free memory`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    let copy = [UInt8](capacity: 4) { target in
      target.append(9)
      target.append(bytes.span, in: 1..<4)
      target.append(bytes.span, in: 5..<5)
    }
    #expect(copy == [9, 2, 3, 4])
  }

  @Test func `eight bytes are a number in either order`() {
    let bytes: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    let low = bytes.span.littleEndianUInt64(at: 1)
    let high = bytes.span.bigEndianUInt64(at: 1)
    #expect(low == 0x0807_0605_0403_0201)
    #expect(high == 0x0102_0304_0506_0708)
  }
}
