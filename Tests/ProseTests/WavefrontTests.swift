import TestSupport
import Testing

@testable import Prose

struct WavefrontTests {
  /// Deleted and inserted tokens and one for each hunk, at least, by the plain dynamic programme.
  private func leastEffort(_ old: [UInt64], _ new: [UInt64]) -> Int {
    let far = 1_000_000
    var match = [[Int]](
      repeating: Array(repeating: far, count: new.count + 1), count: old.count + 1)
    var hunk = match
    match[0][0] = 0
    for row in 0...old.count {
      for column in 0...new.count {
        if row > 0, column > 0, old[row - 1] == new[column - 1] {
          match[row][column] = min(match[row - 1][column - 1], hunk[row - 1][column - 1])
        }
        if row > 0 {
          hunk[row][column] = min(hunk[row - 1][column] + 1, match[row - 1][column] + 2)
        }
        if column > 0 {
          hunk[row][column] = min(
            hunk[row][column], hunk[row][column - 1] + 1, match[row][column - 1] + 2)
        }
      }
    }
    return min(match[old.count][new.count], hunk[old.count][new.count])
  }

  private func effort(_ runs: [MatchRun], _ old: [UInt64], _ new: [UInt64]) -> Int {
    var (oldEnd, newEnd, effort) = (0, 0, 0)
    for run in runs + [MatchRun(old: old.count, new: new.count, count: 0)] {
      let changed = run.old - oldEnd + run.new - newEnd
      effort += changed + (changed > 0 ? 1 : 0)
      (oldEnd, newEnd) = (run.oldEnd, run.newEnd)
    }
    return effort
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `the effort is the least there is`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = UInt64.random(in: 1...6, using: &generator)
    let sides = (0..<2).map { _ in
      (0..<Int.random(in: 0...25, using: &generator)).map { _ in
        UInt64.random(in: 1...letters, using: &generator)
      }
    }
    var aligner = TokenAligner(
      old: sides[0].map(Token.init(key:)), new: sides[1].map(Token.init(key:)), budget: 10_000_000)
    aligner.align(Block(old: 0..<sides[0].count, new: 0..<sides[1].count))
    let isMatch = aligner.runs.allSatisfy { run in
      (0..<run.count).allSatisfy { sides[0][run.old + $0] == sides[1][run.new + $0] }
    }
    #expect(isMatch, "seed \(seed)")
    #expect(
      effort(aligner.runs, sides[0], sides[1]) <= leastEffort(sides[0], sides[1]) + 1,
      "seed \(seed)")
    let block = Block(old: 0..<sides[0].count, new: 0..<sides[1].count)
    var wavefront = Wavefront<Int16>(
      old: sides[0].map(Token.init(key:)), new: sides[1].map(Token.init(key:)))
    if sides[0].first != sides[1].first || sides[0].isEmpty {
      let runs = wavefront.align(block, effortLimit: 1_000).runs
      #expect(effort(runs, sides[0], sides[1]) == leastEffort(sides[0], sides[1]), "seed \(seed)")
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `what is left out changes no answer`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let common = UInt64.random(in: 2...200, using: &generator)
    let sides = (0..<2).map { side in
      (0..<Int.random(in: 30...220, using: &generator)).map { _ in
        // Some words are on one side alone.
        UInt64.random(in: 0..<common, using: &generator)
          + (Int.random(in: 0..<3, using: &generator) == 0 ? 1_000 * UInt64(side + 1) : 0)
      }
    }
    var wavefront = Wavefront<Int16>(
      old: sides[0].map(Token.init(key:)), new: sides[1].map(Token.init(key:)))
    let block = Block(old: 0..<sides[0].count, new: 0..<sides[1].count)
    for limit in [40, 120, 700] {
      let plain = wavefront.align(block, effortLimit: limit)
      let isWhole = plain.oldEnd == sides[0].count && plain.newEnd == sides[1].count
      let whole = wavefront.alignWhole(block, effortLimit: limit).0
      #expect(whole?.runs == (isWhole ? plain.runs : nil), "seed \(seed), \(limit)")
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `narrow and wide positions come to the same`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sides = (0..<2).map { _ in
      (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        Token(key: UInt64.random(in: 0...40, using: &generator))
      }
    }
    let block = Block(old: sides[0].indices, new: sides[1].indices)
    var narrow = Wavefront<Int16>(old: sides[0], new: sides[1])
    var wide = Wavefront<Int32>(old: sides[0], new: sides[1])
    for limit in [20, 300] {
      let (one, other) = (
        narrow.align(block, effortLimit: limit), wide.align(block, effortLimit: limit)
      )
      #expect(one.runs == other.runs, "seed \(seed), \(limit)")
      #expect(one.oldEnd == other.oldEnd && one.newEnd == other.newEnd, "seed \(seed), \(limit)")
      #expect(one.cost == other.cost, "seed \(seed), \(limit)")
    }
  }

  @Test func `a block too long for narrow positions is aligned`() {
    let count = Wavefront<Int16>.longestBlock + 10_000
    let middle = [Token](repeating: Token(key: 1), count: count)
    let old = [Token(key: 2)] + middle + [Token(key: 3)]
    let new = [Token(key: 4)] + middle + [Token(key: 5)]
    var aligner = TokenAligner(old: old, new: new, budget: 10_000_000)
    aligner.align(Block(old: old.indices, new: new.indices))
    // Where every token is the same, a greedy way may slip by one.
    #expect(aligner.runs.count == 1 && aligner.runs.tokenCount >= count - 1)
  }
}

extension Token {
  /// A token of which only the key counts.
  init(key: UInt64) { self.init(start: 0, end: 0, key: key) }
}
