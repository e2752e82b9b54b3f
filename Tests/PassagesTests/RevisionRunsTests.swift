import TestSupport
import Testing

@testable import Passages

struct RevisionRunsTests {
  @Test(arguments: SeededGenerator.seeds(200))
  func `runs hold the revisions that were said`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var runs = RevisionRuns()
    var expected: Set<Int> = []
    var stands = false
    var revision = 0
    for _ in 0..<random.number(in: 0..<40) {
      let next = revision + random.number(in: 0..<4)
      if stands { expected.formUnion(revision..<next) }
      revision = next
      stands = Bool.random(using: &random)
      if stands { runs.open(at: revision) } else { runs.close(at: revision) }
    }
    let end = revision + 3
    if stands { expected.formUnion(revision..<end) }
    #expect(runs.isOpen == stands)
    #expect((0..<end).allSatisfy { runs.contains($0) == expected.contains($0) })
    #expect(runs.revisions(below: end) == RevisionSet(expected.map { $0..<$0 + 1 }))
    #expect(
      runs.revisions(below: 5) == RevisionSet(expected.filter { $0 < 5 }.map { $0..<$0 + 1 }))
    #expect(RevisionRuns(decoding: runs.encoded.span) == runs)
  }

  @Test func `what is said of a revision again is said of all that follow`() {
    var runs = RevisionRuns()
    runs.open(at: 1)
    runs.close(at: 5)
    runs.open(at: 9)
    #expect(runs.borders == [1, 5, 9])
    runs.open(at: 3)
    #expect(runs.borders == [1])
    runs.close(at: 1)
    #expect(runs.borders.isEmpty)
  }

  @Test func `a run that goes on takes a byte or two`() {
    var runs = RevisionRuns()
    runs.open(at: 3)
    #expect(runs.encoded == [3])
    runs.close(at: 300)
    #expect(runs.encoded == [3, 0xA9, 2])
  }

  @Test(
    arguments: [
      [0x80], [3, 0], [3, 0x80, 0], [0x80, 0],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
      // 2^63 - 1, and one more.
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1],
    ] as [[UInt8]])
  func `what was never written is not read`(bytes: [UInt8]) {
    #expect(RevisionRuns(decoding: bytes.span) == nil)
  }

  @Test func `the greatest numbers are read, and asked, without harm`() {
    let bytes: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
    var runs = RevisionRuns(decoding: bytes.span)
    #expect(runs?.borders == [.max])
    #expect(runs?.revisions(below: .max).isEmpty == true)
    runs?.open(at: 2)
    #expect(runs?.borders == [2])
  }

  @Test(arguments: SeededGenerator.seeds(300))
  func `any bytes are runs in one way, or none`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(count: random.number(in: 0..<12)).map {
      $0 & (seed % 2 == 0 ? 0x7F : 0xFF)
    }
    guard let runs = RevisionRuns(decoding: bytes.span) else { return }
    #expect(runs.encoded == bytes)
    #expect(zip(runs.borders, runs.borders.dropFirst()).allSatisfy { $0 < $1 })
  }
}
