/// What it still takes at least from any point of a block to its end.
///
/// A token that the other side does not have has to go, whatever the way; of the others, one side has
/// to lose as many as it has more. A way that has spent so much that it cannot come to its end within
/// a limit need not be followed.
struct RemainingEffort {
  /// How many tokens the other side does not have, from each place to the end of the block.
  private let oldLone: [Int32]
  private let newLone: [Int32]

  init(_ old: [Token], _ new: [Token], _ block: Block) {
    var table = OccurrenceTable(keyCount: block.old.count)
    for index in block.old { table.insert(old[index].key, at: 0) }
    for index in block.new { table.meet(new[index].key, at: 0) }
    oldLone = Self.counts(block.old) { table[old[$0].key].second == OccurrenceTable.Entry.absent }
    newLone = Self.counts(block.new) { table[new[$0].key].isNone }
  }

  @inline(__always)
  private static func counts(_ range: Range<Int>, _ isLone: (Int) -> Bool) -> [Int32] {
    var counts = [Int32](repeating: 0, count: range.count + 1)
    for offset in (0..<range.count).reversed() {
      counts[offset] = counts[offset + 1] + (isLone(range.lowerBound + offset) ? 1 : 0)
    }
    return counts
  }

  /// The least effort from a point, by how many tokens of either side lie before it.
  @inline(__always)
  func least(old: Int, new: Int) -> Int {
    let (deleted, inserted) = (Int(oldLone[old]), Int(newLone[new]))
    let oldRest = oldLone.count - 1 - old - deleted
    let newRest = newLone.count - 1 - new - inserted
    return deleted + inserted + abs(oldRest - newRest)
  }
}
