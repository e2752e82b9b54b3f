import Bytes
import TestSupport
import Testing

struct SpanBytesTests {
  private let bytes = Array("tree 40000 a".utf8)

  @Test func `the first byte of a value is found from a position on`() {
    let space = UInt8(ascii: " ")
    #expect(index(of: space) == 4)
    #expect(index(of: space, from: 4) == 4)
    #expect(index(of: space, from: 5) == 10)
    #expect(index(of: space, from: 11) == nil)
    #expect(index(of: UInt8(ascii: "a"), from: 11) == 11)
    #expect(index(of: 0) == nil)
  }

  @Test func `nothing is found at or beyond the end`() {
    let empty: [UInt8] = []
    let found = empty.span.firstIndex(of: 0)
    #expect(found == nil)
    #expect(index(of: UInt8(ascii: "a"), from: 12) == nil)
    #expect(index(of: UInt8(ascii: "a"), from: Int.max) == nil)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `the first byte found is the one that a loop finds`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<random.number(in: 0..<200)).map { _ in random.byte() & 15 }
    for start in 0...bytes.count {
      let found = bytes.span.firstIndex(of: 3, from: start)
      #expect(found == bytes[start...].firstIndex(of: 3))
    }
  }

  @Test func `a position before the start ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let bytes: [UInt8] = [1, 2, 3]
      _ = bytes.span.firstIndex(of: 1, from: -1)
    }
  }

  @Test func `bytes are copied out of a range`() {
    let all: [UInt8] = bytes.span.bytes
    let (part, none) = (bytes.span.bytes(in: 5..<10), bytes.span.bytes(in: 3..<3))
    #expect(all == bytes)
    #expect(part == Array("40000".utf8))
    #expect(none == [])
  }

  @Test func `a text matches where it stands whole`() {
    #expect(matches("tree"))
    #expect(matches("40000", at: 5))
    #expect(matches("a", at: 11))
    #expect(!matches("Tree"))
    #expect(!matches("a ", at: 11))
    #expect(!matches("tree", at: -1))
    #expect(!matches("a", at: 12))
  }

  @Test func `no text matches anywhere up to the end`() {
    #expect(matches("", at: 0))
    #expect(matches("", at: 12))
    #expect(!matches("", at: 13))
  }

  @Test func `spans are equal if all their bytes are`() {
    #expect(isEqual([], []))
    #expect(isEqual([1, 2], [1, 2]))
    #expect(!isEqual([1, 2], [1, 3]))
    #expect(!isEqual([1, 2], [1, 2, 3]))
    #expect(!isEqual([0], []))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `big-endian numbers survive`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let number = random.next()
    var bytes: [UInt8] = [0xFF]
    bytes.append(bigEndian: number)
    bytes.append(bigEndian: UInt32(truncatingIfNeeded: number))
    let (wide, narrow) = (bytes.span.bigEndianUInt64(at: 1), bytes.span.bigEndianUInt32(at: 9))
    #expect(bytes.count == 13)
    #expect(wide == number)
    #expect(narrow == UInt32(truncatingIfNeeded: number))
  }

  @Test func `the highest byte of a number comes first`() {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: 0x0102_0304 as UInt32)
    bytes.append(bigEndian: 0x0506_0708_090A_0B0C as UInt64)
    #expect(bytes == Array(1...12))
  }

  @Test func `a span is appended whole`() {
    var target: [UInt8] = [0]
    let empty: [UInt8] = []
    target.append(empty.span)
    target.append(bytes.span)
    #expect(target == [0] + bytes)
  }

  private func index(of byte: UInt8, from start: Int = 0) -> Int? {
    bytes.span.firstIndex(of: byte, from: start)
  }

  private func matches(_ text: StaticString, at offset: Int = 0) -> Bool {
    bytes.span.matches(text, at: offset)
  }

  private func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.span.isEqual(to: b.span) }
}
