internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let full = Option(
    "--full", help: "put everything into one pack, not only what is due")
  fileprivate static let grace = Option(
    "--grace", value: "DAYS", help: "how long to keep what no revision needs (14)")
}

extension Command {
  static let maintain = Command(
    "maintain", count: 0...0,
    summary:
      "keep the archive small and quick: pack, index, prune, and sign once a day (safe at any time)",
    options: [.full, .grace, .json],
    examples: [
      ("stet maintain", "what is due"),
      ("stet maintain --full", "as small as it gets"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let days = try arguments.number(.grace, atLeast: 0)
    let surroundings = session.surroundings
    let meter = ProgressMeter("gathered", "objects", total: nil, session)
    let summary = try archived { () throws(ArchiveError) in
      try archive.maintain(
        isComplete: arguments.has(.full), grace: days.map { min($0, 1_000_000) * 86_400 },
        now: surroundings.now(),
        workers: surroundings.cores, progress: { meter.update($0, of: $1) })
    }
    meter.finish()
    let status =
      summary.damagedCount > 0 || !summary.erasures.doubtful.isEmpty
      ? ExitStatus.damageFound : .done
    if arguments.has(.json) {
      try session.write(summary.json.encoded(pretty: true) + [0x0A])
    } else {
      try report(summary, session)
    }
    let lines = try CheckpointWork.daily(archive, session)
    if !arguments.has(.json) { for line in lines { try session.print(line) } }
    return status
  }

  private static func report(
    _ summary: MaintenanceSummary, _ session: Session
  ) throws(CommandError) {
    for line in summary.erasures.lines(session.program) { try session.print(line) }
    if summary.packedCount == 0 && summary.prunedCount == 0 {
      try session.print("nothing to gather")
    } else {
      try session.print(
        "packed \(counted(summary.packedCount, "object")), replacing"
          + " \(counted(summary.replacedPackCount, "pack")) and"
          + " \(counted(summary.removedLooseCount, "loose file"))")
    }
    if summary.prunedCount > 0 {
      try session.print("removed \(counted(summary.prunedCount, "object")) that no revision needs")
    }
    try session.print(
      "on disk: \(grouped(summary.byteCountBefore)) → \(counted(summary.byteCountAfter, "byte"))")
    guard summary.damagedCount > 0 else { return }
    try session.print(
      "left \(counted(summary.damagedCount, "damaged object")) as \(summary.damagedCount == 1 ? "it is" : "they are"):"
        + " run `\(session.program("verify"))`")
  }
}
