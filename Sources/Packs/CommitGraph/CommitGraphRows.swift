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
  /// The parents of all others.
  private var parents = SegmentedLists<ObjectID>()
  private var filters = SegmentedLists<UInt8>()

  package init() {}

  package init(_ entries: some Sequence<CommitGraphEntry>) {
    for entry in entries { append(entry) }
  }

  package var count: Int { ids.count }
  package var isEmpty: Bool { ids.isEmpty }

  /// Adds a commit.
  package mutating func append(_ entry: CommitGraphEntry) {
    let follows = entry.parents.count == 1 && entry.parents[0] == ids.last
    isNext.append(follows)
    parents.append(follows ? [] : entry.parents)
    ids.append(entry.id)
    trees.append(entry.tree)
    times.append(entry.time)
    var filter: [UInt8] = []
    if let known = entry.filter {
      filter = known
    } else {
      ChangedPathFilter.append(entry.changedPaths, to: &filter)
    }
    filters.append(filter)
  }

  /// Adds those of another graph.
  package mutating func append(contentsOf others: CommitGraphRows) {
    for row in 0..<others.count { append(others.entry(at: row)) }
  }

  /// The commits that the first one of these follows.
  package var firstParents: [ObjectID] { isEmpty ? [] : parents(at: 0) }

  package func id(at row: Int) -> ObjectID { ids[row] }

  func parents(at row: Int) -> [ObjectID] { isNext[row] ? [ids[row - 1]] : parents[row] }

  func filter(at row: Int) -> [UInt8] { filters[row] }

  private func entry(at row: Int) -> CommitGraphEntry {
    CommitGraphEntry(
      id: ids[row], tree: trees[row], parents: parents(at: row), time: times[row],
      filter: filter(at: row))
  }
}
