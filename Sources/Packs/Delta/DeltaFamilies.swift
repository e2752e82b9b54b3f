/// The trees that deltas and their bases form, by the numbers of nodes.
struct DeltaFamilies: Sendable {
  /// Nodes with no base among the others, those with the most to do first.
  private(set) var roots: [Int] = []
  /// Nodes that are, by way of others, their own base, or depend on such a one.
  private(set) var circular: [Int] = []

  /// The children of all nodes, one node's after another's.
  private var children: [Int32] = []
  /// Where each node's children start, and after them where they end.
  private var starts: [Int32] = []

  /// - Parameter size: About how many bytes the object of a root has.
  init(_ bases: [PackPlan.Base], size: (Int) -> Int) {
    linkChildren(bases)
    roots = bases.indices.filter { parent(bases[$0]) == nil }
    let order = breadthFirst()
    let weights = weights(order, bases)
    circular = weights.indices.filter { weights[$0] == 0 }
    for node in bases.indices { putHeaviestLast(node, weights) }
    // A damaged header may claim any size.
    let sizes = roots.map { min(max(1, size($0)), Int(Int32.max)) }
    let work = zip(roots, sizes).map { (node: $0, cost: weights[$0] * $1) }
    roots = work.sorted { ($1.cost, $0.node) < ($0.cost, $1.node) }.map(\.node)
  }

  /// Those that are deltas upon `node`; the one with the most descendants is the last.
  ///
  /// Whoever visits them in this order and lets go of a base at its last child holds at most
  /// log2(n) bases at a time.
  func children(of node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

  /// The node at a place among all children.
  func child(_ place: Int) -> Int { Int(children[place]) }

  private func parent(_ base: PackPlan.Base) -> Int? {
    if case .node(let number) = base { return Int(number) }
    return nil
  }

  private mutating func linkChildren(_ bases: [PackPlan.Base]) {
    starts = [Int32](repeating: 0, count: bases.count + 1)
    for base in bases {
      if let parent = parent(base) { starts[parent + 1] += 1 }
    }
    for node in bases.indices { starts[node + 1] += starts[node] }
    var next = starts
    children = [Int32](repeating: 0, count: Int(starts[bases.count]))
    for (node, base) in bases.enumerated() {
      guard let parent = parent(base) else { continue }
      children[Int(next[parent])] = Int32(node)
      next[parent] += 1
    }
  }

  /// All nodes that a root leads to, each after its base.
  private func breadthFirst() -> [Int] {
    var order = roots
    var next = 0
    while next < order.count {
      for place in children(of: order[next]) { order.append(child(place)) }
      next += 1
    }
    return order
  }

  /// How many nodes each has below it, itself included; 0 where no root leads to it.
  private func weights(_ order: [Int], _ bases: [PackPlan.Base]) -> [Int] {
    var weights = [Int](repeating: 0, count: bases.count)
    for node in order.reversed() {
      weights[node] += 1
      if let parent = parent(bases[node]) { weights[parent] += weights[node] }
    }
    return weights
  }

  private mutating func putHeaviestLast(_ node: Int, _ weights: [Int]) {
    let places = children(of: node)
    guard let heaviest = places.max(by: { weights[child($0)] < weights[child($1)] }) else { return }
    children.swapAt(heaviest, places.upperBound - 1)
  }
}
