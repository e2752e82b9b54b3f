internal import Bytes
package import Objects

/// What the index will say of the entries of a pack that is being written.
///
/// Memory: 44 bytes for each entry, and 6 to 14 to find it by its id. Where it is known which objects may come, 12 for
/// each of those: their ids stay where they are.
package struct PackEntries: Sendable {
  private var met = MetEntries()
  /// Of objects that are known; then the others are none.
  private var known: KnownEntries?
  package private(set) var count = 0

  /// - Parameter ids: All objects that may come; `nil` where that is not known.
  package init(among ids: SortedIDs? = nil) {
    known = ids.map { KnownEntries($0) }
  }

  package var isEmpty: Bool { count == 0 }

  /// Where an object's entry starts; `nil` where there is none.
  package func offset(of id: ObjectID) -> Int? {
    known.map { $0.offset(of: id) } ?? met.offset(of: id)
  }

  package mutating func append(_ entry: PackIndexEntry) {
    if known?.append(entry) == nil { met.append(entry) }
    count += 1
  }

  /// The same in the order of ids.
  package consuming func sorted() -> SortedPackEntries {
    known.map { $0.sorted() } ?? met.sorted()
  }
}

/// Entries in the order in which they came.
private struct MetEntries: Sendable {
  private var ids = ObjectIDTable()
  private var offsets = SegmentedArray<Int>()
  private var checksums = SegmentedArray<UInt32>()

  func offset(of id: ObjectID) -> Int? { ids.number(of: id).map { offsets[$0] } }

  mutating func append(_ entry: PackIndexEntry) {
    let isNew = ids.add(entry.id).isNew
    precondition(isNew, "a pack has each object once")
    offsets.append(entry.offset)
    checksums.append(entry.checksum)
  }

  consuming func sorted() -> SortedPackEntries {
    SortedPackEntries(ids.sealed(), offsets, checksums)
  }
}

/// Entries of objects whose ids are there already.
private struct KnownEntries: Sendable {
  private let ids: SortedIDs
  /// By the ids' positions; 0 where there is no entry, as none starts there.
  private var offsets: [Int]
  private var checksums: [UInt32]

  init(_ ids: SortedIDs) {
    self.ids = ids
    offsets = [Int](repeating: 0, count: ids.count)
    checksums = [UInt32](repeating: 0, count: ids.count)
  }

  func offset(of id: ObjectID) -> Int? {
    guard let position = ids.position(of: id), offsets[position] != 0 else { return nil }
    return offsets[position]
  }

  mutating func append(_ entry: PackIndexEntry) {
    guard let position = ids.position(of: entry.id), offsets[position] == 0 else {
      preconditionFailure("a pack has each object once, and none that was not to come")
    }
    offsets[position] = entry.offset
    checksums[position] = entry.checksum
  }

  func sorted() -> SortedPackEntries { SortedPackEntries(among: ids, offsets, checksums) }
}

/// The entries of a pack in the order of their ids.
package struct SortedPackEntries: RandomAccessCollection {
  private enum Columns {
    case met(SegmentedArray<ObjectID>, SegmentedArray<Int>, SegmentedArray<UInt32>)
    case known(SortedIDs, [Int], [UInt32])
  }

  private let columns: Columns
  /// Where each stands in the columns.
  private let order: [UInt32]

  /// - Parameter entries: In any order; others' packs may have an object twice.
  init(_ entries: some Sequence<PackIndexEntry>) {
    var ids = SegmentedArray<ObjectID>()
    var offsets = SegmentedArray<Int>()
    var checksums = SegmentedArray<UInt32>()
    for entry in entries {
      ids.append(entry.id)
      offsets.append(entry.offset)
      checksums.append(entry.checksum)
    }
    self.init(ids, offsets, checksums)
  }

  fileprivate init(
    _ ids: SegmentedArray<ObjectID>, _ offsets: SegmentedArray<Int>,
    _ checksums: SegmentedArray<UInt32>
  ) {
    columns = .met(ids, offsets, checksums)
    order = SortedPackEntries.order(of: ids)
  }

  /// - Parameter offsets: By the ids' positions; 0 where there is no entry.
  fileprivate init(among ids: SortedIDs, _ offsets: [Int], _ checksums: [UInt32]) {
    columns = .known(ids, offsets, checksums)
    var order: [UInt32] = []
    order.reserveCapacity(offsets.count { $0 != 0 })
    for position in offsets.indices where offsets[position] != 0 { order.append(UInt32(position)) }
    self.order = order
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { order.count }

  package subscript(position: Int) -> PackIndexEntry {
    PackIndexEntry(
      id: id(at: position), checksum: checksum(at: position), offset: offset(at: position))
  }

  func id(at position: Int) -> ObjectID {
    switch columns {
    case .met(let ids, _, _): ids[Int(order[position])]
    case .known(let ids, _, _): ids[Int(order[position])]
    }
  }

  func checksum(at position: Int) -> UInt32 {
    switch columns {
    case .met(_, _, let checksums): checksums[Int(order[position])]
    case .known(_, _, let checksums): checksums[Int(order[position])]
    }
  }

  func offset(at position: Int) -> Int {
    switch columns {
    case .met(_, let offsets, _): offsets[Int(order[position])]
    case .known(_, let offsets, _): offsets[Int(order[position])]
    }
  }

  /// Counts ids by runs, puts them side by side, and sorts each few.
  private static func order(of ids: SegmentedArray<ObjectID>) -> [UInt32] {
    let runs = DigestRuns(of: ids.count)
    var starts = [Int](repeating: 0, count: runs.count + 1)
    for id in ids { starts[runs.run(of: id.digest) + 1] += 1 }
    for run in 1...runs.count { starts[run] += starts[run - 1] }
    var order = [UInt32](repeating: 0, count: ids.count)
    var next = starts
    for (number, id) in ids.enumerated() {
      let run = runs.run(of: id.digest)
      order[next[run]] = UInt32(number)
      next[run] += 1
    }
    for run in 0..<runs.count where starts[run + 1] - starts[run] > 1 {
      order[starts[run]..<starts[run + 1]].sort { ids[Int($0)] < ids[Int($1)] }
    }
    return order
  }
}
