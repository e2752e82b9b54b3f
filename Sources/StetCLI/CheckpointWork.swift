internal import Stet

/// What `checkpoint` and `maintain` do with a checkpoint: have it dated, and say so.
struct CheckpointWork {
  private let archive: Archive
  private let author: Author
  private let session: Session
  private let roots: [UInt8]?

  init(_ archive: Archive, _ author: Author, _ session: Session, roots: [UInt8]? = nil) {
    (self.archive, self.author, self.session, self.roots) = (archive, author, session, roots)
  }

  /// Seconds that an authority may take.
  private static let patience = 30

  /// The authorities that the archive's configuration names in `stet.tsa`, with spaces between.
  private var configured: [String] {
    archive.configuration("stet.tsa")?.split(separator: " ").map { String($0) } ?? []
  }

  func query(of checkpoint: RecordedCheckpoint) throws(CommandError) -> TimestampQuery {
    var random = SystemRandomNumberGenerator()
    return try archived { () throws(ArchiveError) in
      try archive.timestampQuery(of: checkpoint, using: &random)
    }
  }

  /// Asks authorities to date a checkpoint, and records what they answer.
  ///
  /// - Parameter named: Those that were asked for; `nil` for those that are configured, which date what is new.
  func date(
    _ outcome: CheckpointOutcome, by named: [String]?
  ) throws(CommandError) -> [RecordedTimestamp] {
    if named == nil, case .unchanged = outcome { return [] }
    var stamps: [RecordedTimestamp] = []
    for url in named ?? configured {
      let query = try query(of: outcome.checkpoint)
      let answer = try NetworkProgram().post(
        query.bytes, type: "application/timestamp-query", accept: "application/timestamp-reply",
        to: url, timeout: CheckpointWork.patience)
      guard answer.status == 200 else {
        throw .network("\(url.visible) answers with status \(answer.status)")
      }
      stamps.append(try record(answer.body, to: query, from: url))
    }
    return stamps
  }

  func record(
    _ answer: [UInt8], to query: TimestampQuery? = nil, from url: String? = nil
  ) throws(CommandError) -> RecordedTimestamp {
    try archived { () throws(ArchiveError) in
      try archive.recordTimestamp(
        answer, to: query, from: url, trusting: roots, by: author,
        now: session.surroundings.now())
    }
  }

  /// The checkpoint of the day, where it is due: what cannot be done is told, and done the next time.
  ///
  /// - Throws: Only where the history is no longer the one that was signed.
  static func daily(_ archive: Archive, _ session: Session) throws(CommandError) -> [String] {
    do throws(CommandError) {
      let now = session.surroundings.now()
      guard try archived({ () throws(ArchiveError) in try archive.isCheckpointDue(now: now) })
      else {
        return []
      }
      let author = try session.author(nil, of: archive)
      let work = CheckpointWork(archive, author, session)
      let outcome = try archived { () throws(ArchiveError) in
        try archive.makeCheckpoint(by: author, now: now)
      }
      guard case .made = outcome else { return [] }
      return work.lines(of: outcome, try work.date(outcome, by: nil))
    } catch {
      if case .archive(.notSigned(.rewritten)) = error { throw error }
      Warning.write("the checkpoint of the day: \(error.report.message)")
      return []
    }
  }

  func lines(of outcome: CheckpointOutcome, _ stamps: [RecordedTimestamp]) -> [String] {
    let checkpoint = outcome.checkpoint
    let words = "\(counted(checkpoint.size, "commit")) of \(checkpoint.origin.visible)"
    let first =
      switch outcome {
      case .made: "checkpoint of \(words): \(checkpoint.root)"
      case .unchanged: "nothing new since the checkpoint of \(words)"
      }
    return [first]
      + stamps.map { "timestamp of \($0.time) by \($0.authority?.visible ?? "an authority")" }
  }
}
