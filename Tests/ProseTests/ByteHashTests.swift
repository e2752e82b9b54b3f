import Testing

@testable import Prose

struct ByteHashTests {
  @Test(arguments: 0...40)
  func `the hash of a range does not depend on what follows it`(count: Int) {
    let text = (0..<count).map { UInt8($0) }
    let longer = [9] + text + [1, 2, 3, 4, 5, 6, 7, 8]
    #expect(
      ByteHash.hash(text.span, 0..<count) == ByteHash.hash(longer.span, 1..<1 + count))
  }
}
