internal import Articles
internal import Objects
internal import Packs
internal import Repository

extension Archive {
  /// The archive as it was at a time: of what was recorded later, nothing is known, and nothing that was amended later
  /// is. What was erased since is gone all the same.
  ///
  /// For questions alone: to record, use the archive itself.
  /// - Throws: `.damaged` where the log cannot be read back to that time.
  /// - Complexity: O(commits since then), by a commit-graph where there is one.
  public func asOf(_ time: Timestamp) throws(ArchiveError) -> Archive {
    let seconds = time.lastSecond
    var next = try headCommit()
    while let id = next {
      let revision = try revision(id)
      if revision.recorded.seconds <= seconds { return at(id) }
      // What the graph says of times is its own: the commit that it leads to is read.
      next = revision.parents.first.map { parent in
        guard let graph = repository.commitGraph, let place = graph.position(of: parent) else {
          return parent
        }
        return graph.lastBefore(seconds, from: place)
      }
    }
    return at(nil)
  }

  /// What an article said at a moment; where it was called something else then, what it said under that name.
  ///
  /// This is the rule by which `NAME@TIME` goes, too, with the time of observation. By the time of recording, nothing is
  /// known that was amended later.
  /// - Throws: `.unknownArticle`; `.unknownRevision` where it came later, under any name.
  public func revision(
    of article: ArticleName, asOf moment: Moment
  ) throws(ArchiveError) -> Revision {
    let found = try standingRevision(of: article, asOf: moment)
    guard moment.kind == .recorded else { return found }
    return try asOf(moment.time).revision(found.id.description)
  }
}

extension CommitGraph {
  /// The first commit along single parents that is no later than a time, or where that can no longer be told.
  fileprivate func lastBefore(_ seconds: Int, from position: Int) -> ObjectID {
    var position = position
    while time(at: position) > seconds, case .line(let parent)? = try? lineage(at: position) {
      position = parent
    }
    return id(at: position)
  }
}
