internal import Bytes
internal import Objects

/// Which entries of a pack are deltas upon which others, and a way to visit them all.
///
/// Entries form trees: a root is a whole object or has its base outside the pack. Each root with
/// all that depends on it is one unit of work, which any thread can do with a `PackWalker` of
/// its own; so every base is inflated once.
///
/// Memory: 16 bytes for each object, 4 for each unit; twice that while it is made.
package struct PackPlan: Sendable {
  let pack: Pack
  let index: PackIndex
  let limits: PackLimits
  /// The entries that the index knows, each offset once.
  let order: PackOrder
  let links: BaseLinks
  /// Entries whose header is damaged.
  private(set) var unknown: Set<Int> = []
  let families: DeltaFamilies
  /// Holds all that walk through this plan to what the pack's size allows.
  let meter: ExpansionMeter
  /// What is wrong with the tables of the index, the headers of entries and their arrangement.
  ///
  /// Checksums and what only inflating can show are not among it.
  package private(set) var findings: [PackFinding]

  /// The number of units of work, those with the most to do first.
  package var unitCount: Int { families.rootCount }

  /// Reads the index and the header of every entry.
  ///
  /// - Complexity: O(n log n) for n objects.
  package init(_ pack: Pack, index: PackIndex, limits: PackLimits = PackLimits()) {
    self.pack = pack
    self.index = index
    self.limits = limits
    meter = ExpansionMeter(limit: limits.madeByteCount(from: pack.bytes.count))
    findings = PackPlan.findings(of: pack, index)
    order = PackPlan.order(of: pack, index, &findings)
    links = BaseLinks(pack, index, order)
    var bases = DeltaBases(count: order.count)
    var window = MappedWindow(pack.bytes)
    for node in 0..<order.count {
      window.read(upTo: order.offset(of: node))
      do throws(PackError) {
        let (base, byteCount) = try links.base(of: node)
        bases.append(base, byteCount: byteCount)
      } catch {
        bases.append(.outside, byteCount: 0)
        unknown.insert(node)
        let id = index.id(at: order.position(of: node))
        findings.append(PackFinding(.unreadable(error), offset: order.offset(of: node), id: id))
      }
    }
    families = DeltaFamilies(bases)
    for node in families.circular {
      let error = PackError.deltaCycle(entry: order.offset(of: node))
      findings.append(finding(.unreadable(error), node))
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

  func id(of node: Int) -> ObjectID { index.id(at: order.position(of: node)) }

  /// Where the index says that the next entry starts, or all entries end.
  func end(of node: Int) -> Int {
    node + 1 < order.count ? order.offset(of: node + 1) : pack.entriesEnd
  }

  func finding(_ problem: PackProblem, _ node: Int) -> PackFinding {
    PackFinding(problem, offset: order.offset(of: node), id: id(of: node))
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

  /// The entries that the index knows, each offset once. Notes bytes before the first of them, and objects that are
  /// said to start where another does.
  private static func order(
    of pack: Pack, _ index: PackIndex, _ findings: inout [PackFinding]
  ) -> PackOrder {
    do throws(PackIndexError) {
      try index.validateCount(in: pack)
    } catch {
      findings.append(PackFinding(.index(error)))
      return PackOrder()
    }
    for position in 0..<index.count {
      if let problem = problem(of: position, in: index, pack) {
        findings.append(PackFinding(.index(problem), id: index.id(at: position)))
      }
    }
    var shared: [PackFinding] = []
    let order = PackOrder(count: index.count, end: pack.entriesEnd) { visit in
      for position in 0..<index.count {
        if let offset = offset(of: position, in: index, pack) { visit((offset, UInt32(position))) }
      }
    } shared: { place in
      let id = index.id(at: Int(place.position))
      shared.append(PackFinding(.sharedOffset, offset: place.offset, id: id))
    }
    let (start, first) = (
      Pack.headerByteCount, order.count > 0 ? order.offset(of: 0) : pack.entriesEnd
    )
    if first > start {
      let problem = PackProblem.unindexedBytes(byteCount: first - start)
      findings.append(PackFinding(problem, offset: start))
    }
    findings += shared
    return order
  }

  private static func problem(
    of position: Int, in index: PackIndex, _ pack: Pack
  ) -> PackIndexError? {
    do throws(PackIndexError) {
      try index.validateOffset(at: position, packByteCount: pack.bytes.count)
      try index.validateID(at: position)
      return nil
    } catch {
      return error
    }
  }

  /// Where an entry starts; `nil` where that is not among the entries.
  private static func offset(of position: Int, in index: PackIndex, _ pack: Pack) -> Int? {
    do throws(PackIndexError) {
      try index.validateOffset(at: position, packByteCount: pack.bytes.count)
      return try index.offset(at: position)
    } catch {
      return nil
    }
  }
}
