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
      let suffix = a.span.commonSuffixCount(before: i, with: b.span, before: j, limit: limit)
      #expect(prefix == count(a[i...], b[j...]))
      #expect(suffix == min(limit, count(a[..<i].reversed(), b[..<j].reversed())))
    }
  }

  private func count(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
  }
}
