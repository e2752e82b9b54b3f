internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let quick = Option(
    "--quick", help: "only what the newest revision of each article needs")
}

extension Command {
  static let verify = Command(
    "verify", count: 0...0, summary: "prove that nothing was altered or lost",
    options: [.quick, .json],
    examples: [
      ("stet verify", "hash every object, follow every link, check the log"),
      ("stet verify --quick", "only what the head needs"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let cores = session.surroundings.cores
    let meter = ProgressMeter("verified", "objects", total: nil, session)
    let result = try archived { () throws(ArchiveError) in
      try arguments.has(.quick)
        ? archive.verifyHead()
        : archive.verify(workers: cores) { done, total in meter.update(done, of: total) }
    }
    meter.finish()
    let notes = archive.notes(now: session.surroundings.now())
    if arguments.has(.json) {
      try session.write(json(of: result, notes).encoded(pretty: true) + [0x0A])
    } else {
      for finding in result.findings {
        try print(finding, isCostKnown: result.isComplete, session)
      }
      for note in notes { try session.print("note: " + note.words.visible) }
      try session.print(summary(of: result, session))
    }
    return result.isClean ? .done : .damageFound
  }

  private static func print(
    _ finding: Finding, isCostKnown: Bool, _ session: Session
  ) throws(CommandError) {
    let damage = finding.damage
    try session.print(
      session.paint(damage.kind.rawValue, .bad) + " " + damage.subject.text.visible)
    try session.print("  \(damage.cause.words.visible)")
    if let path = damage.path, path != damage.subject.text {
      try session.print("  file: \(path.visible)")
    }
    if !finding.lost.isEmpty {
      let shown = finding.lost.prefix(10).map(\.text).joined(separator: ", ")
      let more = finding.lost.count > 10 ? " and \(finding.lost.count - 10) more" : ""
      try session.print("  takes away: \(shown)\(more)")
    }
    try session.print("  next: \(damage.advice(isCostKnown: isCostKnown).visible)\n")
  }

  private static func json(of result: Verification, _ notes: [Note]) -> JSON {
    result.json(notes: notes.map { $0.json(explanation: $0.words) }) { damage in
      (damage.cause.words, damage.advice(isCostKnown: result.isComplete))
    }
  }

  private static func summary(of result: Verification, _ session: Session) -> String {
    let counts = [
      counted(result.objectCount, "object"), counted(result.revisionCount, "revision"),
      counted(result.articleCount, "article"),
    ].joined(separator: ", ")
    let scope = result.isComplete ? "verified" : "verified what the head needs:"
    guard !result.isClean else {
      return "\(scope) \(counts): " + session.paint("no damage", .good)
    }
    let lost = result.lost.count
    let loss = lost == 0 ? "no revision is lost" : "\(counted(lost, "revision")) lost"
    return "\(scope) \(counts): "
      + session.paint(counted(result.findings.count, "finding"), .bad) + ", " + loss
  }
}

extension LostRevision {
  fileprivate var text: String {
    guard let article else { return "the revision of commit \(id.abbreviated)" }
    return article.description.visible + (number.map { "@\($0)" } ?? " (\(id.abbreviated))")
  }
}
