import TestSupport
import Testing

@testable import Stet

struct SortedPathsTests {
  @Test(arguments: SeededGenerator.seeds(4))
  func `what is below a folder is what a look at every path finds`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var paths = SortedPaths()
    var expected: Set<[UInt8]> = []
    func path() -> [UInt8] {
      let parts = (0..<random.number(in: 1..<4)).map { _ in random.pick(["a", "a-", "b", "ab", ""])
      }
      return Array((parts.joined(separator: "/") + "\(random.number(in: 0..<900))").utf8)
    }
    for _ in 0..<4000 {
      let path = path()
      if random.number(in: 0..<3) > 0 {
        if expected.insert(path).inserted { paths.insert(path) }
      } else {
        expected.remove(path)
        paths.remove(path)
      }
    }
    let sorted = expected.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(sorted.count > 1200)
    #expect(paths.all == sorted)
    for folder in ["a", "a-", "b", "a/b", "", "none", "zzz"] {
      let prefix = folder.isEmpty ? "" : folder + "/"
      #expect(paths.below(Array(folder.utf8)) == sorted.filter { $0.starts(with: prefix.utf8) })
    }
    for path in sorted { paths.remove(path) }
    #expect(paths.all == [])
  }
}
