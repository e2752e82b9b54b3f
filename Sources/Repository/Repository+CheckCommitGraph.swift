package import Objects
package import Packs
internal import Storage
internal import Threads

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
  /// - Parameters:
  ///   - order: The positions of the commits that something is known of, as it is best asked for.
  ///   - facts: Makes for each thread a way to ask what the commit at a position says.
  /// - Returns: `nil` where there is none, or all is well; else the first row that is wrong.
  package func commitGraphProblem(
    _ survey: ObjectSurvey, workers: Int, order: [Int],
    facts: @Sendable () -> (_ position: Int) -> CommitFacts
  ) throws(RepositoryError) -> (path: String, problem: CommitGraphProblem)? {
    let files = CommitGraphFiles(storage)
    let path = try translated { () throws(StorageError) in try files.path }
    let graph: CommitGraph
    do {
      guard let opened = try files.open() else { return nil }
      try opened.validateChecksum()
      try opened.validate()
      graph = opened
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      return (path, .damaged)
    }
    let rows = FirstProblem()
    Workers.share(graph.count, chunk: 256, among: workers) { _, next in
      while let chunk = next() {
        for row in chunk {
          rows.check(row, of: graph) { () throws(CommitGraphError) in
            try hasLinks(graph, row, survey)
          }
        }
      }
    }
    Workers.share(order.count, chunk: 256, among: workers) { _, next in
      let facts = facts()
      while let chunk = next() {
        for position in order[chunk] {
          guard let row = graph.position(of: survey.ids[position]) else { continue }
          rows.check(row, of: graph) { () throws(CommitGraphError) in
            try says(graph, row, facts(position))
          }
        }
      }
    }
    return rows.problem.map { (path, $0) }
  }

  /// Whether a row has its commit's tree and parents.
  private func hasLinks(
    _ graph: CommitGraph, _ row: Int, _ survey: ObjectSurvey
  ) throws(CommitGraphError) -> Bool {
    // It came after the survey, or it is gone: git clears away commits that nothing leads to and keeps
    // their rows. Nobody comes to such a row but by one that says the wrong parent.
    guard let position = survey.position(of: graph.id(at: row)) else { return true }
    // A damaged commit is reported as such; the graph may be the one that still knows better.
    guard survey.kinds[position] != nil else { return true }
    let targets = survey.links(at: position).map { survey.target(of: $0) }
    let parents = try graph.parents(at: row).map { graph.id(at: $0) }
    return survey.kinds[position] == .commit && targets == [graph.tree(at: row)] + parents
  }

  private func says(
    _ graph: CommitGraph, _ row: Int, _ facts: CommitFacts
  ) throws(CommitGraphError) -> Bool {
    guard facts.seconds == graph.time(at: row) else { return false }
    guard !facts.changes.isEmpty else { return true }
    for query in facts.changes where try graph.mayHaveChanged(query, at: row) { return true }
    return false
  }
}

/// The first row of a commit-graph with which something is wrong, whichever thread finds it.
private final class FirstProblem: Sendable {
  private let found = Locked<(row: Int, problem: CommitGraphProblem)?>(nil)

  var problem: CommitGraphProblem? { found.withLock { $0?.problem } }

  func check(
    _ row: Int, of graph: CommitGraph, _ isTrue: () throws(CommitGraphError) -> Bool
  ) {
    do throws(CommitGraphError) {
      if try !isTrue() { note(.contradicts(graph.id(at: row)), row) }
    } catch {
      note(.damaged, row)
    }
  }

  private func note(_ problem: CommitGraphProblem, _ row: Int) {
    found.withLock { found in
      if row < found?.row ?? .max { found = (row, problem) }
    }
  }
}
