/// What the entries of a pack are deltas upon, by the numbers of nodes.
struct DeltaBases {
  /// Stands for a base that is no node.
  private static let none = UInt32.max

  private var parents: [UInt32] = []
  /// Nodes with no base among the others.
  fileprivate private(set) var roots: [UInt32] = []
  /// About how many bytes the object of each root has.
  fileprivate private(set) var rootSizes: [UInt32] = []

  init(count: Int) {
    parents.reserveCapacity(count)
  }

  fileprivate var count: Int { parents.count }

  /// Adds the base of the next node.
  ///
  /// - Parameter byteCount: About how many bytes its object has: what a delta makes is about as large as its base.
  mutating func append(_ base: BaseLinks.Base, byteCount: Int) {
    if case .node(let parent) = base { return parents.append(UInt32(parent)) }
    roots.append(UInt32(parents.count))
    // A damaged header may claim any size.
    rootSizes.append(UInt32(clamping: min(max(1, byteCount), Int(Int32.max))))
    parents.append(DeltaBases.none)
  }

  fileprivate func parent(_ node: Int) -> Int? {
    parents[node] == DeltaBases.none ? nil : Int(parents[node])
  }
}

/// The trees that deltas and their bases form, by the numbers of nodes.
struct DeltaFamilies: Sendable {
  /// Nodes with no base among the others, those with the most to do first. Of those with about as much, the first in
  /// the pack comes first: what is read together is then together in the file.
  private var roots: [UInt32] = []
  /// Nodes that are, by way of others, their own base, or depend on such a one.
  private(set) var circular: [Int] = []

  /// The children of all nodes, one node's after another's.
  private var children: [UInt32] = []
  /// Where each node's children start, and after them where they end.
  private var starts: [UInt32] = []

  init(_ bases: DeltaBases) {
    linkChildren(bases)
    roots = bases.roots
    let weights = weights(breadthFirst(), bases)
    circular = weights.indices.filter { weights[$0] == 0 }
    for node in weights.indices { putHeaviestLast(node, weights) }
    var work = roots.indices.map { place in
      let cost = Int(weights[Int(roots[place])]) * Int(bases.rootSizes[place])
      return (node: roots[place], rank: cost.leadingZeroBitCount)
    }
    work.sort { ($0.rank, $0.node) < ($1.rank, $1.node) }
    roots = work.map(\.node)
  }

  var rootCount: Int { roots.count }

  func root(_ number: Int) -> Int { Int(roots[number]) }

  /// Those that are deltas upon `node`; the one with the most descendants is the last.
  ///
  /// Whoever visits them in this order and lets go of a base at its last child holds at most
  /// log2(n) bases at a time.
  func children(of node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

  /// The node at a place among all children.
  func child(_ place: Int) -> Int { Int(children[place]) }

  private mutating func linkChildren(_ bases: DeltaBases) {
    starts = [UInt32](repeating: 0, count: bases.count + 1)
    for node in 0..<bases.count {
      if let parent = bases.parent(node) { starts[parent + 1] += 1 }
    }
    for node in 0..<bases.count { starts[node + 1] += starts[node] }
    var next = starts
    children = [UInt32](repeating: 0, count: Int(starts[bases.count]))
    for node in 0..<bases.count {
      guard let parent = bases.parent(node) else { continue }
      children[Int(next[parent])] = UInt32(node)
      next[parent] += 1
    }
  }

  /// All nodes that a root leads to, each after its base.
  private func breadthFirst() -> [UInt32] {
    var order = roots
    var next = 0
    while next < order.count {
      order += children[children(of: Int(order[next]))]
      next += 1
    }
    return order
  }

  /// How many nodes each has below it, itself included; 0 where no root leads to it.
  private func weights(_ order: [UInt32], _ bases: DeltaBases) -> [UInt32] {
    var weights = [UInt32](repeating: 0, count: bases.count)
    for node in order.reversed() {
      weights[Int(node)] += 1
      if let parent = bases.parent(Int(node)) { weights[parent] += weights[Int(node)] }
    }
    return weights
  }

  private mutating func putHeaviestLast(_ node: Int, _ weights: [UInt32]) {
    let places = children(of: node)
    guard places.count > 1,
      let heaviest = places.max(by: { weights[child($0)] < weights[child($1)] })
    else { return }
    children.swapAt(heaviest, places.upperBound - 1)
  }
}
