import Bytes
import Foundation
import Objects
import Packs
import TestSupport

/// A history to be made by `git fast-import`.
struct HistoryScript {
  enum Change {
    case write(String)
    case writeBytes([UInt8])
    case remove(String)
  }

  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  /// Adds a commit on top of others, which are numbered from 1; returns its number.
  @discardableResult
  mutating func commit(_ parents: [Int], at time: Int, _ changes: [Change]) -> Int {
    count += 1
    append("commit refs/heads/c\(count)\nmark :\(count)\n")
    append("committer Carl <carl@example.org> \(time) +0000\ndata 0\n\n")
    for (index, parent) in parents.enumerated() {
      append("\(index == 0 ? "from" : "merge") :\(parent)\n")
    }
    for change in changes { append(change) }
    append("\nreset refs/heads/main\nfrom :\(count)\n\n")
    return count
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  private mutating func append(_ change: Change) {
    switch change {
    case .write(let path): append(.writeBytes(Array(path.utf8)))
    case .writeBytes(let path):
      append("M 100644 inline ")
      bytes += path
      let content = "version \(count)\n"
      append("\ndata \(content.utf8.count)\n\(content)\n")
    case .remove(let path): append("D \(path)\n")
    }
  }
}

/// A repository with a history in it, and what a commit-graph keeps of that.
struct CommitGraphHistory {
  let repository: GitRepository
  let entries: [CommitGraphEntry]

  init(_ script: HistoryScript) throws {
    repository = try GitRepository()
    try repository.git(["fast-import", "--quiet", "--force"], input: script.bytes)
    entries = try CommitGraphHistory.entries(of: repository)
  }

  private static let file = "objects/info/commit-graph"

  /// Puts a commit-graph where git looks for it.
  func install(_ graph: [UInt8]) throws {
    try removeGraph()
    try repository.directory.write(graph, to: CommitGraphHistory.file)
  }

  func removeGraph() throws {
    let url = repository.gitDirectory.appending(path: CommitGraphHistory.file)
    try? FileManager.default.removeItem(at: url)
  }

  /// The commit-graph that git writes.
  func graphByGit(
    options: [String] = ["--changed-paths"], settings: [String] = []
  ) throws -> [UInt8] {
    try removeGraph()
    try repository.git(settings + ["commit-graph", "write", "--reachable"] + options)
    return try repository.directory.read(CommitGraphHistory.file)
  }

  private static func entries(of repository: GitRepository) throws -> [CommitGraphEntry] {
    let lines = try repository.git(["log", "--all", "--format=%H %T %ct %P"]).text
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let changes = try changedPaths(of: lines.map { ($0[0], $0.dropFirst(3).first) }, repository)
    return try lines.map { fields in
      let ids = try fields.enumerated().filter { $0.offset != 2 }.map { try id($0.element) }
      return CommitGraphEntry(
        id: ids[0], tree: ids[1], parents: Array(ids.dropFirst(2)), time: Int(fields[2]) ?? -1,
        changedPaths: changes[fields[0], default: []])
    }
  }

  private static func id(_ text: String) throws -> ObjectID {
    guard let id = ObjectID(text) else { throw CocoaError(.coderInvalidValue) }
    return id
  }

  /// What each commit changed against its first parent.
  private static func changedPaths(
    of commits: [(id: String, parent: String?)], _ repository: GitRepository
  ) throws -> [String: [[UInt8]]] {
    let input = commits.map { "\($0.id) \($0.parent ?? "")" }
      .map { $0.trimmingCharacters(in: .whitespaces) + "\n" }.joined()
    let output = try repository.git(
      ["diff-tree", "--stdin", "-r", "--root", "-z", "--name-only", "--no-renames"],
      input: Array(input.utf8)
    ).output
    let ids = Set(commits.map { Array($0.id.utf8) })
    var changes: [String: [[UInt8]]] = [:]
    var commit = ""
    for field in output.split(separator: 0).map(Array.init) {
      if ids.contains(field) {
        commit = String(decoding: field, as: UTF8.self)
      } else {
        changes[commit, default: []].append(field)
      }
    }
    return changes
  }
}
