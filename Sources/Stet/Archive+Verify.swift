internal import Articles
internal import ObjectDatabase
internal import Objects
internal import Synchronization

extension Archive {
  /// Checks the whole archive: every object's hash and structure, every link, references, and
  /// that each commit of Stet's records exactly the article that it names, in order of time.
  ///
  /// Works on any SHA-256 repository that git made.
  ///
  /// - Parameters:
  ///   - workers: How many threads to use.
  ///   - progress: Called now and then, on any thread, with the number of objects done and in all;
  ///     answers whether to go on.
  /// - Throws: `.cancelled`; else only what keeps it from looking at all; damage is in the result.
  public func verify(
    workers: Int, progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Verification {
    let revisions = Mutex<[Revision]>([])
    let survey = try translated { () throws(ObjectDatabaseError) in
      try database.survey(workers: workers, progress: progress) { id, commit in
        let revision = Revision(id, commit, localZone: localZone).withoutWords
        revisions.withLock { $0.append(revision) }
      }
    }
    let log = CommitLog(survey: survey, revisions: revisions.withLock { $0 })
    var check = ArchiveCheck(archive: self, survey: survey, log: log)
    return check.run()
  }
}

/// Draws conclusions from a survey of all objects.
struct ArchiveCheck {
  let archive: Archive
  let survey: ObjectSurvey
  let log: CommitLog
  var findings: [Finding] = []
  /// Objects that cannot be read, by position or missing altogether.
  var damaged: Set<ObjectID> = []

  init(archive: Archive, survey: ObjectSurvey, log: CommitLog) {
    self.archive = archive
    self.survey = survey
    self.log = log
  }

  mutating func run() -> Verification {
    reportObjects()
    let starts = checkReferences(hasSuccession: log.hasSuccession)
    reportKinds()
    let isReached = survey.reachable(from: starts.compactMap { survey.position(of: $0) })
    findings += log.findings(among: isReached)
    let leftovers = missingFromLeftovers(isReached)
    if findings.allSatisfy({ leftovers.contains($0.subject) }) { findings = [] }
    let lost = LostRevisions(log: log, heads: starts, damaged: damaged, isReached: isReached)
    for index in findings.indices where findings[index].lost.isEmpty {
      findings[index].lost = lost.revisions(without: findings[index].subject)
    }
    var result = Verification()
    result.objectCount = survey.ids.count
    // Where something is damaged, what no reference leads to may be what is left.
    let counted = findings.isEmpty ? log.entries(among: isReached) : Array(log.entries.values)
    result.revisionCount = counted.count { $0.revision.article != nil }
    result.articleCount = Set(counted.compactMap(\.revision.article)).count
    result.findings = findings
    return result
  }

  // MARK: Objects

  /// Objects that are missing, and that only what no reference leads to needs.
  ///
  /// A commit that lost power may have left some of its objects and not those that they need. That
  /// is no damage to anything that was recorded, and git holds its peace there, too.
  private func missingFromLeftovers(_ isReached: [Bool]) -> Set<String> {
    var leftovers: Set<ObjectID> = []
    var needed: Set<ObjectID> = []
    for damage in survey.damages {
      guard case .missing(let source) = damage.problem else { continue }
      if survey.position(of: source).map({ isReached[$0] }) ?? true {
        needed.insert(damage.id)
      } else {
        leftovers.insert(damage.id)
      }
    }
    return Set(leftovers.subtracting(needed).map(\.description))
  }

  private mutating func reportObjects() {
    var reported: Set<ObjectID> = []
    for damage in survey.damages where reported.insert(damage.id).inserted {
      // What is whole in another file takes no revision away.
      if survey.kind(of: damage.id) == nil { damaged.insert(damage.id) }
      findings.append(finding(damage))
    }
    findings += survey.packTroubles.map(\.finding)
    for path in survey.strangers {
      findings.append(
        Finding(
          kind: .strangeFile, subject: path, path: path,
          explanation: "this file is no object", lost: [],
          advice: "move it out of the archive"))
    }
  }

  private func finding(_ damage: ObjectSurvey.Damage) -> Finding {
    let (kind, explanation): (Finding.Kind, String) =
      switch damage.problem {
      case .stored(let problem): (.damagedObject, problem.explanation)
      case .malformed(let kind, let error):
        (.damagedObject, "a malformed \(kind.rawValue): " + error.explanation)
      case .packed(let problem): (.damagedObject, problem.explanation)
      case .unreadable(let error): (.damagedObject, "the system refuses \(error.path)")
      case .missing(let source): (.missingObject, "\(source) needs it")
      case .wrongKind(let expected, let actual, let source):
        (
          .damagedObject,
          "\(source) needs it as a \(expected.rawValue), and it is a \(actual.rawValue)"
        )
      }
    return Finding(
      kind: kind, subject: damage.id.description, path: damage.path, explanation: explanation,
      lost: [], advice: "take the object from another copy of the archive")
  }

  /// A commit's first link must lead to a tree, its others to commits.
  private mutating func reportKinds() {
    for position in survey.ids.indices where survey.kinds[position] == .commit {
      for (index, link) in survey.links(at: position).enumerated() {
        guard let target = link.position, let actual = survey.kinds[target] else { continue }
        let expected: ObjectKind = index == 0 ? .tree : .commit
        guard actual != expected, damaged.insert(survey.ids[target]).inserted else { continue }
        findings.append(
          finding(
            .init(
              id: survey.ids[target],
              problem: .wrongKind(
                expected: expected, actual: actual, neededBy: survey.ids[position]), path: nil)))
      }
    }
  }

  // MARK: References

  /// Checks every reference; returns where those lead that lead somewhere.
  ///
  /// A branch that `HEAD` names and that does not exist is what git calls unborn, and clean. So is
  /// what a writer leaves that was killed before its archive had a first revision. Where one
  /// revision follows another, the branch was there once, and its loss hides them.
  private mutating func checkReferences(hasSuccession: Bool) -> [ObjectID] {
    var starts: [ObjectID] = []
    do throws(ObjectDatabaseError) {
      for path in try archive.database.references.alteredFiles() {
        report(path, "it does not hold what git writes there")
      }
      let all = try archive.database.references.all()
      for (name, id) in all.sorted(by: { $0.key.description < $1.key.description }) {
        check(name, id)
        starts.append(id)
      }
      let head = try archive.database.references.head()
      if let id = head.id {
        starts.append(id)
        if head.branch == .head { check(.head, id) }
      } else if hasSuccession {
        report("HEAD", "it names \(head.branch), which does not exist")
      }
    } catch {
      if case .badReference(let path) = error {
        if !findings.contains(where: { $0.subject == path }) {
          report(path, "it does not hold a reference")
        }
      } else {
        report("refs", "\(ArchiveError(error))")
      }
    }
    return starts
  }

  private mutating func check(_ name: ReferenceName, _ id: ObjectID) {
    guard let position = survey.position(of: id) else {
      damaged.insert(id)
      return report(name.description, "it points to \(id), which is missing")
    }
    let mustBeCommit = name.description.hasPrefix("refs/heads/") || name == .head
    if let kind = survey.kinds[position], mustBeCommit, kind != .commit {
      report(name.description, "it points to a \(kind.rawValue), not to a commit")
    }
  }

  private mutating func report(_ reference: String, _ explanation: String) {
    findings.append(
      Finding(
        kind: .badReference, subject: reference, path: nil, explanation: explanation, lost: [],
        advice: "put the id of the newest good commit there; another copy of the archive has it"))
  }
}
