import TestSupport
import Testing

@testable import Passages

struct RevisionSetTests {
  private func random(_ random: inout SeededGenerator) -> (RevisionSet, Set<Int>) {
    let ranges = (0..<random.number(in: 0..<12)).map { _ in
      let start = random.number(in: 0..<60)
      return start..<start + random.number(in: 0..<9)
    }
    return (RevisionSet(ranges), Set(ranges.flatMap { Array($0) }))
  }

  @Test(arguments: SeededGenerator.seeds(300))
  func `union, intersection and difference are those of sets`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (a, x) = random(&generator)
    let (b, y) = random(&generator)
    for (result, expected) in [
      (a, x), (a.union(b), x.union(y)), (a.intersection(b), x.intersection(y)),
      (a.subtracting(b), x.subtracting(y)),
    ] {
      #expect(Set(result.intervals.flatMap { Array($0) }) == expected)
      #expect(result.count == expected.count && result.isEmpty == expected.isEmpty)
      #expect((-1..<80).allSatisfy { result.contains($0) == expected.contains($0) })
      #expect(result.borders == result.borders.sorted())
      #expect(Set(result.borders).count == result.borders.count, "two intervals touch")
      // There is one way to say it.
      #expect(result == RevisionSet(expected.map { $0..<$0 + 1 }))
    }
  }

  @Test func `borders say when revisions come and go`() {
    #expect(RevisionSet([5..<7, 1..<3, 3..<4, 9..<9]).borders == [1, 4, 5, 7])
  }

  @Test func `numbers out of the way do no harm`() {
    let all = RevisionSet([Int.min..<3, 5..<Int.max])
    #expect(all.borders == [0, 3, 5, .max])
    #expect(all.count == .max - 2)
    #expect(RevisionSet(0..<Int.max).subtracting(all) == RevisionSet(3..<5))
    #expect(all.union(all) == all && all.intersection(all) == all)
  }
}
