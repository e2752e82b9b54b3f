internal import TestSupport

extension DiskState {
  /// What is found when the power is back.
  func afterPowerLoss(_ fate: Fate) -> DiskState {
    var state = restarted(fault: nil)
    var random = SeededGenerator(seed: fate.seed)
    for change in pending where fate.keepsName(&random) {
      for place in change.places {
        state.nodes[place.folder].durableNames[place.name] = place.node
      }
    }
    for index in nodes.indices {
      state.nodes[index].bytes = fate.bytes(of: nodes[index], &random)
      state.nodes[index].durableBytes = state.nodes[index].bytes
      state.nodes[index].names = state.nodes[index].durableNames
    }
    state.pending = []
    return state
  }
}

extension Fate {
  fileprivate var seed: UInt64 {
    if case .some(let seed) = self { seed } else { 0 }
  }

  fileprivate func keepsName(_ random: inout SeededGenerator) -> Bool {
    switch self {
    case .nothing: false
    case .everything, .names: true
    case .some: Bool.random(using: &random)
    }
  }

  fileprivate func bytes(of node: Node, _ random: inout SeededGenerator) -> [UInt8] {
    if node.bytes == node.durableBytes { return node.bytes }
    let zeros = [UInt8](repeating: 0, count: node.bytes.count)
    switch self {
    case .nothing: return node.durableBytes
    case .everything: return node.bytes
    case .names: return zeros
    case .some:
      let half = Array(node.bytes.prefix(random.number(in: 0..<node.bytes.count + 1)))
      return random.pick([node.durableBytes, node.bytes, zeros, half])
    }
  }
}
