import Testing

@testable import Prose

struct TokenAlignerTests {
  private static let ample = 100_000_000

  /// What is kept of two lists of numbers, and how much of the budget it took.
  private func aligned(
    _ old: [Int], _ new: [Int], budget: Int = ample
  ) -> (runs: [MatchRun], cost: Int) {
    var aligner = TokenAligner(old: tokens(old), new: tokens(new), budget: budget)
    aligner.align(Block(old: 0..<old.count, new: 0..<new.count))
    return (aligner.runs, budget - aligner.budget)
  }

  private func tokens(_ numbers: [Int]) -> [Token] {
    numbers.map { Token(key: UInt64($0)) }
  }

  private func kept(_ old: String, _ new: String, budget: Int = ample) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    var aligner = TokenAligner(old: old.tokens, new: new.tokens, budget: budget)
    aligner.align(Block(old: 0..<old.tokens.count, new: 0..<new.tokens.count))
    return aligner.runs.words(in: old)
  }

  /// No piece of it stands in it only once.
  private func periodic(_ count: Int) -> [Int] { (0..<count).map { 1_000_000 + $0 % 2 } }

  /// The depth of the deepest cut that finds each place: 3 at the middle, 2 at the quarters, 1.
  private func ruler(_ levels: Int) -> [Int] { (1..<1 << levels).map { $0.trailingZeroBitCount } }

  @Test(arguments: [("", ""), ("", "Es schneit."), ("Es schneit.", ""), ("ja", "nein")])
  func `nothing is kept where nothing is shared`(old: String, new: String) {
    #expect(kept(old, new).isEmpty)
  }

  @Test func `one token that both have is kept`() {
    #expect(kept("oui", "oui") == ["oui"])
    #expect(aligned([7], [7]).cost == 0)
  }

  @Test(arguments: [
    ("the old man went home", "the young man went home", ["the", "man went home"]),
    ("он пришёл вчера вечером", "он ушёл вчера поздно вечером", ["он", "вчера", "вечером"]),
    ("他昨天来了", "他今天来了", ["他", "天来了".map(String.init).joined(separator: " ")]),
  ])
  func `what stays between changes is kept`(old: String, new: String, words: [String]) {
    #expect(kept(old, new) == words)
  }

  @Test func `blocks that touch are joined where both sides go on`() {
    let numbers = tokens([1, 2, 3, 4])
    var aligner = TokenAligner(old: numbers, new: numbers, budget: 0)
    aligner.align(Block(old: 0..<2, new: 0..<2))
    aligner.align(Block(old: 2..<4, new: 2..<4))
    #expect(aligner.runs == [MatchRun(old: 0, new: 0, count: 4)])
  }

  @Test func `beginning and end are kept without a budget, and what repeats itself is not`() {
    let (old, new) = ([1] + [2] + periodic(20) + [3] + [9], [1] + [4] + periodic(24) + [5] + [9])
    #expect(aligned(old, new, budget: 0).runs.map(\.count) == [1, 1])
    #expect(aligned(old, new).runs.tokenCount == 22)
  }

  @Test func `a budget too small for an exact alignment is enough for a greedy one`() {
    let (old, new) = ([2] + periodic(20) + [3], [4] + periodic(24) + [5])
    let budget = TokenAligner.exactEffort * TokenAligner.exactEffort - 1
    let found = aligned(old, new, budget: budget)
    #expect(found.runs.tokenCount == 20)
    #expect(found.cost > 0)
  }

  @Test func `a budget of nothing leaves what is unique`() {
    let (old, new) = ([1, 2, 3, 50, 51, 4], [5, 6, 50, 51, 7, 8, 9])
    #expect(aligned(old, new, budget: 0).runs == [MatchRun(old: 3, new: 2, count: 2)])
  }

  /// A long part that repeats itself, and a short one that is unique, have changed places.
  private func crossed(length: Int) -> (old: [Int], new: [Int]) {
    let (unique, rest) = (Array(1...8), periodic(length - 10))
    return ([20] + unique + rest + [21], [22] + rest + unique + [23])
  }

  @Test func `a block of the longest exact length keeps most, a longer one what is unique`() {
    let exact = crossed(length: TokenAligner.exactLength)
    #expect(aligned(exact.old, exact.new).runs.tokenCount == TokenAligner.exactLength - 10)
    let longer = crossed(length: TokenAligner.exactLength + 1)
    #expect(
      aligned(longer.old, longer.new).runs == [
        MatchRun(old: 1, new: TokenAligner.exactLength - 8, count: 8)
      ])
  }

  @Test func `a block that differs too much is not tried exactly`() {
    // Deleting and inserting all of it is just beyond what an exact alignment may cost.
    let count = TokenAligner.exactEffort / 2
    let near = aligned(Array(1...count), Array(1_001...1_000 + count))
    let far = aligned(Array(1...count + 1), Array(1_001...1_001 + count))
    #expect(near.runs.isEmpty && far.runs.isEmpty)
    #expect(2 * far.cost < near.cost, "\(far.cost) \(near.cost)")
  }

  @Test func `a piece is cut so often and no more`() {
    // Each cut makes the middles of both halves unique; nothing else is shared.
    let levels = TokenAligner.deepestCut + 1
    let marks = ruler(levels)
    let old = marks.flatMap { [100, $0] } + [100]
    let new = marks.flatMap { [200, $0] } + [200]
    let kept = aligned(old, new, budget: 0).runs
    #expect(kept.tokenCount == marks.count { $0 > 0 })
    #expect(kept.allSatisfy { old[$0.old] > 0 && old[$0.old] == new[$0.new] })
  }
}
