package import Bytes

/// The ids of all objects, each once and in order, wherever they are kept.
///
/// Ids of packs stay in the indexes, which are mapped: where one index has nearly all of them, nothing is kept beside it but
/// the others, and where each of `DigestRuns` starts: a look-up compares few ids, whatever their number.
package struct SortedIDs: Sendable {
  /// Ids that lie one after the other.
  package struct List: Sendable {
    fileprivate let bytes: SharedBytes
    fileprivate let offset: Int
    package let count: Int

    /// - Parameter offset: Where the first id starts, in bytes.
    package init(_ bytes: SharedBytes, at offset: Int, count: Int) {
      self.bytes = bytes
      self.offset = offset
      self.count = count
    }

    package init(_ ids: [ObjectID]) {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(ids.count * Digest.byteCount)
      for id in ids { id.digest.append(to: &bytes) }
      self.init(SharedBytes(bytes), at: 0, count: ids.count)
    }

    subscript(place: Int) -> ObjectID {
      ObjectID(Digest(reading: bytes.span, at: offset + place * Digest.byteCount))
    }

    fileprivate var isAscending: Bool {
      (1..<Swift.max(1, count)).allSatisfy { self[$0 - 1] < self[$0] }
    }
  }

  /// More cannot be numbered.
  package static let limit = Int(UInt32.max)

  /// The list that has nearly all of them, or the first.
  private let first: List
  /// The ids that the first list does not have, in order, where they are few.
  private let others: [ObjectID]
  /// How many ids of the first list come before each of the others.
  private let places: [Int]
  private let lists: [List]
  /// The number of each list's first id among all ids of all lists.
  private let listStarts: [Int]
  /// The numbers of the ids, in order and each id once; empty where the first list has nearly all.
  private let order: [UInt32]
  /// How many ids are in runs before each.
  private let starts: [UInt32]
  private let runs: DigestRuns

  /// - Parameter lists: At most `limit` ids in all.
  package init(_ lists: [List]) {
    let lists = lists.filter { $0.count > 0 }
    first = lists.first ?? List([])
    self.lists = lists
    listStarts = lists.reduce(into: [0]) { starts, list in
      starts.append(starts[starts.count - 1] + list.count)
    }
    let count = listStarts[lists.count]
    runs = DigestRuns(of: count)
    if count - first.count <= SortedIDs.fewCount, first.isAscending {
      order = []
      starts = SortedIDs.starts([first], runs)
      (others, places) = SortedIDs.others(than: first, in: lists.dropFirst())
    } else {
      (order, starts) = SortedIDs.order(lists, listStarts, runs)
      (others, places) = ([], [])
    }
  }

  /// So many are looked through in what a core has nearest to it. An archive that was maintained has one large pack, and what
  /// was recorded since.
  private static let fewCount = 4096

  /// The ids that only the others of the lists have, in order, and how many of the first list come before each.
  private static func others(
    than first: List, in lists: ArraySlice<List>
  ) -> (ids: [ObjectID], places: [Int]) {
    var (ids, places): ([ObjectID], [Int]) = ([], [])
    for id in lists.flatMap({ list in (0..<list.count).map { list[$0] } }).sorted() {
      if id == ids.last { continue }
      let place = (0..<first.count).partitioningIndex { first[$0] >= id }
      if place < first.count, first[place] == id { continue }
      ids.append(id)
      places.append(place)
    }
    return (ids, places)
  }

  /// The position of an id that is at a place in one of the lists.
  package func position(of id: ObjectID, at place: Int) -> Int? {
    guard order.isEmpty else { return position(of: id) }
    if lists.count < 2 { return place }
    let isInFirst = place < first.count && first[place] == id
    return isInFirst ? place + otherCount(before: place) : position(of: id)
  }

  package func position(of id: ObjectID) -> Int? {
    let run = runs.run(of: id.digest)
    var low = Int(starts[run])
    var high = Int(starts[run + 1])
    while low < high {
      let middle = (low + high) / 2
      let found = order.isEmpty ? first[middle] : self[middle]
      if found == id { return middle + otherCount(before: middle) }
      if found < id { low = middle + 1 } else { high = middle }
    }
    let number = others.indices.partitioningIndex { others[$0] >= id }
    return number < others.count && others[number] == id ? places[number] + number : nil
  }

  /// How many of the others come before the id at a place of the first list.
  private func otherCount(before place: Int) -> Int {
    places.indices.partitioningIndex { places[$0] > place }
  }

  /// Counts the ids by their runs.
  private static func starts(_ lists: [List], _ runs: DigestRuns) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: runs.count + 1)
    for list in lists {
      for place in 0..<list.count { starts[runs.run(of: list[place].digest) + 1] += 1 }
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    return starts
  }

  /// Puts the ids of several lists in order, a run at a time.
  private static func order(
    _ lists: [List], _ listStarts: [Int], _ runs: DigestRuns
  ) -> (order: [UInt32], starts: [UInt32]) {
    var starts = starts(lists, runs)
    var next = starts
    var order = [UInt32](repeating: 0, count: listStarts[lists.count])
    for (list, start) in zip(lists, listStarts) {
      for place in 0..<list.count {
        let run = runs.run(of: list[place].digest)
        order[Int(next[run])] = UInt32(start + place)
        next[run] += 1
      }
    }
    var kept = 0
    for run in 0..<runs.count {
      let range = Int(starts[run])..<Int(starts[run + 1])
      let ids = order[range].map { (id: id($0, lists, listStarts), number: $0) }
      starts[run] = UInt32(kept)
      var last: ObjectID?
      for (id, number) in ids.sorted(by: { $0.id < $1.id }) where id != last {
        order[kept] = number
        kept += 1
        last = id
      }
    }
    starts[starts.count - 1] = UInt32(kept)
    order.removeLast(order.count - kept)
    return (order, starts)
  }

  private static func id(_ number: UInt32, _ lists: [List], _ listStarts: [Int]) -> ObjectID {
    // Lists are few, and the first has most of them more often than not.
    var list = 0
    while listStarts[list + 1] <= Int(number) { list += 1 }
    return lists[list][Int(number) - listStarts[list]]
  }
}

extension SortedIDs: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { order.isEmpty ? first.count + others.count : order.count }

  package subscript(position: Int) -> ObjectID {
    guard order.isEmpty else { return SortedIDs.id(order[position], lists, listStarts) }
    let number = others.indices.partitioningIndex { places[$0] + $0 >= position }
    let isOther = number < others.count && places[number] + number == position
    return isOther ? others[number] : first[position - number]
  }
}
