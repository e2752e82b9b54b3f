internal import Objects
internal import Repository
internal import Storage

/// Where the references were at one moment, or why that cannot be told.
struct ReferenceSnapshot {
  let head: Result<StoredHead, RepositoryError>
  let all: Result<[ReferenceName: ObjectID], RepositoryError>
  let altered: Result<[String], RepositoryError>

  /// Where references lead, as far as that can be told.
  var heads: [ObjectID] {
    let head = try? head.get().id
    return ((try? all.get()).map { Array($0.values) } ?? []) + (head.map { [$0] } ?? [])
  }

  /// Whether references lead to all that they led to.
  func isStillLed(in repository: Repository) -> Bool {
    Set(heads).isSubset(of: ReferenceSnapshot(repository).heads)
  }

  init(_ repository: Repository) {
    head = Result { () throws(RepositoryError) in try repository.head() }
    all = Result { () throws(RepositoryError) in try repository.references() }
    altered = Result { () throws(RepositoryError) in try repository.alteredReferences() }
  }
}
