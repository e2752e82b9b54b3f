internal import Bytes
internal import Objects
package import Packs
internal import Storage

/// When and from what to write the commit-graph.
package enum CommitGraphRenewal: Equatable, Sendable {
  case never
  /// Takes over the rows of the last one, where so many commits are new to it, or more.
  case extended(leastNewCount: Int)
  /// Reads every commit and its trees again.
  case rebuilt

  /// Extended often enough that questions stay quick, and so seldom that n commits cost O(n) rows
  /// in all.
  static func due(after count: Int) -> CommitGraphRenewal {
    .extended(leastNewCount: max(256, count / 32))
  }
}

extension Repository {
  /// Writes `objects/info/commit-graph` with changed-path filters.
  ///
  /// The history of one article is read by it, here and by git. Where the history cannot be put
  /// into one, such as times beyond what it can hold, there is none.
  package func writeCommitGraph(
    _ renewal: CommitGraphRenewal = .rebuilt
  ) throws(RepositoryError) {
    switch renewal {
    case .never: return
    case .rebuilt: try publishCommitGraph(graphEntries(of: commits { _ in true }, after: nil))
    case .extended(let leastNewCount): try extendCommitGraph(leastNewCount)
    }
  }

  /// Whether the commit-graph is due after so many commits, and how.
  package func dueCommitGraph() -> CommitGraphRenewal { .due(after: commitGraph?.count ?? 0) }

  /// Adds rows to the commit-graph, where it has all commits that come before them.
  ///
  /// - Parameter new: Commits in a line, the oldest first.
  package func extendCommitGraph(with new: [CommitGraphEntry]) throws(RepositoryError) {
    guard let first = new.first else { return }
    guard !first.parents.isEmpty else { return try publishCommitGraph(new) }
    let graph = CommitGraphCache(storage).graph
    guard let graph, first.parents.allSatisfy({ graph.position(of: $0) != nil }),
      let known = try knownEntries(of: graph, leadingTo: first.parents)
    else { return }
    try publishCommitGraph(known + new)
  }

  private func extendCommitGraph(_ leastNewCount: Int) throws(RepositoryError) {
    // Another process may have written a newer one.
    let graph = CommitGraphCache(storage).graph
    let new = try commits { graph?.position(of: $0) == nil }
    guard let graph,
      let known = try knownEntries(of: graph, leadingTo: new.flatMap(\.commit.parents))
    else {
      return try publishCommitGraph(graphEntries(of: commits { _ in true }, after: nil))
    }
    guard new.count >= leastNewCount || known.count < graph.count else { return }
    try publishCommitGraph(known + graphEntries(of: new, after: graph))
  }

  /// The rows that references still lead to; `nil` where they cannot be taken over.
  private func knownEntries(
    of graph: CommitGraph, leadingTo starts: [ObjectID]
  ) throws(RepositoryError) -> [CommitGraphEntry]? {
    var pending = (try referencedIDs() + starts).compactMap { graph.position(of: $0) }
    var isReached = [Bool](repeating: false, count: graph.count)
    var entries: [CommitGraphEntry] = []
    while let position = pending.popLast() {
      guard !isReached[position] else { continue }
      isReached[position] = true
      guard let entry = try? graph.entry(at: position),
        let parents = try? graph.parents(at: position)
      else { return nil }
      entries.append(entry)
      pending += parents
    }
    return entries
  }

  private func publishCommitGraph(_ entries: [CommitGraphEntry]) throws(RepositoryError) {
    let bytes = entries.isEmpty ? nil : try? CommitGraph.encode(entries)
    try translated { () throws(StorageError) in
      guard let bytes else { return try storage.retire([.commitGraph]) }
      try storage.publish([NewPiece(.commitGraph, bytes)])
    }
  }

  /// - Parameter graph: Has the parents that are not among these commits.
  private func graphEntries(
    of commits: [(id: ObjectID, commit: Commit)], after graph: CommitGraph?
  ) throws(RepositoryError) -> [CommitGraphEntry] {
    var changes = TreeChanges(self)
    var trees: [ObjectID: ObjectID] = [:]
    var entries: [CommitGraphEntry] = []
    entries.reserveCapacity(commits.count)
    for (id, commit) in commits {
      trees[id] = commit.tree
      var paths: [[UInt8]] = []
      let parent = commit.parents.first.flatMap { parent in
        trees[parent]
          ?? graph.flatMap { graph in
            graph.position(of: parent).map { graph.tree(at: $0) }
          }
      }
      try changes.visit(from: parent, to: commit.tree) { change in
        if change.kind == .blob { paths.append(change.path) }
      }
      entries.append(
        CommitGraphEntry(
          id: id, tree: commit.tree, parents: commit.parents, time: commit.committer.seconds,
          changedPaths: paths))
    }
    return entries
  }
}
