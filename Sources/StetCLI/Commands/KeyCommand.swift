internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let takeOver = Option(
    "--take-over",
    help: "new: also where checkpoints were signed by keys that are elsewhere, or lost")
}

extension Command {
  static let key = Command(
    "key", words: "new ORIGIN | list | policy | retire ID", count: 1...2,
    summary: "the keys that sign checkpoints: make, list and retire them, or print a policy",
    options: [.takeOver, .author, .json],
    candidates: .words(["new", "list", "policy", "retire"]),
    examples: [
      (
        "stet key new example.org/news",
        "make a key for a log of this name; it stays in this archive"
      ),
      ("stet key policy > example.policy", "what others need to check evidence: give it to them"),
      ("stet key retire 8d3f", "from two keys, the one that signs no more"),
    ]
  ) { arguments, session throws(CommandError) in
    let usage = Command.usage(of: "key")
    switch arguments.words[0] {
    case "new":
      try arguments.expect(2...2, usage)
      try make(arguments, session)
    case "list":
      try arguments.expect(1...1, usage)
      try list(arguments, session)
    case "policy":
      try arguments.expect(1...1, usage)
      try session.write(policy(session))
    case "retire":
      try arguments.expect(2...2, usage)
      try retire(arguments, session)
    default:
      throw .usage("key has no '\(arguments.words[0].visible)'", hint: usage)
    }
    return .done
  }

  private static func make(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let archive = try session.archive()
    let author = try session.author(arguments[.author], of: archive)
    var random = SystemRandomNumberGenerator()
    let key = try archived { () throws(ArchiveError) in
      try archive.makeSigningKey(
        for: arguments.words[1], takesOver: arguments.has(.takeOver), by: author,
        now: session.surroundings.now(), using: &random)
    }
    try tell(key, arguments, session)
    if !arguments.has(.json) {
      Warning.write(
        "the secret is in stet/signing-keys of the archive, and in no copy: keep a backup of that file"
      )
    }
  }

  private static func list(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let archive = try session.archive()
    let (own, recorded) = try archived { () throws(ArchiveError) in
      (try archive.publicKeys(), try archive.recordedKeys())
    }
    for key in own { try tell(key, arguments, session) }
    let others = recorded.filter { !own.contains($0) }
    if arguments.has(.json) {
      for key in others { try session.write(key.json(isHere: false).encoded() + [0x0A]) }
      return
    }
    for key in others {
      try session.print("\(key.text.visible)  " + session.paint("signs elsewhere", .faint))
    }
    if own.isEmpty, others.isEmpty { try session.print(session.paint("no keys", .faint)) }
  }

  private static func policy(_ session: Session) throws(CommandError) -> [UInt8] {
    let archive = try session.archive()
    let keys = try archived { () throws(ArchiveError) in
      let own = try archive.publicKeys()
      return own.isEmpty ? try archive.recordedKeys() : own
    }
    if keys.isEmpty { throw .archive(.notSigned(.noKey)) }
    return keys.policy
  }

  private static func retire(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let archive = try session.archive()
    let author = try session.author(arguments[.author], of: archive)
    let key = try archived { () throws(ArchiveError) in
      try archive.retireSigningKey(
        arguments.words[1], by: author, now: session.surroundings.now())
    }
    if arguments.has(.json) { return try tell(key, arguments, session) }
    try session.print("retired \(key.text.visible)")
  }

  private static func tell(
    _ key: PublicKey, _ arguments: Arguments, _ session: Session
  ) throws(CommandError) {
    if arguments.has(.json) {
      try session.write(key.json(isHere: true).encoded() + [0x0A])
    } else {
      try session.print(key.text.visible)
    }
  }
}
