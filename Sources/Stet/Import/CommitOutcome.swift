internal import Articles
internal import Objects

/// What one commit comes to, path by path.
struct CommitOutcome {
  struct Result {
    /// `nil` where the file is gone.
    var content: ObjectID?
    var renamedFrom: [UInt8]?
    var renamedTo: [UInt8]?
  }

  private(set) var paths: [[UInt8]] = []
  private var results: [[UInt8]: Result] = [:]

  subscript(path: [UInt8]) -> Result? { results[path] }

  mutating func set(_ path: [UInt8], to content: ObjectID, renamedFrom: [UInt8]? = nil) {
    put(path, Result(content: content, renamedFrom: renamedFrom))
  }

  mutating func remove(_ path: [UInt8], renamedTo: [UInt8]? = nil) {
    put(path, Result(renamedTo: renamedTo))
  }

  /// A link in place of a file takes the article away.
  mutating func removeIfArticle(_ path: [UInt8]) {
    put(path, Result())
  }

  private mutating func put(_ path: [UInt8], _ result: Result) {
    if results.updateValue(result, forKey: path) == nil { paths.append(path) }
  }
}
