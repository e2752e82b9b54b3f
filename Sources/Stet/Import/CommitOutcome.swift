internal import Articles
internal import Objects

/// What one commit comes to, path by path, however often it names each.
struct CommitOutcome {
  struct Result {
    /// What the path held before the commit; `nil` where there was no file.
    let before: ObjectID?
    var renamedFrom: [UInt8]?
    var renamedTo: [UInt8]?
  }

  /// In the order in which they were named first.
  private(set) var paths: [[UInt8]] = []
  private var results: [[UInt8]: Result] = [:]

  subscript(path: [UInt8]) -> Result? { results[path] }

  /// Notes that the commit touches a path, which holds `current` until then.
  mutating func touch(
    _ path: [UInt8], current: ObjectID?, renamedFrom: [UInt8]? = nil, renamedTo: [UInt8]? = nil
  ) {
    var result = Result(before: current)
    if let known = results[path] {
      result = Result(before: known.before)
    } else {
      paths.append(path)
    }
    result.renamedFrom = renamedFrom
    result.renamedTo = renamedTo
    results[path] = result
  }
}
