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
    let offset = commitOffset(position) + Digest.byteCount
    let first = bytes.span.bigEndianUInt32(at: offset)
    let second = bytes.span.bigEndianUInt32(at: offset + 4)
    guard second == CommitGraph.noParent else { return .merge }
    guard first != CommitGraph.noParent else { return .root }
    guard first < count else { throw .badParent(atByte: offset) }
    guard level(at: Int(first)) < level(at: position) else {
      throw .badGeneration(atByte: offset + 8)
    }
    return .line(Int(first))
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
    while case .line(let parent) = try lineage(at: position) {
      for query in queries where try mayHaveChanged(query, at: position) { return position }
      if tree(at: parent) == tree(at: position) { return position }
      position = parent
    }
    return position
  }
}
