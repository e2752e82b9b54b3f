internal import JSON
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
    if arguments.has(.json) {
      try session.write(result.json.encoded(pretty: true) + [0x0A])
    } else {
      for finding in result.findings {
        try print(finding, isCostKnown: result.isComplete, session)
      }
      try session.print(summary(of: result, session))
    }
    return result.isClean ? .done : .damageFound
  }

  private static func print(
    _ finding: Finding, isCostKnown: Bool, _ session: Session
  ) throws(CommandError) {
    let damage = finding.damage
    try session.print(
      session.paint(damage.kind.rawValue, .bad) + " " + damage.subjectText.visible)
    try session.print("  \(damage.cause.words.visible)")
    if let path = damage.path, path != damage.subjectText {
      try session.print("  file: \(path.visible)")
    }
    if !finding.lost.isEmpty {
      let shown = finding.lost.prefix(10).map(\.text).joined(separator: ", ")
      let more = finding.lost.count > 10 ? " and \(finding.lost.count - 10) more" : ""
      try session.print("  takes away: \(shown)\(more)")
    }
    try session.print("  next: \(damage.advice(isCostKnown: isCostKnown).visible)\n")
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

extension Verification {
  /// One object: counts, and a list of findings with the revisions that each takes away.
  var json: JSON {
    [
      "clean": .bool(isClean), "complete": .bool(isComplete), "objects": .integer(objectCount),
      "revisions": .integer(revisionCount), "articles": .integer(articleCount),
      "findings": .array(
        findings.map { finding in
          let damage = finding.damage
          return [
            "kind": .string(damage.kind.rawValue), "subject": .string(damage.subjectText),
            "path": damage.path.map { .string($0) } ?? .null,
            "remedy": .string(damage.remedy.rawValue),
            "explanation": .string(damage.cause.words),
            "advice": .string(damage.advice(isCostKnown: isComplete)),
            "lost": .array(
              finding.lost.map { lost in
                [
                  "commit": .string(lost.id.description),
                  "article": lost.article.map { .string($0.description) } ?? .null,
                  "number": lost.number.map { .integer($0) } ?? .null,
                ]
              }),
          ]
        }),
    ]
  }
}
