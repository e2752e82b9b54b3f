internal import Articles
internal import Objects
internal import Repository
internal import Storage

extension Damage {
  /// What a survey found out about one object.
  init(_ damage: ObjectSurvey.Damage) {
    self.init(
      .object(StoredObjectID(damage.id)), path: damage.path, DamageCause(damage.problem))
  }

  /// What a survey found out about a pack or its index.
  init(_ trouble: ObjectSurvey.PackTrouble) {
    let cause =
      switch trouble.problem {
      case .unopened(let damage): DamageCause(damage)
      case .found(let finding): DamageCause(finding)
      }
    self.init(.pack(path: trouble.path), path: trouble.path, cause)
  }

  /// Why an object that is needed cannot be read.
  init(of id: ObjectID, _ error: RepositoryError) {
    let subject = Subject.object(StoredObjectID(id))
    switch error {
    case .missing: self.init(subject, .missing(neededBy: nil))
    case .damaged(_, let path, let damage): self.init(subject, path: path, DamageCause(damage))
    case .malformed(_, let error): self.init(subject, .malformed(nil, ObjectFault(error)))
    case .damagedPack(let path, let damage): self.init(subject, path: path, DamageCause(damage))
    case .wrongKind(_, let expected, let actual):
      self.init(
        subject,
        .wrongKind(
          expected: StoredObjectKind(expected), actual: StoredObjectKind(actual), neededBy: nil))
    case .storage(let error):
      self.init(subject, path: error.path, DamageCause(refusal: error))
    case .cancelled, .contended, .unconfirmed:
      self.init(subject, .unreadable)
    }
  }
}

extension DamageCause {
  fileprivate init(refusal error: StorageError) {
    if error.isNotAFile {
      self = .unreadable
      return
    }
    let reason: String? = if case .failed(_, _, let reason) = error { reason } else { nil }
    self = .refused(path: error.path, reason: reason)
  }

  fileprivate init(_ problem: ObjectSurvey.Problem) {
    switch problem {
    case .stored(let damage): self = DamageCause(damage)
    case .packed(let problem): self = DamageCause(problem, atByte: nil)
    case .malformed(let kind, let error):
      self = .malformed(StoredObjectKind(kind), ObjectFault(error))
    case .unreadable(let error): self = DamageCause(refusal: error)
    case .missing(let source): self = .missing(neededBy: StoredObjectID(source))
    case .wrongKind(let expected, let actual, let source):
      self = .wrongKind(
        expected: StoredObjectKind(expected), actual: StoredObjectKind(actual),
        neededBy: StoredObjectID(source))
    }
  }
}
