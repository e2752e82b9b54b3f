internal import Bytes

/// Paths in the order of their bytes, so that all below one folder stand side by side.
///
/// A list of short lists: to put one in or take one out moves a few hundred at the most, and what
/// is below a folder is found without a look at anything else.
struct SortedPaths {
  /// None is empty.
  private var runs: [[[UInt8]]] = []

  private static let longestRun = 512

  /// Every path, in order.
  var all: [[UInt8]] { runs.flatMap { $0 } }

  /// Puts a path in that is not there yet.
  mutating func insert(_ path: [UInt8]) {
    guard !runs.isEmpty else {
      runs = [[path]]
      return
    }
    let place = place(of: path)
    let run = min(place.run, runs.count - 1)
    runs[run].insert(path, at: run == place.run ? place.index : runs[run].count)
    guard runs[run].count > SortedPaths.longestRun else { return }
    let middle = runs[run].count / 2
    runs.insert(Array(runs[run][middle...]), at: run + 1)
    runs[run].removeLast(runs[run].count - middle)
  }

  /// Takes a path out, if it is there.
  mutating func remove(_ path: [UInt8]) {
    let place = place(of: path)
    guard place.run < runs.count, runs[place.run][place.index] == path else { return }
    runs[place.run].remove(at: place.index)
    if runs[place.run].isEmpty { runs.remove(at: place.run) }
  }

  /// The paths that begin with a folder and a slash; all of them for the root, the empty path.
  ///
  /// - Complexity: O(log count) and the number of those paths.
  func below(_ folder: [UInt8]) -> [[UInt8]] {
    guard !folder.isEmpty else { return all }
    let prefix = folder + [UInt8(ascii: "/")]
    var (run, index) = place(of: prefix)
    var found: [[UInt8]] = []
    while run < runs.count {
      while index < runs[run].count {
        guard runs[run][index].starts(with: prefix) else { return found }
        found.append(runs[run][index])
        index += 1
      }
      (run, index) = (run + 1, 0)
    }
    return found
  }

  /// The first place whose path is not before this one; behind all runs where there is none.
  private func place(of path: [UInt8]) -> (run: Int, index: Int) {
    let run = (0..<runs.count).partitioningIndex { position in
      runs[position].last.map { !$0.lexicographicallyPrecedes(path) } ?? true
    }
    guard run < runs.count else { return (run, 0) }
    let index = (0..<runs[run].count).partitioningIndex { position in
      !runs[run][position].lexicographicallyPrecedes(path)
    }
    return (run, index)
  }
}
