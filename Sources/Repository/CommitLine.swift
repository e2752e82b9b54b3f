internal import Bytes
package import Objects
internal import Packs
internal import Synchronization
internal import Threads

/// A commit of a line.
package struct LineCommit {
  package let id: ObjectID
  package let commit: Commit
  /// Grows from the oldest commit to the head.
  package let place: Int
}

extension Repository {
  /// Visits each commit that leads to a head, where they are a line, on several cores and in the order in which they lie
  /// in packs: along the line, a commit that is kept as a change to another would be made of it again and again.
  ///
  /// The commit-graph says only which they are; each is read, and they have to say the same.
  ///
  /// - Parameter take: Adds what it gets of a commit to a part, of which each core has one.
  /// - Returns: The parts; `nil` where there is no graph, no line, or damage: a walk tells what it is.
  package func gatherLine<Part: Sendable>(
    to head: ObjectID, workers: Int, initial: Part,
    _ take: @Sendable (inout Part, LineCommit) -> Void
  ) throws(RepositoryError) -> [Part]? {
    guard let graph = commitGraph else { return nil }
    var (part, next, place) = (initial, head, Int.max)
    // The graph may not have the newest ones yet.
    while graph.position(of: next) == nil {
      guard let commit = try? commit(next), let parent = commit.parents.first,
        commit.parents.count == 1
      else { return nil }
      take(&part, LineCommit(id: next, commit: commit, place: place))
      (next, place) = (parent, place - 1)
    }
    guard let line = try CommitLine(graph, to: next, in: self),
      let parts = line.gather(workers: workers, initial: initial, take)
    else { return nil }
    return parts + [part]
  }
}

/// Commits of a graph that lead to one of them.
private struct CommitLine {
  private let repository: Repository
  private let graph: CommitGraph
  private let head: Int
  private let members: PositionSet
  /// In the order in which they lie in packs.
  private let order: [UInt32]

  /// - Returns: `nil` where they are no line.
  init?(
    _ graph: CommitGraph, to head: ObjectID, in repository: Repository
  ) throws(RepositoryError) {
    guard let start = graph.position(of: head) else { return nil }
    (self.repository, self.graph, self.head) = (repository, graph, start)
    var members = PositionSet(capacity: graph.count)
    var next: Int? = start
    while let position = next {
      members.insert(position)
      switch try? graph.lineage(at: position) {
      case .line(let parent): next = parent
      case .root: next = nil
      case .merge, nil: return nil
      }
    }
    self.members = members
    let packs = try repository.packs.listing().packs
    let places = members.map { position in
      (place: CommitLine.place(of: graph.id(at: position), in: packs), position: UInt32(position))
    }
    order = places.sorted { $0.place < $1.place }.map(\.position)
  }

  private static func place(of id: ObjectID, in packs: [OpenPack]) -> UInt64 {
    for (number, pack) in packs.enumerated() {
      if let offset = try? pack.index.offset(of: id) {
        return UInt64(number) << 48 | UInt64(offset)
      }
    }
    return .max
  }

  private struct Gathered<Part: Sendable>: Sendable {
    var parts: [Part] = []
    /// What is a parent of another.
    var parents: PositionSet
    var isSound = true
  }

  func gather<Part: Sendable>(
    workers: Int, initial: Part, _ take: @Sendable (inout Part, LineCommit) -> Void
  ) -> [Part]? {
    let none = PositionSet(capacity: graph.count)
    let gathered = Mutex(Gathered<Part>(parents: none))
    Workers.share(order.count, chunk: 512, among: workers) { _, next in
      var (part, parents, isSound) = (initial, none, true)
      while isSound, let chunk = next() {
        for number in chunk where isSound {
          guard let commit = read(Int(order[number]), &parents) else {
            isSound = false
            break
          }
          take(&part, commit)
        }
      }
      gathered.withLock { [part, parents, isSound] all in
        all.parts.append(part)
        all.parents = all.parents.union(parents)
        all.isSound = all.isSound && isSound
      }
    }
    return gathered.withLock { all in
      // All but the head are a parent, and all parents are here: so these are all that lead to it, and no more.
      all.parents.insert(head)
      return all.isSound && all.parents == members ? all.parts : nil
    }
  }

  /// - Returns: `nil` where the commit cannot be read, or says something else than the graph.
  private func read(_ position: Int, _ parents: inout PositionSet) -> LineCommit? {
    let (id, level) = (graph.id(at: position), graph.level(at: position))
    guard let commit = try? repository.commit(id), commit.parents.count <= 1 else { return nil }
    if let parent = commit.parents.first {
      guard let before = graph.position(of: parent), members.contains(before),
        graph.level(at: before) == level - 1
      else { return nil }
      parents.insert(before)
    }
    return LineCommit(id: id, commit: commit, place: level)
  }
}
