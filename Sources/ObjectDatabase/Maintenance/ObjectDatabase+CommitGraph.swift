internal import Bytes
internal import Objects
internal import Packs

extension ObjectDatabase {
  /// Writes `objects/info/commit-graph` with changed-path filters.
  ///
  /// It makes git's own `log -- path` quick; Stet does not need it. Where the history cannot be
  /// put into one, such as times beyond what it can hold, there is none.
  package func writeCommitGraph() throws(ObjectDatabaseError) {
    let path = root + "/objects/info/commit-graph"
    let commits = try commits { _ in true }
    var bytes: [UInt8]?
    if !commits.isEmpty { bytes = try? CommitGraph.encode(graphEntries(of: commits)) }
    try translated { () throws(FileSystemError) in
      try files.makeFolderIfMissing(root + "/objects/info")
      guard let bytes else { return try files.removeIfThere(path) }
      let temporary = root + "/objects/info/tmp_graph_stet"
      try files.removeIfThere(temporary)
      try files.create(temporary, bytes.span, readOnly: true)
      try files.synchronize(temporary)
      try files.rename(temporary, to: path)
      try files.synchronize(root + "/objects/info")
    }
  }

  private func graphEntries(
    of commits: [(id: ObjectID, commit: Commit)]
  ) throws(ObjectDatabaseError) -> [CommitGraphEntry] {
    var changes = TreeChanges(self)
    var trees: [ObjectID: ObjectID] = [:]
    var entries: [CommitGraphEntry] = []
    entries.reserveCapacity(commits.count)
    for (id, commit) in commits {
      trees[id] = commit.tree
      var paths: [[UInt8]] = []
      let parent = commit.parents.first.flatMap { trees[$0] }
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
