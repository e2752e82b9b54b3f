import TestSupport

/// What an import of a history should record, as git itself tells it.
struct ExpectedRevisions {
  struct Revision: Hashable {
    var commit: String
    var path: [UInt8]
    /// `nil` where the file went away.
    var blob: String?
  }

  private(set) var revisions: [Revision] = []
  private var files: [[UInt8]: String] = [:]

  /// Follows the commits in the order of an export, each against its first parent, or each whole.
  init(_ repository: GitRepository, wholeTrees: Bool) throws {
    let order = ["rev-list", "--all", "--topo-order", "--reverse"]
    for commit in try repository.git(order).text.split(separator: "\n") {
      if wholeTrees {
        try become(String(commit), repository)
      } else {
        try follow(String(commit), repository)
      }
    }
  }

  private mutating func become(_ commit: String, _ repository: GitRepository) throws {
    var tree: [[UInt8]: String] = [:]
    for entry in try repository.git(["ls-tree", "-r", "-z", commit]).output.split(separator: 0) {
      let tab = entry.firstIndex(of: 9) ?? entry.endIndex
      let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      if words[0].hasPrefix("100") { tree[Array(entry[tab...].dropFirst())] = String(words[2]) }
    }
    for path in Set(files.keys).union(tree.keys) where files[path] != tree[path] {
      revisions.append(Revision(commit: commit, path: path, blob: tree[path]))
    }
    files = tree
  }

  private mutating func follow(_ commit: String, _ repository: GitRepository) throws {
    let parent = try repository.attempt(["rev-parse", "--verify", "-q", commit + "^"])
    let trees = parent.status == 0 ? [parent.text, commit] : [commit]
    let options = ["diff-tree", "-r", "--root", "-z", "--raw", "--no-commit-id", "--full-index"]
    var fields = try repository.git(options + trees).output.split(separator: 0)[...]
    while let header = fields.popFirst(), let path = fields.popFirst() {
      let words = String(decoding: header, as: UTF8.self).split(separator: " ")
      let isArticle = ["100644", "100755"].contains(words[1])
      let blob = isArticle ? String(words[3]) : nil
      guard files[Array(path)] != blob else { continue }
      files[Array(path)] = blob
      revisions.append(Revision(commit: commit, path: Array(path), blob: blob))
    }
  }
}
