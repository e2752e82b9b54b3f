import TestSupport
import Testing

@testable import Prose

struct HeaviestChainTests {
  private func heaviest(_ pairs: [(position: Int, weight: Int)]) -> Int {
    (0..<1 << pairs.count).map { choice -> Int in
      let chosen = pairs.indices.filter { choice >> $0 & 1 == 1 }.map { pairs[$0] }
      let isOrdered = zip(chosen, chosen.dropFirst()).allSatisfy { $0.position < $1.position }
      return isOrdered ? chosen.reduce(0) { $0 + $1.weight } : 0
    }.max() ?? 0
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `no chain is heavier`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...9, using: &generator)
    let pairs = (0..<count).shuffled(using: &generator).map {
      (position: $0, weight: Int.random(in: 1...20, using: &generator))
    }
    let chain = heaviestChain(pairs)
    #expect(chain == chain.sorted())
    #expect(zip(chain, chain.dropFirst()).allSatisfy { pairs[$0].position < pairs[$1].position })
    #expect(chain.reduce(0) { $0 + pairs[$1].weight } == heaviest(pairs), "seed \(seed)")
  }
}
