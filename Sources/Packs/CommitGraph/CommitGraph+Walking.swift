internal import Bytes

extension CommitGraph {
  /// How a commit goes on from those before it.
  package enum Lineage: Equatable, Sendable {
    case root
    /// One parent, at this position.
    case line(Int)
    case merge
  }

  /// What parents a commit has, without a list of them.
  ///
  /// - Throws: `.badParent`; `.badGeneration` where a parent is not on a lower level, so that a
  ///   walk from parent to parent ends in every file.
  package func lineage(at position: Int) throws(CommitGraphError) -> Lineage {
    let layer = layer(of: position)
    let lineage = try layer.lineage(at: position)
    if case .line(let parent) = lineage, level(at: parent) >= layer.level(at: position) {
      throw layer.badLevel(at: position)
    }
    return lineage
  }

  /// The first commit, from `position` along single parents, that a question about some paths has
  /// to look at.
  ///
  /// That is one that may have changed one of them, or that left its parent's tree as it was (which
  /// is in no filter, and may be a revision all the same), or a merge, or the first of all.
  /// - Throws: As `lineage(at:)`; `.badFilter`.
  package func firstConcerned(
    by queries: [ChangedPathQuery], from position: Int
  ) throws(CommitGraphError) -> Int {
    var position = position
    while true {
      let layer = layer(of: position)
      position = try layer.firstConcerned(by: queries, from: position)
      // Where it goes on below, the tables of two files tell.
      guard case .line(let parent) = try lineage(at: position),
        !layer.positions.contains(parent),
        try !layer.mayHaveChanged(queries, at: position), tree(at: parent) != tree(at: position)
      else { return position }
      position = parent
    }
  }
}

extension CommitGraphLayer {
  /// What parents a commit has; whether one below another file is on a lower level is not asked.
  ///
  /// - Throws: `.badParent`.
  func lineage(at position: Int) throws(CommitGraphError) -> CommitGraph.Lineage {
    let offset = commitOffset(position) + Digest.byteCount
    let first = bytes.span.bigEndianUInt32(at: offset)
    let second = bytes.span.bigEndianUInt32(at: offset + 4)
    guard second == CommitGraphLayer.noParent else { return .merge }
    guard first != CommitGraphLayer.noParent else { return .root }
    guard first < positions.upperBound else { throw .badParent(atByte: offset) }
    return .line(Int(first))
  }

  func badLevel(at position: Int) -> CommitGraphError {
    .badGeneration(atByte: commitOffset(position) + Digest.byteCount + 8)
  }

  /// As the graph's, up to the last commit of this file.
  fileprivate func firstConcerned(
    by queries: [ChangedPathQuery], from position: Int
  ) throws(CommitGraphError) -> Int {
    var position = position
    while case .line(let parent) = try lineage(at: position), positions.contains(parent) {
      guard level(at: parent) < level(at: position) else { throw badLevel(at: position) }
      if try mayHaveChanged(queries, at: position) { return position }
      if tree(at: parent) == tree(at: position) { return position }
      position = parent
    }
    return position
  }

  fileprivate func mayHaveChanged(
    _ queries: [ChangedPathQuery], at position: Int
  ) throws(CommitGraphError) -> Bool {
    for query in queries where try mayHaveChanged(query, at: position) { return true }
    return false
  }
}
