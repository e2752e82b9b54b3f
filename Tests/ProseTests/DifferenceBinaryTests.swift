import Testing

@testable import Prose

struct DifferenceBinaryTests {
  private func difference(_ old: [UInt8], _ new: [UInt8]) -> Difference {
    Difference.between(old: old, new: new)
  }

  @Test func `a NUL among the first 8,000 bytes makes it binary, on either side`() {
    let text = [UInt8](repeating: 0x61, count: 8_000)
    #expect(difference([0x61, 0], [0x61]).isBinary)
    #expect(difference([0x61], [0x61, 0]).isBinary)
    #expect(difference(Array(text.dropLast()) + [0], text).isBinary)
    #expect(!difference(text + [0], text).isBinary)
    #expect(!difference([0xFF, 0x01], [0xFE]).isBinary)
  }

  @Test func `all is replaced, without a class, and nothing is counted`() {
    let found = difference(Array("one two\0".utf8), Array("one three\0".utf8))
    #expect(found.edits.map(\.kind) == [.delete, .insert])
    #expect(found.edits.allSatisfy { $0.classes.isEmpty })
    let verdict = found.verdict
    #expect(verdict.changes.isEmpty && verdict.wordsAdded == 0 && verdict.wordsRemoved == 0)
    #expect(verdict.isBinary && !verdict.isCosmetic && verdict.similarity == 0)
  }

  @Test func `equal bytes are kept`() {
    let same = difference([1, 0, 2], [1, 0, 2])
    #expect(same.isEmpty && same.verdict.similarity == 1 && !same.verdict.isBinary)
  }
}
