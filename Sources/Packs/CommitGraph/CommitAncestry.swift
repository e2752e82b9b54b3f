internal import Bytes
internal import Objects

/// Commits in the order of their ids, with their parents as positions in that order, which comes after
/// the commits of the graph that they stand on.
///
/// Everything is in flat arrays: a million commits take some 80 MB at the peak.
struct CommitAncestry {
  /// How many commits stand below.
  let first: Int
  private let base: CommitGraph?
  /// In order; those below are not among them.
  private(set) var ids: [ObjectID] = []
  /// For each of them, where the commit stands in what was given.
  private(set) var sources: [Int32] = []
  /// The parents of all commits, one commit after the other.
  private var parentPositions: [Int32] = []
  /// Where the parents of each commit start; one more entry at the end.
  private var parentStarts: [Int] = [0]

  var count: Int { ids.count }

  /// The positions of a commit's parents in the whole graph, the first one first.
  func parents(at number: Int) -> ArraySlice<Int32> {
    parentPositions[parentStarts[number]..<parentStarts[number + 1]]
  }

  /// - Throws: `.duplicateCommit`, `.missingParent`, `.tooLarge`.
  /// - Complexity: O(n log n) for n commits.
  init(
    _ commits: CommitGraphRows, onto base: CommitGraph?
  ) throws(CommitGraphEncodingError) {
    self.base = base
    first = base?.count ?? 0
    guard first + commits.count < Int(CommitGraphLayer.noParent) else { throw .tooLarge }
    var order = commits.ids.enumerated().map { Source(id: $1, index: Int32($0)) }
    order.sort { $0.id < $1.id }
    ids = order.map(\.id)
    sources = order.map(\.index)
    for number in ids.indices {
      let isTwice = number > 0 && ids[number - 1] == ids[number]
      guard !isTwice, base?.position(of: ids[number]) == nil else {
        throw .duplicateCommit(ids[number])
      }
    }
    parentStarts.reserveCapacity(count + 1)
    for source in sources { try appendParents(of: Int(source), in: commits) }
  }

  private struct Source {
    let id: ObjectID
    let index: Int32
  }

  private mutating func appendParents(
    of row: Int, in commits: CommitGraphRows
  ) throws(CommitGraphEncodingError) {
    for parent in commits.parents(at: row) {
      guard let position = position(of: parent) else {
        throw .missingParent(parent, of: commits.id(at: row))
      }
      parentPositions.append(Int32(position))
    }
    parentStarts.append(parentPositions.count)
  }

  private func position(of id: ObjectID) -> Int? {
    let number = (0..<count).partitioningIndex { ids[$0] >= id }
    if number < count && ids[number] == id { return first + number }
    return base?.position(of: id)
  }
}

extension CommitAncestry {
  /// All numbers of commits that are not below, each after those of its parents.
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
        for parent in parents(at: position).lazy.map({ Int($0) - first }) where parent >= 0 {
          guard states[parent] != .done else { continue }
          guard states[parent] == .new else { throw .cycle(ids[parent]) }
          stack.append(Int32(parent))
        }
      }
    }
    return order
  }

  private enum State {
    case new, open, done
  }
}
