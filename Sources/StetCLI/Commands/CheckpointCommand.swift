internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let authority = Option(
    "--tsa", value: "URL",
    help: "have it dated by this authority (RFC 3161), again and again; without: those of stet.tsa")
  fileprivate static let query = Option(
    "--tsq", value: "FILE", help: "write a request for a timestamp there, to be sent by yourself",
    candidates: .files)
  fileprivate static let answer = Option(
    "--tsr", value: "FILE", help: "record the timestamp in this answer to such a request",
    candidates: .files)
}

extension Command {
  static let checkpoint = Command(
    "checkpoint", count: 0...0,
    summary: "sign what is recorded so far, and have it dated: evidence that strangers can check",
    options: [.authority, .query, .answer, .roots, .author, .json],
    examples: [
      ("stet checkpoint", "sign the hash over all commits, by the archive's key"),
      ("stet checkpoint --tsa http://tsa.example.org", "and have it dated there"),
      (
        "stet checkpoint --tsq c.tsq; curl … > c.tsr; stet checkpoint --tsr c.tsr",
        "the same by hand"
      ),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let author = try session.author(arguments[.author], of: archive)
    let now = session.surroundings.now()
    let work = CheckpointWork(archive, author, session, roots: try arguments.roots(session))
    if let path = arguments[.answer] {
      let stamp = try work.record(Files.read(session.path(path)))
      try session.print(
        "timestamp of \(stamp.time) by \(stamp.authority?.visible ?? "an authority")")
      return .done
    }
    let outcome = try archived { () throws(ArchiveError) in
      try archive.makeCheckpoint(by: author, now: now)
    }
    if let path = arguments[.query] {
      try Files.write(work.query(of: outcome.checkpoint).bytes, to: session.path(path))
    }
    let authorities = arguments.all(.authority)
    let stamps = try work.date(outcome, by: authorities.isEmpty ? nil : authorities)
    if arguments.has(.json) {
      try session.write(outcome.json(timestamps: stamps).encoded() + [0x0A])
    } else {
      for line in work.lines(of: outcome, stamps) { try session.print(line) }
    }
    return .done
  }
}

extension Option {
  static let roots = Option(
    "--roots", value: "FILE",
    help: "certificates (PEM) by which timestamps must be signed; from the authority itself",
    candidates: .files)
}

extension Arguments {
  func roots(_ session: Session) throws(CommandError) -> [UInt8]? {
    guard let path = self[.roots] else { return nil }
    return try Files.read(session.path(path))
  }
}
