/// Picks, of pairs in old order, the heaviest set that does not cross in new order.
///
/// - Parameter pairs: New position and weight, in old order; positions are all different.
/// - Returns: Indices into `pairs`, ascending.
/// - Complexity: O(n log n), by a tree of prefix maxima.
func heaviestChain(_ pairs: [(position: Int, weight: Int)]) -> [Int] {
  let order = pairs.indices.sorted { pairs[$0].position < pairs[$1].position }
  var rank = [Int](repeating: 0, count: pairs.count)
  for (place, index) in order.enumerated() { rank[index] = place }
  var tree = PrefixMaxima(count: pairs.count)
  var previous = [Int](repeating: -1, count: pairs.count)
  var heaviest = (weight: 0, index: -1)
  for index in pairs.indices {
    let before = tree.maximum(before: rank[index])
    previous[index] = before.index
    let weight = before.weight + pairs[index].weight
    tree.raise(rank[index], to: weight, index: index)
    if weight > heaviest.weight { heaviest = (weight, index) }
  }
  var chain: [Int] = []
  var index = heaviest.index
  while index >= 0 {
    chain.append(index)
    index = previous[index]
  }
  return chain.reversed()
}

/// A Fenwick tree that answers "the heaviest chain that ends before this position".
private struct PrefixMaxima {
  private var nodes: [(weight: Int, index: Int)]

  init(count: Int) {
    nodes = Array(repeating: (0, -1), count: count + 1)
  }

  func maximum(before position: Int) -> (weight: Int, index: Int) {
    var best = (weight: 0, index: -1)
    var node = position
    while node > 0 {
      if nodes[node].weight > best.weight { best = nodes[node] }
      node &= node - 1
    }
    return best
  }

  mutating func raise(_ position: Int, to weight: Int, index: Int) {
    var node = position + 1
    while node < nodes.count {
      if weight > nodes[node].weight { nodes[node] = (weight, index) }
      node += node & -node
    }
  }
}
