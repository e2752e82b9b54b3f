internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let quick = Option(
    "--quick", help: "only what the newest revision of each article needs")
  fileprivate static let contains = Option(
    "--contains", value: "ID", help: "a head noted elsewhere, which the history must hold")
}

extension Command {
  static let verify = Command(
    "verify", count: 0...0, summary: "prove that nothing was altered or lost",
    options: [.quick, .contains, .json],
    examples: [
      ("stet verify", "hash every object, follow every link, check the log"),
      ("stet verify --quick", "only what the head needs"),
      ("stet verify --contains 6ef19b41…", "and that nothing before that head was taken back"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let heads = try arguments.heads(.contains)
    if arguments.has(.quick) && !heads.isEmpty {
      throw .usage("--contains needs the whole history, and --quick does not read it", hint: nil)
    }
    let cores = session.surroundings.cores
    let meter = ProgressMeter("verified", "objects", total: nil, session)
    let result = try archived { () throws(ArchiveError) in
      try arguments.has(.quick)
        ? archive.verifyHead()
        : archive.verify(workers: cores, containing: heads) { done, total in
          meter.update(done, of: total)
        }
    }
    meter.finish()
    let notes = archive.notes(now: session.surroundings.now()) + result.notes
    if arguments.has(.json) {
      try session.write(json(of: result, notes, session.program).encoded(pretty: true) + [0x0A])
    } else {
      try session.print(result, notes: notes)
    }
    return result.isClean ? .done : .damageFound
  }

  private static func json(
    of result: Verification, _ notes: [Note], _ program: ProgramLine
  ) -> JSON {
    result.json(notes: notes.map { $0.json(explanation: $0.words) }) { damage in
      (damage.cause.words, damage.advice(isCostKnown: result.isComplete, program))
    }
  }
}
