internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// The commits that lead to a head, the oldest first: what the log's leaves are.
  ///
  /// Each commit itself says what it follows: a commit-graph may lie, and what is signed must not.
  ///
  /// - Parameter known: Where to stop; it is not among them.
  /// - Returns: `nil` where the line does not lead to `known`.
  /// - Complexity: One object read for each commit.
  func line(
    to head: ObjectID?, after known: ObjectID? = nil
  ) throws(ArchiveError) -> [ObjectID]? {
    var ids: [ObjectID] = []
    var next = head
    while let id = next, id != known {
      ids.append(id)
      next = try translated { () throws(RepositoryError) in try repository.commit(id) }
        .parents.first
    }
    guard next == known else { return nil }
    ids.reverse()
    return ids
  }
}
