internal import Bytes
internal import Objects

/// Commits in the order of their ids, with their parents as positions in that order.
///
/// Everything is in flat arrays: a million commits take some 80 MB at the peak.
struct CommitAncestry {
  /// In order.
  private(set) var ids: [ObjectID] = []
  /// For each position, where the commit stands in what was given.
  private(set) var sources: [Int32] = []
  /// The parents of all commits, one commit after the other.
  private var parentPositions: [Int32] = []
  /// Where the parents of the commit at a position start; one more entry at the end.
  private var parentStarts: [Int] = [0]

  var count: Int { ids.count }

  /// The positions of the parents, the first one first.
  func parents(at position: Int) -> ArraySlice<Int32> {
    parentPositions[parentStarts[position]..<parentStarts[position + 1]]
  }

  /// - Throws: `.duplicateCommit`, `.missingParent`, `.tooLarge`.
  /// - Complexity: O(n log n) for n commits.
  init(_ commits: [CommitGraphEntry]) throws(CommitGraphEncodingError) {
    guard commits.count < Int(CommitGraph.noParent) else { throw .tooLarge }
    var order = commits.indices.map { Source(id: commits[$0].id, index: Int32($0)) }
    order.sort { $0.id < $1.id }
    ids = order.map(\.id)
    sources = order.map(\.index)
    for position in ids.indices.dropFirst() where ids[position - 1] == ids[position] {
      throw .duplicateCommit(ids[position])
    }
    parentStarts.reserveCapacity(count + 1)
    for position in ids.indices { try appendParents(of: commits[Int(sources[position])]) }
  }

  private struct Source {
    let id: ObjectID
    let index: Int32
  }

  private mutating func appendParents(
    of commit: CommitGraphEntry
  ) throws(CommitGraphEncodingError) {
    for parent in commit.parents {
      guard let position = position(of: parent) else {
        throw .missingParent(parent, of: commit.id)
      }
      parentPositions.append(Int32(position))
    }
    parentStarts.append(parentPositions.count)
  }

  private func position(of id: ObjectID) -> Int? {
    let position = (0..<count).partitioningIndex { ids[$0] >= id }
    return position < count && ids[position] == id ? position : nil
  }
}

extension CommitAncestry {
  /// All positions, each after those of its parents.
  ///
  /// - Throws: `.cycle`.
  /// - Complexity: O(commits + parents), without recursion.
  func parentsFirst() throws(CommitGraphEncodingError) -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(count)
    var states = [State](repeating: .new, count: count)
    var stack: [Int32] = []
    for start in 0..<Int32(count) {
      stack.append(start)
      while let next = stack.last {
        let position = Int(next)
        guard states[position] == .new else {
          stack.removeLast()
          // Reached twice from below: its parents are all done, so it may be too.
          if states[position] == .open { order.append(next) }
          states[position] = .done
          continue
        }
        states[position] = .open
        for parent in parents(at: position) where states[Int(parent)] != .done {
          guard states[Int(parent)] == .new else { throw .cycle(ids[Int(parent)]) }
          stack.append(parent)
        }
      }
    }
    return order
  }

  private enum State {
    case new, open, done
  }
}
