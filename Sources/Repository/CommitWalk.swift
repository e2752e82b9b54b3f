package import Objects
package import Packs

/// A walk from one commit to its ancestors, each once, the newest first.
///
/// A walk that looks for paths steps from row to row of the commit-graph where that has the commits,
/// and reads none of no interest. Elsewhere each commit says what its parents are, and the graph is
/// asked only where one is damaged. Where there are merges, all parents are followed, by time.
package struct CommitWalk {
  package enum Step: Sendable {
    case commit(ObjectID, Commit)
    /// A commit that cannot be read, and whether what lies before it is out of reach.
    case damaged(ObjectID, RepositoryError, hidesEarlier: Bool)
  }

  private enum Place {
    case row(Int)
    case object(ObjectID, Commit)
    case damaged(ObjectID, RepositoryError)
  }

  private struct Node {
    let place: Place
    let seconds: Int
  }

  private let repository: Repository
  /// `nil` also where it was not needed yet: opening it costs a hash of the whole file.
  private var graph: CommitGraph?
  /// A graph that contradicts itself is not asked again.
  private var trustsGraph = true
  private let queries: [ChangedPathQuery]
  /// By time, the next one last.
  private var pending: [Node] = []
  /// What was given out last: its parents are looked up only if the walk goes on.
  private var last: Node?
  private var seen: Set<ObjectID> = []
  /// Until the first merge, nothing needs to be remembered.
  private var isLine = true

  /// - Parameter queries: Only commits that may have changed one of these paths, or that a
  ///   commit-graph says nothing about, are given out; all where it is empty.
  /// - Throws: `.storage`.
  package init(
    _ repository: Repository, from head: ObjectID?, changing queries: [ChangedPathQuery] = []
  ) throws(RepositoryError) {
    self.repository = repository
    self.queries = queries
    graph = queries.isEmpty ? nil : repository.commitGraph
    if let head { pending = [try node(of: head, after: Int.max)] }
  }

  /// The next commit; `nil` at the end.
  ///
  /// - Throws: `.storage`, where the system refuses: that says nothing about the commit.
  package mutating func next() throws(RepositoryError) -> Step? {
    if let last { try expand(last) }
    last = nil
    guard var node = pending.popLast() else { return nil }
    if isLine { node = skipped(from: node) }
    last = node
    return try step(node)
  }

  private func step(_ node: Node) throws(RepositoryError) -> Step {
    switch node.place {
    case .object(let id, let commit): return .commit(id, commit)
    case .damaged(let id, let error): return .damaged(id, error, hidesEarlier: true)
    case .row(let position):
      guard let id = graph?.id(at: position) else { preconditionFailure("a row without a graph") }
      do throws(RepositoryError) {
        return .commit(id, try repository.commit(id))
      } catch {
        guard error.isDamage else { throw error }
        return .damaged(id, error, hidesEarlier: !trustsGraph)
      }
    }
  }

  /// Goes on along a line to the first commit that matters.
  private mutating func skipped(from node: Node) -> Node {
    guard !queries.isEmpty, trustsGraph, let graph, case .row(let position) = node.place else {
      return node
    }
    do {
      let next = try graph.firstConcerned(by: queries, from: position)
      return Node(place: .row(next), seconds: graph.time(at: next))
    } catch {
      trustsGraph = false
      return node
    }
  }

  // MARK: Parents

  private mutating func expand(_ node: Node) throws(RepositoryError) {
    switch node.place {
    case .damaged: break
    case .object(let id, let commit): try expand(id, commit.parents, before: node.seconds)
    case .row(let position):
      if trustsGraph, expandRow(position) { return }
      trustsGraph = false
      guard let id = graph?.id(at: position) else { return }
      // The row may lie: the commit itself says what its parents are.
      guard case .object(let id, let commit) = try self.node(of: id, after: node.seconds).place
      else { return }
      try expand(id, commit.parents, before: node.seconds)
    }
  }

  /// Follows a row of the graph; `false` where that cannot be right.
  private mutating func expandRow(_ position: Int) -> Bool {
    guard let graph else { return false }
    do {
      let lineage = try graph.lineage(at: position)
      if case .line(let parent) = lineage, isLine {
        pending.append(Node(place: .row(parent), seconds: graph.time(at: parent)))
        return true
      }
      let parents = try graph.parents(at: position)
      remember(graph.id(at: position), parentCount: parents.count)
      for parent in parents where isNew(graph.id(at: parent)) {
        insert(Node(place: .row(parent), seconds: graph.time(at: parent)))
      }
      return true
    } catch {
      return false
    }
  }

  private mutating func expand(
    _ id: ObjectID, _ parents: [ObjectID], before seconds: Int
  ) throws(RepositoryError) {
    remember(id, parentCount: parents.count)
    for parent in parents where isNew(parent) {
      insert(try node(of: parent, after: seconds))
    }
  }

  private mutating func remember(_ id: ObjectID, parentCount: Int) {
    if isLine && parentCount > 1 { isLine = false }
    if !isLine { seen.insert(id) }
  }

  private mutating func isNew(_ id: ObjectID) -> Bool {
    isLine || seen.insert(id).inserted
  }

  private mutating func insert(_ node: Node) {
    let place = pending.lastIndex { $0.seconds <= node.seconds }
    pending.insert(node, at: place.map { $0 + 1 } ?? 0)
  }

  /// - Parameter seconds: The time of the child, which stands for one that cannot be read.
  private mutating func node(
    of id: ObjectID, after seconds: Int
  ) throws(RepositoryError) -> Node {
    if let row = row(of: id) { return row }
    do throws(RepositoryError) {
      let commit = try repository.commit(id)
      return Node(place: .object(id, commit), seconds: commit.committer.seconds)
    } catch {
      guard error.isDamage else { throw error }
      if graph == nil { graph = repository.commitGraph }
      return row(of: id) ?? Node(place: .damaged(id, error), seconds: seconds)
    }
  }

  private func row(of id: ObjectID) -> Node? {
    guard trustsGraph, let graph, let position = graph.position(of: id) else { return nil }
    return Node(place: .row(position), seconds: graph.time(at: position))
  }
}

extension RepositoryError {
  /// Whether what is kept is not what it should be, and not the system that refuses to read it.
  package var isDamage: Bool {
    switch self {
    case .missing, .damaged, .damagedPack, .wrongKind, .malformed: true
    case .storage, .cancelled, .contended, .unconfirmed: false
    }
  }
}
