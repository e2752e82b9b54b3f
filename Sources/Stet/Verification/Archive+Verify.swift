internal import Articles
internal import Objects
internal import Repository
internal import Storage
internal import Synchronization

extension Archive {
  /// Checks the whole archive: every object's hash and structure, every link, references, and
  /// that each commit of Stet's records exactly the article that it names, in order of time.
  ///
  /// Works on any SHA-256 repository that git made.
  ///
  /// - Parameters:
  ///   - workers: How many threads to use.
  ///   - heads: Commits that the history must hold, beside those that were noted in the archive.
  ///   - share: Of which articles the index of words is held against the texts.
  ///   - progress: Called now and then, on any thread, with the number of objects done and in all;
  ///     answers whether to go on.
  /// - Throws: `.cancelled`; else only what keeps it from looking at all; damage is in the result.
  public func verify(
    workers: Int, containing heads: [RevisionID] = [], comparing share: IndexShare = .whole,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Verification {
    var attempt = 1
    while true {
      // The head comes first: whatever is written meanwhile, all that it leads to is there already.
      let references = ReferenceSnapshot(repository)
      let result = try verify(
        references, nil, workers: workers, containing: heads, comparing: share, progress: progress)
      // A push by force may lead a branch elsewhere, and git clear away what it led to.
      let isDoubtful = result.findings.contains {
        $0.damage.cause.isAbsence || $0.damage.kind == .badReference
      }
      guard isDoubtful, attempt < Repository.clearingAttempts,
        !references.isStillLed(in: repository)
      else { return result }
      try translated { () throws(RepositoryError) in
        try repository.waitForOthers(attempt: attempt)
      }
      attempt += 1
    }
  }

  /// - Parameter part: What to read and to judge; `nil` for everything.
  func verify(
    _ references: ReferenceSnapshot, _ part: PartialVerification?, workers: Int,
    containing heads: [RevisionID], comparing share: IndexShare,
    progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) -> Verification {
    let arrangements = try translated { () throws(RepositoryError) in
      try repository.arrangements()
    }
    let commits = CommitCollector()
    let badSignatures = Mutex(BadSignatures())
    var survey = try translated { () throws(RepositoryError) in
      try repository.survey(part?.selection, workers: workers, progress: progress) { met in
        commits.add(met)
        guard BadSignatures.isBad(met.id, met.commit, in: repository) else { return }
        badSignatures.withLock { $0.insert(met.id) }
      }
    }
    let erasures = RecordedErasures(at: references, of: self)
    erasures.excuse(&survey)
    let absence = ExpectedAbsence(arrangements)
    let notes = absence.excuse(&survey, heads: references.heads)
    let log = commits.finish(survey)
    var check = ArchiveCheck(references: references, survey: survey, log: log, workers: workers)
    check.excusesMissingHeads = absence.isAnywhere
    check.erased = erasures.texts
    check.judged = part?.judged
    var result = try check.run()
    result.erased = erasures.texts.entries
    result.notes = try notes + references.notes + erasures.notes(survey, in: self)
    result.notes += check.notes(of: badSignatures.withLock { $0 })
    result.findings += try check.derivedFindings(in: repository)
    result.findings += try check.runFindings(in: self, erasures.texts)
    result.findings += try check.erasureFindings(in: self)
    result.findings += try check.amendmentFindings(in: self)
    result.findings += check.renameFindings()
    // Of texts that are lost the index may tell more than they do.
    if !result.findings.contains(where: \.damage.isLoss) {
      let count = result.objectCount
      let finding = try passages?.finding(in: self, share) { _, _ in progress(count, count) }
      result.findings += [finding].compactMap(\.self)
    }
    // Only who has read everything knows what the history holds.
    guard part == nil else { return result }
    result.findings += try [catalogue?.finding(in: self, knowing: log)].compactMap(\.self)
    let noted = try notedHeads() + heads.map { NotedHead(id: $0) }
    result.findings += check.findings(lacking: noted)
    result.findings += try check.checkpointFindings(in: self, noted: notedCheckpoints())
    try reportUnindexedPacks(in: &result)
    return result
  }

  /// Packs that nobody reads: what is missing may be in them; where nothing is, they are only left.
  private func reportUnindexedPacks(in result: inout Verification) throws(ArchiveError) {
    let packs = try translated { () throws(RepositoryError) in
      try repository.packsWithoutIndex()
    }
    guard !packs.isEmpty else { return }
    guard result.findings.contains(where: \.damage.isLoss) else {
      return result.notes.append(.unindexedPacks(packs.map(\.path)))
    }
    result.isLossKnown = false
    result.findings += packs.map { pack in
      Finding(Damage(.pack(path: pack.path), path: pack.path, .packIndex(.missing)))
    }
  }
}

/// What is looked at where not everything is.
struct PartialVerification {
  /// What is read.
  let selection: SurveySelection
  /// Commits of which all is read by which they are held to the log's rules.
  let judged: Set<ObjectID>
}

/// Draws conclusions from a survey of all objects.
struct ArchiveCheck {
  let references: ReferenceSnapshot
  let survey: ObjectSurvey
  let log: CommitLog
  let workers: Int
  var findings: [Finding] = []
  /// Whether what references lead to may be elsewhere.
  var excusesMissingHeads = false
  /// What references may lead to that is gone by law.
  var erased = ErasedTexts()
  /// The commits that are held to the log's rules; `nil` where all objects were read, and all are.
  var judged: Set<ObjectID>?
  private var isWhole: Bool { judged == nil }
  /// What references lead to that was recorded; all, where not everything was read.
  private(set) var reached: ReachedObjects
  var isReached: [Bool] { reached.positions }
  /// The same, with what git is to show in the place of objects.
  private var kept: ReachedObjects
  /// Objects that cannot be read, by position or missing altogether.
  var damaged: Set<ObjectID> = []

  init(references: ReferenceSnapshot, survey: ObjectSurvey, log: CommitLog, workers: Int) {
    self.references = references
    self.survey = survey
    self.log = log
    self.workers = workers
    reached = ReachedObjects(all: survey)
    kept = reached
  }

  mutating func run() throws(ArchiveError) -> Verification {
    reportObjects()
    let starts = try checkReferences(hasSuccession: log.hasSuccession)
    reportKinds()
    // Where not all is read, what leads to it is not known.
    if isWhole {
      // Only where something is missing it counts which trees are led to.
      let hasGaps = survey.hasGaps
      reached = survey.reachable(from: starts.recorded, isWhole: hasGaps)
      kept =
        starts.all == starts.recorded
        ? reached : survey.reachable(from: starts.all, isWhole: hasGaps)
    }
    let isReached = reached.positions
    findings += log.findings(workers: workers) { row in
      isReached[row.position] && isJudged(row.position)
    }
    let leftovers = missingFromLeftovers()
    let isNeeded = { (finding: Finding) in
      !(finding.damage.object.map { leftovers.contains($0.object) } ?? false)
    }
    if !findings.contains(where: isNeeded) { findings = [] }
    // What git is to show in the place of a revision may say all that the revision says.
    let recorded = log.without { kept.positions[$0] && !isReached[$0] }
    let lost = LostRevisions(
      log: recorded, heads: starts.recorded, damaged: damaged, isReached: isReached)
    for index in findings.indices where findings[index].lost.isEmpty {
      guard let id = findings[index].damage.lostObject else { continue }
      findings[index].lost = lost.revisions(without: id.object)
    }
    var result = Verification()
    result.isLossKnown = isLossKnown
    result.objectCount = isWhole ? survey.ids.count : survey.readCount
    // Where something is damaged, what no reference leads to may be what is left.
    let isClean = findings.isEmpty
    (result.revisionCount, result.articleCount) = recorded.counts { row in
      !isClean || isReached[row.position]
    }
    result.findings = findings
    return result
  }

  /// Special revisions that references lead to and that are held to the log's rules, in the order of their ids.
  func judgedRevisions(where isWanted: (Revision) -> Bool) -> [Revision] {
    specialRevisions { isWanted($0) && isReached[$1] }
  }

  /// Special revisions that are held to the log's rules, in the order of their ids.
  func specialRevisions(where isWanted: (Revision, _ position: Int) -> Bool) -> [Revision] {
    log.special.filter { isWanted($0.value, $0.key) && isJudged($0.key) }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  func isJudged(_ position: Int) -> Bool {
    judged?.contains(survey.ids[position]) ?? true
  }

  /// Whether the revisions that findings name are all that are lost.
  private var isLossKnown: Bool {
    let hasLostPack = survey.packTroubles.contains { trouble in
      if case .unopened = trouble.problem { true } else { false }
    }
    return !hasLostPack
      && findings.allSatisfy { finding in
        // A commit that is lost leads to others that nobody may know, and so may an object that no
        // revision is known to need.
        !finding.damage.isLoss
          || !finding.lost.isEmpty && finding.lost.allSatisfy { $0.article != nil }
      }
  }

  // MARK: Objects

  /// Objects that are missing, and that only what no reference leads to needs.
  ///
  /// A commit that lost power may have left some of its objects and not those that they need. That
  /// is no damage to anything that was recorded, and git holds its peace there, too.
  private func missingFromLeftovers() -> Set<ObjectID> {
    var leftovers: Set<ObjectID> = []
    var needed = kept.targetsOfArrivals(in: survey)
    for damage in survey.damages {
      guard case .missing(let source) = damage.problem else { continue }
      if kept.contains(source, in: survey) ?? true {
        needed.insert(damage.id)
      } else {
        leftovers.insert(damage.id)
      }
    }
    return leftovers.subtracting(needed)
  }

  private mutating func reportObjects() {
    var reported: Set<ObjectID> = []
    for damage in survey.damages where reported.insert(damage.id).inserted {
      // What is whole in another file takes no revision away.
      if survey.kind(of: damage.id) == nil { damaged.insert(damage.id) }
      findings.append(Finding(Damage(damage)))
    }
    findings += survey.packTroubles.map { Finding(Damage($0)) }
    findings += survey.strangers.map { path in
      Finding(Damage(.file(path: path), path: path, .stranger))
    }
  }

  /// A commit's first link must lead to a tree, its others to commits.
  private mutating func reportKinds() {
    var links: [ObjectSurvey.Link] = []
    for position in survey.ids.indices where survey.kinds[position] == .commit {
      survey.readLinks(at: position, into: &links)
      for (index, link) in links.enumerated() {
        guard let target = link.position, let actual = survey.kinds[target] else { continue }
        let expected: ObjectKind = index == 0 ? .tree : .commit
        guard actual != expected, damaged.insert(survey.ids[target]).inserted else { continue }
        let cause = DamageCause.wrongKind(
          expected: StoredObjectKind(expected), actual: StoredObjectKind(actual),
          neededBy: StoredObjectID(survey.ids[position]))
        findings.append(Finding(Damage(.object(StoredObjectID(survey.ids[target])), cause)))
      }
    }
  }

  /// Noted commits that the history of the head does not hold.
  func findings(lacking noted: [NotedHead]) -> [Finding] {
    guard !noted.isEmpty, !excusesMissingHeads, let head = try? references.head.get() else {
      return []
    }
    let isWhole = survey.hasGaps || noted.contains { survey.kind(of: $0.id.object) != .commit }
    let held = survey.reachable(from: head.id.map { [$0] } ?? [], isWhole: isWhole)
    let name = head.branch.description
    return noted.compactMap { noted in
      if held.contains(noted.id.object, in: survey) ?? false { return nil }
      let id = StoredObjectID(noted.id.object)
      let cause = ReferenceFault.lacksNoted(id, noted: noted.noted)
      return Finding(Damage(.reference(name), .reference(cause)))
    }
  }

  // MARK: Derived files

  /// What is wrong with what was made from the pieces to answer quickly.
  func derivedFindings(in repository: Repository) throws(ArchiveError) -> [Finding] {
    let sidecars = try translated { () throws(RepositoryError) in
      try repository.damagedSidecars()
    }
    return try [commitGraphFinding(in: repository)].compactMap(\.self)
      + sidecars.map { Finding(Damage(.file(path: $0.path), path: $0.path, .sidecar)) }
  }

  /// Holds the commit-graph against the commits: it answers for them.
  ///
  /// Rows of commits that were not read are not judged.
  private func commitGraphFinding(in repository: Repository) throws(ArchiveError) -> Finding? {
    let broken = Set(findings.compactMap { $0.damage.object?.object })
    let found = try translated { () throws(RepositoryError) in
      try repository.commitGraphProblem(
        survey, workers: workers, order: log.positionsByArticle
      ) { [log] in log.facts(broken: broken) }
    }
    guard let found else { return nil }
    let fault: CommitGraphFault =
      switch found.problem {
      case .damaged: .damaged
      case .contradicts(let id): .contradicts(StoredObjectID(id))
      }
    return Finding(Damage(.file(path: found.path), path: found.path, .commitGraph(fault)))
  }
}
