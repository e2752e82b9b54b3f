import Bytes
import Testing

@Suite struct SpanMatchingTests {
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
