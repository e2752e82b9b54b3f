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

  /// What is worth knowing of where `HEAD` leads.
  var notes: [Note] {
    guard let head = try? head.get(), head.branch == .head, let id = head.id else { return [] }
    return [.detachedHead(RevisionID(id))]
  }

  /// Whether references lead to all that they led to, and are as they were where they could not be read.
  func isStillLed(in repository: Repository) -> Bool {
    let now = ReferenceSnapshot(repository)
    return Set(heads).isSubset(of: now.heads) && faults == now.faults
  }

  /// What keeps references from being read, and files that git would not write.
  private var faults: [String] {
    let errors = [head.failure, all.failure, altered.failure].map { $0.map { "\($0)" } ?? "" }
    return errors + ((try? altered.get()) ?? [])
  }

  init(_ repository: Repository) {
    head = Result { () throws(RepositoryError) in try repository.head() }
    all = Result { () throws(RepositoryError) in try repository.references() }
    altered = Result { () throws(RepositoryError) in try repository.alteredReferences() }
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
