internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let key = Option(
    "--key", value: "KEY", help: "the witness's public key, as policies have it")
}

extension Command {
  static let witness = Command(
    "witness", words: "add-checkpoint URL", count: 2...2,
    summary: "have the latest checkpoint signed by a witness, who sees that nothing is taken back",
    options: [.key, .author, .json], candidates: .words(["add-checkpoint"]),
    examples: [
      (
        "stet witness add-checkpoint https://witness.example.org/ --key w.example.org+9e3a…",
        "it signs, and its signature is recorded with the checkpoint"
      )
    ]
  ) { arguments, session throws(CommandError) in
    guard arguments.words[0] == "add-checkpoint" else {
      throw .usage(
        "witness has no '\(arguments.words[0].visible)'", hint: Command.usage(of: "witness"))
    }
    guard let key = arguments[.key].flatMap({ WitnessKey($0) }) else {
      throw .usage(
        "--key names the key by which the witness signs",
        hint:
          "NAME+ID+KEY, as it stands in a policy (c2sp.org/tlog-policy); the witness publishes it")
    }
    let archive = try session.archive()
    let author = try session.author(arguments[.author], of: archive)
    let latest = try archived { () throws(ArchiveError) in try archive.latestCheckpoint() }
    guard let latest else {
      throw .archive(
        .notCovered("HEAD", reason: "there is no checkpoint: `stet checkpoint` makes one"))
    }
    let signed = try signed(latest, by: key, arguments.words[1], archive, author, session)
    if arguments.has(.json) {
      try session.write(CheckpointOutcome.unchanged(signed).json(timestamps: []).encoded() + [0x0A])
    } else {
      try session.print(
        "\(key.name.visible) signed the checkpoint of \(counted(signed.size, "commit")) of \(signed.origin.visible)"
      )
    }
    return .done
  }

  /// Asks once more where the witness has seen another size.
  private static func signed(
    _ latest: RecordedCheckpoint, by key: WitnessKey, _ url: String, _ archive: Archive,
    _ author: Author, _ session: Session
  ) throws(CommandError) -> RecordedCheckpoint {
    let program = try NetworkProgram()
    let prefix = url.hasSuffix("/") ? String(url.dropLast()) : url
    var size: Int?
    for _ in 0..<2 {
      let body = try archived { () throws(ArchiveError) in
        try archive.witnessRequest(of: latest, to: key, from: size)
      }
      let answer = try program.post(
        body, type: "text/plain", accept: nil, to: prefix + "/add-checkpoint", timeout: 30)
      let result = try archived { () throws(ArchiveError) in
        try archive.recordWitness(
          status: answer.status, type: answer.type, body: answer.body, of: latest, by: key,
          recordedBy: author, now: session.surroundings.now())
      }
      switch result {
      case .signed(let checkpoint): return checkpoint
      case .sawSize(let seen): size = seen
      }
    }
    throw .archive(.unfitAnswer(reason: "the witness \(key.name) asks for another size each time"))
  }
}
