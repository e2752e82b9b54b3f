internal import Articles
internal import Objects
internal import Repository
internal import Storage

extension ArchiveCheck {
  /// Where references lead that lead somewhere.
  struct Starts {
    var all: [ObjectID] = []
    /// Those that lead to what was recorded, and not to what git is to show in its place.
    var recorded: [ObjectID] = []
  }

  /// Checks every reference; returns where those lead that lead somewhere.
  ///
  /// A branch that `HEAD` names and that does not exist is what git calls unborn, and clean. So is
  /// what a writer leaves that was killed before its archive had a first revision. Where one
  /// revision follows another, the branch was there once, and its loss hides them.
  mutating func checkReferences(hasSuccession: Bool) throws(ArchiveError) -> Starts {
    var starts = Starts()
    do throws(RepositoryError) {
      for path in try references.altered.get() { report(path, .alteredFile) }
      let all = try references.all.get()
      for (name, id) in all.sorted(by: { $0.key.description < $1.key.description }) {
        check(name, id)
        starts.all.append(id)
        if !name.isReplacement { starts.recorded.append(id) }
      }
      let head = try references.head.get()
      if let id = head.id {
        starts.all.append(id)
        starts.recorded.append(id)
        if head.branch == .head { check(.head, id) }
      } else if hasSuccession {
        report("HEAD", .namesMissingBranch(head.branch.description))
      }
    } catch {
      try reportUnreadable(error)
    }
    return starts
  }

  private mutating func check(_ name: ReferenceName, _ id: ObjectID) {
    guard let position = survey.position(of: id) else {
      if excusesMissingHeads || erased[ContentID(id)] != nil { return }
      if name.isReplacement {
        return report(name.description, .showsMissing(StoredObjectID(id)))
      }
      damaged.insert(id)
      return report(name.description, .leadsToMissing(StoredObjectID(id)))
    }
    let mustBeCommit = name.description.hasPrefix("refs/heads/") || name == .head
    if let kind = survey.kinds[position], mustBeCommit, kind != .commit {
      report(name.description, .leadsToKind(StoredObjectKind(kind)))
    }
  }

  /// A reference that says nothing is damage; one that the system does not let be read says nothing of
  /// the archive, and without it nothing else can be said.
  private mutating func reportUnreadable(_ error: RepositoryError) throws(ArchiveError) {
    switch error {
    case .storage(.badReference(path: let path)):
      let isKnown = findings.contains { $0.damage.subject == .reference(path) }
      if !isKnown { report(path, .notAReference) }
    case .storage(let error) where !error.isNotAFile: throw ArchiveError(error)
    default: report("refs", .notAReference)
    }
  }

  private mutating func report(_ reference: String, _ fault: ReferenceFault) {
    findings.append(Finding(Damage(.reference(reference), .reference(fault))))
  }
}
