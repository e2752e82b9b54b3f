import Testing

@testable import Bytes

struct DigestRunsTests {
  @Test(arguments: [
    (0, 1), (15, 1), (16, 2), (31, 2), (32, 4), (1000, 64), (1 << 20, 65_536), (Int.max, 65_536),
  ])
  func `a set has as many runs as it has a use for`(digestCount: Int, runCount: Int) {
    let runs = DigestRuns(of: digestCount)
    #expect(runs.count == runCount)
    let digests = (0..<200).map { SHA256.hash(Array("\($0)".utf8)) }.sorted()
    let found = digests.map { runs.run(of: $0) }
    #expect(found == found.sorted() && found.allSatisfy { (0..<runCount).contains($0) })
  }
}
