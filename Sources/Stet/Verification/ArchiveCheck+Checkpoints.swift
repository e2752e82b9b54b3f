internal import Articles
internal import Bytes
internal import Objects
internal import Repository
internal import Storage
internal import Timestamps
internal import TransparencyLog

extension ArchiveCheck {
  /// Checkpoints that the log does not have: those that it records itself, and those that were noted.
  ///
  /// - Parameter noted: What was noted on this machine, or named by whoever asks.
  func checkpointFindings(
    in archive: Archive, noted: [NotedCheckpoint]
  ) throws(ArchiveError) -> [Finding] {
    guard !excusesMissingHeads, let head = try? references.head.get() else { return [] }
    // Most archives sign nothing, and need no walk along their history for it.
    var signs = !noted.isEmpty || log.records(.checkpoint) || log.records(.timestamps)
    if !signs { signs = try archive.keptCheckpoint() != nil }
    guard signs else { return [] }
    // Where the line breaks, that is a finding of its own.
    guard let line = line(to: head.id) else { return [] }
    let recorded = try recordedCheckpoints(in: archive, along: line)
    let stamps = try timestampFindings(in: archive, along: line, of: recorded)
    let sizes = recorded.compactMap(\.checkpoint?.checkpoint.size) + noted.map(\.size)
    let roots = roots(of: line, at: Set(sizes))
    var findings = recorded.compactMap { record -> Finding? in
      record.fault(roots).map { fault in
        Finding(Damage(.object(StoredObjectID(survey.ids[record.commit])), .log(fault)))
      }
    }
    for noted in noted where roots[noted.size] != noted.root {
      let fault = ReferenceFault.lacksCheckpoint(
        size: Int(clamping: noted.size), origin: noted.origin, noted: noted.noted)
      findings.append(Finding(Damage(.reference(head.branch.description), .reference(fault))))
    }
    findings += stamps
    if findings.isEmpty { findings += try tileFindings(in: archive, of: line) }
    return findings
  }

  /// A commit that says that it records a checkpoint.
  private struct Record {
    let commit: Int
    /// How many commits come before it.
    let place: Int
    /// `nil` where its text is none.
    let checkpoint: RecordedCheckpoint?
    /// The keys that the archive says sign, when it was recorded.
    let keys: [VerifierKey]

    func fault(_ roots: [UInt64: Digest]) -> LogFault? {
      guard let checkpoint else { return .malformedCheckpoint }
      let size = checkpoint.checkpoint.size
      guard size <= UInt64(place), roots[size] == checkpoint.checkpoint.root else {
        return .contradictsCheckpoint(size: Int(clamping: size))
      }
      let keys = keys.filter { $0.name == checkpoint.origin }
      return checkpoint.signed.verified(by: keys).isEmpty ? .unsignedCheckpoint : nil
    }
  }

  /// Timestamps of what was no checkpoint before them.
  private func timestampFindings(
    in archive: Archive, along line: [Int], of checkpoints: [Record]
  ) throws(ArchiveError) -> [Finding] {
    var findings: [Finding] = []
    for (place, revision) in revisions(of: .timestamps, along: line) {
      guard let text = try readableText(of: revision, in: archive) else { continue }
      let token = try? TimestampToken(decoding: text)
      let isKnown = checkpoints.contains { record in
        record.place < place && record.checkpoint.map { token?.dates($0) ?? false } ?? false
      }
      if isKnown { continue }
      let id = StoredObjectID(revision.id.object)
      findings.append(Finding(Damage(.object(id), .log(.timestampOfUnknown))))
    }
    return findings
  }

  /// What an article of the archive's own was, with the place in the line.
  private func revisions(
    of article: ArticleName, along line: [Int]
  ) -> [(place: Int, revision: Revision)] {
    line.enumerated().compactMap { place, position in
      guard let revision = log.special[position], revision.article == article,
        !revision.isWithdrawal
      else { return nil }
      return (place, revision)
    }
  }

  /// `nil` where it is damaged, which is found by itself.
  private func readableText(
    of revision: Revision, in archive: Archive
  ) throws(ArchiveError) -> [UInt8]? {
    do throws(ArchiveError) {
      return try archive.content(of: revision)
    } catch .damaged {
      return nil
    }
  }

  private func recordedCheckpoints(
    in archive: Archive, along line: [Int]
  ) throws(ArchiveError) -> [Record] {
    var records: [Record] = []
    for (place, revision) in revisions(of: .checkpoint, along: line) {
      guard let text = try readableText(of: revision, in: archive) else { continue }
      let keys = (try? archive.recordedKeys(at: revision.id.object)) ?? []
      records.append(
        Record(
          commit: line[place], place: place, checkpoint: RecordedCheckpoint(text), keys: keys))
    }
    return records
  }

  /// The positions of the commits that lead to a head, the oldest first; `nil` where one cannot be read.
  private func line(to head: ObjectID?) -> [Int]? {
    guard let head else { return [] }
    var line: [Int] = []
    var links: [ObjectSurvey.Link] = []
    var next = survey.position(of: head)
    while let position = next {
      guard log.row(at: position) != nil else { return nil }
      line.append(position)
      survey.readLinks(at: position, into: &links)
      if links.count <= 1 { return line.reversed() }
      next = log.parents(among: links).first
    }
    return nil
  }

  /// The hashes over the first commits, for each of these sizes that there is.
  private func roots(of line: [Int], at sizes: Set<UInt64>) -> [UInt64: Digest] {
    var roots: [UInt64: Digest] = [:]
    guard let last = sizes.max() else { return roots }
    var tree = MerkleTree()
    if sizes.contains(0) { roots[0] = tree.root }
    for position in line.prefix(Int(clamping: last)) {
      tree.append(MerkleHash.leaf(survey.ids[position].digest.bytes))
      if sizes.contains(tree.size) { roots[tree.size] = tree.root }
    }
    return roots
  }

  /// Tiles that do not say what the commits say.
  private func tileFindings(
    in archive: Archive, of line: [Int]
  ) throws(ArchiveError) -> [Finding] {
    guard let kept = try archive.keptCheckpoint() else { return [] }
    let log = try KeptLog(archive.repository, at: kept.checkpoint)
    if let log, try log.holds(line.lazy.map { survey.ids[$0] }) { return [] }
    return [Finding(archive.damagedLog)]
  }
}
