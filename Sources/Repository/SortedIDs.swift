internal import Bytes
internal import Objects

/// Ids in order, and where each run of 16 leading bits starts: hashes spread evenly, so that a
/// look-up compares one or two ids, whatever their number.
struct SortedIDs: Sendable {
  let ids: [ObjectID]
  private let starts: [Int32]

  init(_ ids: [ObjectID]) {
    self.ids = ids
    var starts = [Int32](repeating: 0, count: (1 << 16) + 1)
    for id in ids { starts[Int(id.digest.leadingBits) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.starts = starts
  }

  func position(of id: ObjectID) -> Int? {
    let bits = Int(id.digest.leadingBits)
    var low = Int(starts[bits])
    var high = Int(starts[bits + 1])
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] == id { return middle }
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
