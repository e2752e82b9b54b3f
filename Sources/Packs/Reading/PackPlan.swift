internal import Bytes
internal import Objects

/// Which entries of a pack are deltas upon which others, and a way to visit them all.
///
/// Entries form trees: a root is a whole object or has its base outside the pack. Each root with
/// all that depends on it is one unit of work, which any thread can do with a `PackWalker` of
/// its own; so every base is inflated once.
///
/// Memory: 32 bytes for each object.
package struct PackPlan: Sendable {
  /// One entry of the pack.
  struct Node: Sendable {
    let offset: Int
    /// Its position in the index.
    let position: Int32
    var base = Base.none
  }

  /// What a node is a delta upon.
  enum Base: Equatable, Sendable {
    case none, outside
    /// Another node.
    case node(Int32)
    /// The entry's header is damaged.
    case unknown
  }

  let pack: Pack
  let index: PackIndex
  let limits: PackLimits
  /// In the order of the pack.
  private(set) var nodes: [Node]
  let families: DeltaFamilies
  /// Holds all that walk through this plan to what the pack's size allows.
  let meter: ExpansionMeter
  /// What is wrong with the tables of the index, the headers of entries and their arrangement.
  ///
  /// Checksums and what only inflating can show are not among it.
  package private(set) var findings: [PackFinding]

  /// The number of units of work, those with the most to do first.
  package var unitCount: Int { families.roots.count }

  /// Reads the index and the header of every entry.
  ///
  /// - Complexity: O(n log n) for n objects.
  package init(_ pack: Pack, index: PackIndex, limits: PackLimits = PackLimits()) {
    self.pack = pack
    self.index = index
    self.limits = limits
    meter = ExpansionMeter(limit: limits.madeByteCount(from: pack.bytes.count))
    findings = PackPlan.findings(of: pack, index)
    nodes = PackPlan.nodes(of: pack, index, &findings)
    let links = BaseLinks(pack, index, nodes)
    for number in nodes.indices {
      do throws(PackError) {
        nodes[number].base = try links.base(of: number)
      } catch {
        nodes[number].base = .unknown
        findings.append(PackPlan.finding(.unreadable(error), nodes[number], index))
      }
    }
    families = DeltaFamilies(nodes.map(\.base)) { [nodes] root in
      // What a delta makes is about as large as its base.
      (try? pack.entry(at: nodes[root].offset).byteCount) ?? 0
    }
    for number in families.circular {
      let error = PackError.deltaCycle(entry: nodes[number].offset)
      findings.append(PackPlan.finding(.unreadable(error), nodes[number], index))
    }
  }

  /// Compares the pack with the checksum at its end, and the index likewise.
  ///
  /// - Complexity: O(size of both).
  package static func checksumFindings(_ pack: Pack, index: PackIndex) -> [PackFinding] {
    var findings: [PackFinding] = []
    if pack.computedChecksum() != pack.checksum {
      findings.append(PackFinding(.packChecksumMismatch))
    }
    do throws(PackIndexError) {
      try index.validateChecksum()
    } catch {
      findings.append(PackFinding(.index(error)))
    }
    return findings
  }

  func id(of node: Int) -> ObjectID { index.id(at: Int(nodes[node].position)) }

  /// Where the index says that the next entry starts, or all entries end.
  func end(of node: Int) -> Int {
    node + 1 < nodes.count ? nodes[node + 1].offset : pack.entriesEnd
  }

  func finding(_ problem: PackProblem, _ node: Int) -> PackFinding {
    PackPlan.finding(problem, nodes[node], index)
  }

  private static func finding(
    _ problem: PackProblem, _ node: Node, _ index: PackIndex
  ) -> PackFinding {
    PackFinding(problem, offset: node.offset, id: index.id(at: Int(node.position)))
  }
}

extension PackPlan {
  /// What is wrong with pack and index as wholes.
  private static func findings(of pack: Pack, _ index: PackIndex) -> [PackFinding] {
    var findings: [PackFinding] = []
    if index.packChecksum != pack.checksum { findings.append(PackFinding(.indexOfOtherPack)) }
    if index.count != pack.count {
      let problem = PackProblem.countMismatch(declared: pack.count, indexed: index.count)
      findings.append(PackFinding(problem))
    }
    return findings
  }

  /// The entries that the index knows, in the order of the pack, each offset once.
  private static func nodes(
    of pack: Pack, _ index: PackIndex, _ findings: inout [PackFinding]
  ) -> [Node] {
    do throws(PackIndexError) {
      try index.validateCount(in: pack)
    } catch {
      findings.append(PackFinding(.index(error)))
      return []
    }
    var all: [Node] = []
    all.reserveCapacity(index.count)
    for position in 0..<min(index.count, Int(Int32.max)) {
      do throws(PackIndexError) {
        try index.validateOffset(at: position, packByteCount: pack.bytes.count)
        all.append(Node(offset: try index.offset(at: position), position: Int32(position)))
        try index.validateID(at: position)
      } catch {
        findings.append(PackFinding(.index(error), id: index.id(at: position)))
      }
    }
    all.sort { $0.offset < $1.offset }
    return withoutShared(all, index, &findings, start: Pack.headerByteCount, end: pack.entriesEnd)
  }

  /// Leaves out all but one of the objects that are said to start at one offset, and notes bytes
  /// before the first entry.
  private static func withoutShared(
    _ nodes: [Node], _ index: PackIndex, _ findings: inout [PackFinding], start: Int, end: Int
  ) -> [Node] {
    let first = nodes.first?.offset ?? end
    if first > start {
      let problem = PackProblem.unindexedBytes(byteCount: first - start)
      findings.append(PackFinding(problem, offset: start))
    }
    var kept: [Node] = []
    kept.reserveCapacity(nodes.count)
    for node in nodes {
      if kept.last?.offset == node.offset {
        findings.append(finding(.sharedOffset, node, index))
      } else {
        kept.append(node)
      }
    }
    return kept
  }
}
