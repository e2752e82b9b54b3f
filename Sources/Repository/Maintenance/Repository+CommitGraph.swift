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
  /// Writes the commit-graph where it can be: it is made of all commits, and where one cannot be read, the last one
  /// stays.
  package func renewCommitGraph(_ renewal: CommitGraphRenewal) throws(RepositoryError) {
    do throws(RepositoryError) {
      try writeCommitGraph(renewal)
    } catch {
      guard error.isDamage else { throw error }
    }
  }

  /// Writes the commit-graph with changed-path filters.
  ///
  /// The history of one article is read by it, here and by git. Where the history cannot be put
  /// into one, such as times beyond what it can hold, there is none.
  package func writeCommitGraph(
    _ renewal: CommitGraphRenewal = .rebuilt
  ) throws(RepositoryError) {
    switch renewal {
    case .never: return
    case .rebuilt: try rebuildCommitGraph()
    case .extended(let leastNewCount): try extendCommitGraph(leastNewCount)
    }
  }

  /// Whether the commit-graph is due after so many commits, and how.
  package func dueCommitGraph() -> CommitGraphRenewal { .due(after: commitGraph?.count ?? 0) }

  /// Adds rows to the commit-graph, where it has all commits that come before them.
  ///
  /// - Parameter new: Commits in a line, the oldest first.
  package func extendCommitGraph(with new: CommitGraphRows) throws(RepositoryError) {
    guard !new.isEmpty else { return }
    let parents = new.firstParents
    guard !parents.isEmpty else { return try replaceCommitGraph(with: new) }
    guard let graph = CommitGraphCache(storage).graph,
      parents.allSatisfy({ graph.position(of: $0) != nil })
    else { return }
    try addRows(new, to: graph, reached: reachedRows(of: graph, from: parents))
  }

  private func extendCommitGraph(_ leastNewCount: Int) throws(RepositoryError) {
    if try !isCommitGraphBehind() { return }
    // Another process may have written a newer one.
    guard let graph = CommitGraphCache(storage).graph else { return try rebuildCommitGraph() }
    let new = try CommitRows(of: self) { graph.position(of: $0) == nil }
    let parents = (0..<new.count).flatMap { new.parents($0) }
    let reached = try reachedRows(of: graph, from: parents)
    if new.count < leastNewCount, reached == nil { return }
    try addRows(graphRows(of: new, after: graph), to: graph, reached: reached)
  }

  /// Whether there may be something to do; what a large graph says is hashed only then.
  private func isCommitGraphBehind() throws(RepositoryError) -> Bool {
    guard let graph = try? CommitGraphFiles(storage).open() else { return true }
    guard graph.byteCount > Repository.quicklyHashedByteCount else { return true }
    let places = try referencedIDs().map { graph.position(of: $0) }
    return places.contains(nil) || !places.contains { $0.map(graph.level) == graph.count }
  }

  /// So much is hashed in some milliseconds.
  private static let quicklyHashedByteCount = 8 << 20

  private func rebuildCommitGraph() throws(RepositoryError) {
    let rows = try graphRows(of: CommitRows(of: self) { _ in true }, after: nil)
    // To put them together takes memory that the packs need no more.
    packs.letGo()
    try replaceCommitGraph(with: rows)
  }

  func replaceCommitGraph(with rows: CommitGraphRows) throws(RepositoryError) {
    try translated { () throws(StorageError) in
      try CommitGraphFiles(storage).replace(with: rows)
    }
  }

  /// - Parameter reached: Which rows stay; `nil` for all.
  private func addRows(
    _ new: CommitGraphRows, to graph: CommitGraph, reached: [Bool]?
  ) throws(RepositoryError) {
    if reached == nil, graph.isExtensible {
      let isDone = try translated { () throws(StorageError) in
        try CommitGraphFiles(storage).extend(graph, with: new)
      }
      if isDone { return }
    }
    var rows = CommitGraphRows()
    for position in 0..<graph.count where reached?[position] ?? true {
      // One that another program wrote may lack what this one would write.
      guard let entry = try? graph.entry(at: position) else { return try rebuildCommitGraph() }
      rows.append(entry)
    }
    rows.append(contentsOf: new)
    try replaceCommitGraph(with: rows)
  }

  /// The rows that references, or commits that are to follow, still lead to; `nil` where those are all.
  ///
  /// - Parameter starts: What commits that are to follow come after.
  private func reachedRows(
    of graph: CommitGraph, from starts: [ObjectID]
  ) throws(RepositoryError) -> [Bool]? {
    var pending = (try referencedIDs() + starts).compactMap { graph.position(of: $0) }
    // A commit has at least as many ancestors as its level says.
    if pending.contains(where: { graph.level(at: $0) == graph.count }) { return nil }
    var isReached = [Bool](repeating: false, count: graph.count)
    while let position = pending.popLast() {
      guard !isReached[position] else { continue }
      isReached[position] = true
      pending += (try? graph.parents(at: position)) ?? []
    }
    return isReached.contains(false) ? isReached : nil
  }

  // MARK: Rows

  /// - Parameter graph: Has the parents that are not among these commits.
  private func graphRows(
    of commits: CommitRows, after graph: CommitGraph?
  ) throws(RepositoryError) -> CommitGraphRows {
    var rows = CommitGraphRows()
    try commits.visitChanges(
      in: self,
      treeOfOther: { id in graph.flatMap { $0.position(of: id).map($0.tree) } }
    ) { number, changes in
      rows.append(commits.graphEntry(number, changes))
    }
    return rows
  }
}

extension CommitRows {
  /// What a commit-graph says of a commit.
  func graphEntry(_ number: Int, _ changes: [TreeChanges.Change]) -> CommitGraphEntry {
    CommitGraphEntry(
      id: id(number), tree: tree(number), parents: parents(number), time: time(number),
      changedPaths: changes.filter { $0.kind == .blob }.map(\.path))
  }
}
