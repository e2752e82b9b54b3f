internal import Bytes
package import Objects

/// What the index will say of the entries of a pack that is being written, in the order of the pack.
///
/// Memory: 44 bytes for each entry, and 6 to 14 to find it by its id.
package struct PackEntries: Sendable {
  private var ids = ObjectIDTable()
  private var offsets = SegmentedArray<Int>()
  private var checksums = SegmentedArray<UInt32>()

  package init() {}

  /// Where an object's entry starts; `nil` where there is none.
  package func offset(of id: ObjectID) -> Int? { ids.number(of: id).map { offsets[$0] } }

  package mutating func append(_ entry: PackIndexEntry) {
    let isNew = ids.add(entry.id).isNew
    precondition(isNew, "a pack has each object once")
    offsets.append(entry.offset)
    checksums.append(entry.checksum)
  }

  /// The same in the order of ids.
  package consuming func sorted() -> SortedPackEntries {
    SortedPackEntries(ids.sealed(), offsets, checksums)
  }
}

extension PackEntries: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { ids.count }

  package subscript(number: Int) -> PackIndexEntry {
    PackIndexEntry(id: ids.ids[number], checksum: checksums[number], offset: offsets[number])
  }
}

/// The entries of a pack in the order of their ids.
package struct SortedPackEntries: RandomAccessCollection {
  private let ids: SegmentedArray<ObjectID>
  private let offsets: SegmentedArray<Int>
  private let checksums: SegmentedArray<UInt32>
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
    self.ids = ids
    self.offsets = offsets
    self.checksums = checksums
    order = SortedPackEntries.order(of: ids)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { order.count }

  package subscript(position: Int) -> PackIndexEntry {
    let number = Int(order[position])
    return PackIndexEntry(id: ids[number], checksum: checksums[number], offset: offsets[number])
  }

  func id(at position: Int) -> ObjectID { ids[Int(order[position])] }
  func checksum(at position: Int) -> UInt32 { checksums[Int(order[position])] }
  func offset(at position: Int) -> Int { offsets[Int(order[position])] }

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
