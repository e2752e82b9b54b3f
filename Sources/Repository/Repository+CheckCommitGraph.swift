package import Objects
package import Packs
internal import Storage

/// How the commit-graph is not what the commits say.
package enum CommitGraphProblem: Equatable, Sendable {
  /// It is no commit-graph, or its tables contradict each other.
  case damaged
  /// What it says of this commit is not so.
  case contradicts(ObjectID)
}

extension Repository {
  /// What a commit says that a survey does not keep.
  package struct CommitFacts: Sendable {
    package var seconds: Int
    /// Paths of which it is known to change one; empty where none is.
    package var changes: [ChangedPathQuery]

    package init(seconds: Int, changes: [ChangedPathQuery]) {
      self.seconds = seconds
      self.changes = changes
    }
  }

  /// Holds every row of the commit-graph against its commit: tree, parents, time, and whether its
  /// filter knows of the path that the commit changes.
  ///
  /// - Returns: `nil` where there is none, or all is well.
  package func commitGraphProblem(
    _ survey: ObjectSurvey, facts: (ObjectID) -> CommitFacts?
  ) throws(RepositoryError) -> (path: String, problem: CommitGraphProblem)? {
    let files = CommitGraphFiles(storage)
    let path = try translated { () throws(StorageError) in try files.path }
    do {
      guard let graph = try files.open() else { return nil }
      try graph.validateChecksum()
      try graph.validate()
      for position in 0..<graph.count where try !isTrue(graph, position, survey, facts) {
        return (path, .contradicts(graph.id(at: position)))
      }
      return nil
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      return (path, .damaged)
    }
  }

  private func isTrue(
    _ graph: CommitGraph, _ row: Int, _ survey: ObjectSurvey,
    _ facts: (ObjectID) -> CommitFacts?
  ) throws(CommitGraphError) -> Bool {
    let id = graph.id(at: row)
    // It came after the survey, or it is gone: git clears away commits that nothing leads to and keeps
    // their rows. Nobody comes to such a row but by one that says the wrong parent.
    guard let position = survey.position(of: id) else { return true }
    // A damaged commit is reported as such; the graph may be the one that still knows better.
    guard survey.kinds[position] != nil else { return true }
    let targets = survey.links(at: position).map { survey.target(of: $0) }
    let parents = try graph.parents(at: row).map { graph.id(at: $0) }
    guard survey.kinds[position] == .commit, targets == [graph.tree(at: row)] + parents
    else { return false }
    guard let facts = facts(id) else { return true }
    guard facts.seconds == graph.time(at: row) else { return false }
    guard !facts.changes.isEmpty else { return true }
    for query in facts.changes where try graph.mayHaveChanged(query, at: row) { return true }
    return false
  }
}
