internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let quick = Option(
    "--quick", help: "only what the newest revision of each article needs")
  fileprivate static let full = Option(
    "--full", help: "hold all of the index of words against the texts, not the share of the day")
  fileprivate static let sinceLast = Option(
    "--since-last", help: "what came since the last success, and a share of the rest")
  fileprivate static let shares = Option(
    "--shares", value: "N", help: "with --since-last: read all that is old once in N runs (10)")
  fileprivate static let contains = Option(
    "--contains", value: "ID", help: "a head noted elsewhere, which the history must hold")
  static let evidence = Option(
    "--evidence", value: "FILE", help: "a bundle of `stet evidence`, instead of the archive",
    candidates: .files)
  static let policy = Option(
    "--policy", value: "FILE",
    help: "with --evidence: whose signatures count, from elsewhere than the bundle",
    candidates: .files)
}

extension Command {
  static let verify = Command(
    "verify", count: 0...0, summary: "prove that nothing was altered or lost",
    options: [.quick, .full, .sinceLast, .shares, .contains, .evidence, .policy, .roots, .json],
    examples: [
      ("stet verify", "hash every object, follow every link, check the log"),
      ("stet verify --quick", "only what the head needs"),
      ("stet verify --since-last", "for a daily job: quick, and everything once in ten runs"),
      ("stet verify --contains 6ef19b41…", "and that nothing before that head was taken back"),
      (
        "stet verify --evidence bridge.zip --policy news.policy",
        "without the archive: what `stet evidence` gave out"
      ),
    ]
  ) { arguments, session throws(CommandError) in
    if arguments.has(.evidence) || arguments.has(.policy) {
      return try EvidenceCheck.run(arguments, session)
    }
    let archive = try session.archive()
    let heads = try arguments.heads(.contains)
    let meter = ProgressMeter("verified", "objects", total: nil, session)
    let result = try verify(archive, arguments, heads, session) { meter.update($0, of: $1) }
    meter.finish()
    let notes = archive.notes(now: session.surroundings.now()) + result.notes
    if arguments.has(.json) {
      try session.write(json(of: result, notes, session.program).encoded(pretty: true) + [0x0A])
    } else {
      try session.print(result, notes: notes)
    }
    return ExitStatus(result)
  }

  private static func verify(
    _ archive: Archive, _ arguments: Arguments, _ heads: [RevisionID], _ session: Session,
    progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CommandError) -> Verification {
    let isQuick = arguments.has(.quick)
    if arguments.has(.full) && (isQuick || arguments.has(.sinceLast)) {
      throw .usage("--full is an option by itself", hint: nil)
    }
    if isQuick && (!heads.isEmpty || arguments.has(.sinceLast)) {
      throw .usage("--quick reads only what the head needs, and is an option by itself", hint: nil)
    }
    let shares = try arguments.number(.shares, atLeast: 1)
    if shares != nil && !arguments.has(.sinceLast) {
      throw .usage("--shares belongs to --since-last", hint: nil)
    }
    let surroundings = session.surroundings
    return try archived { () throws(ArchiveError) in
      if isQuick { return try archive.verifyHead() }
      guard arguments.has(.sinceLast) else {
        return try archive.verify(
          workers: surroundings.cores, containing: heads,
          comparing: arguments.has(.full) ? .whole : .ofDay(surroundings.now()), progress: progress)
      }
      return try archive.verifySinceLast(
        shareCount: shares ?? 10, now: surroundings.now(), workers: surroundings.cores,
        containing: heads, progress: progress)
    }
  }

  private static func json(
    of result: Verification, _ notes: [Note], _ program: ProgramLine
  ) -> JSON {
    result.json(notes: notes.map { $0.json(explanation: $0.words(program)) }) { damage in
      (damage.cause.words, damage.advice(isCostKnown: result.isComplete, program))
    }
  }
}
