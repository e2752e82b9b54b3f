internal import Bytes
package import Objects

/// What a commit-graph is to say of commits, in columns.
///
/// Memory: some 100 bytes for a commit that follows the row before and changes one article.
package struct CommitGraphRows: Sendable {
  private(set) var ids = SegmentedArray<ObjectID>()
  private(set) var trees = SegmentedArray<ObjectID>()
  private(set) var times = SegmentedArray<Int>()
  /// Whether a commit's only parent is the row before.
  private var isNext = SegmentedArray<Bool>()
  /// The parents of all others, one commit's after another's, and where each commit's end.
  private var parentIDs = SegmentedArray<ObjectID>()
  private var parentEnds = SegmentedArray<UInt32>()
  private var filters = SegmentedArray<UInt8>()
  private var filterEnds = SegmentedArray<Int>()

  package init() {}

  package init(_ entries: some Sequence<CommitGraphEntry>) {
    for entry in entries { append(entry) }
  }

  package var count: Int { ids.count }
  package var isEmpty: Bool { ids.isEmpty }

  /// Adds a commit.
  package mutating func append(_ entry: CommitGraphEntry) {
    let follows = entry.parents.count == 1 && entry.parents[0] == ids.last
    if !follows {
      for parent in entry.parents { parentIDs.append(parent) }
    }
    isNext.append(follows)
    parentEnds.append(UInt32(parentIDs.count))
    ids.append(entry.id)
    trees.append(entry.tree)
    times.append(entry.time)
    var filter: [UInt8] = []
    if let known = entry.filter {
      filter = known
    } else {
      ChangedPathFilter.append(entry.changedPaths, to: &filter)
    }
    for byte in filter { filters.append(byte) }
    filterEnds.append(filters.count)
  }

  /// Adds those of another graph.
  package mutating func append(contentsOf others: CommitGraphRows) {
    for row in 0..<others.count { append(others.entry(at: row)) }
  }

  /// The commits that the first one of these follows.
  package var firstParents: [ObjectID] { isEmpty ? [] : parents(at: 0) }

  package func id(at row: Int) -> ObjectID { ids[row] }

  func parents(at row: Int) -> [ObjectID] {
    if isNext[row] { return [ids[row - 1]] }
    let start = row == 0 ? 0 : Int(parentEnds[row - 1])
    return (start..<Int(parentEnds[row])).map { parentIDs[$0] }
  }

  func appendFilter(of row: Int, to bytes: inout [UInt8]) {
    for place in (row == 0 ? 0 : filterEnds[row - 1])..<filterEnds[row] {
      bytes.append(filters[place])
    }
  }

  private func entry(at row: Int) -> CommitGraphEntry {
    var filter: [UInt8] = []
    appendFilter(of: row, to: &filter)
    return CommitGraphEntry(
      id: ids[row], tree: trees[row], parents: parents(at: row), time: times[row], filter: filter)
  }
}
