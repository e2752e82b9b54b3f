internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let can = Option(
    "--can", value: "RIGHT", help: "what it may do beside reading, which needs no token: write",
    candidates: .words(["write"]))
  fileprivate static let articles = Option(
    "--article", value: "GLOB", help: "only for these articles")
  fileprivate static let expires = Option(
    "--expires", value: "TIME", help: "until then, such as 2027-01-01 (of a day, its end)")
  fileprivate static let name = Option("--name", value: "TEXT", help: "what it is called")
}

extension Command {
  static let token = Command(
    "token", words: "add | list | remove NAME-OR-PREFIX", count: 1...2,
    summary: "who may record revisions through `stet serve`: make, list and remove tokens",
    options: [.can, .articles, .expires, .name, .author, .json],
    candidates: .words(["add", "list", "remove"]),
    examples: [
      (
        "stet token add --can write --article 'news/*' --name crawler",
        "prints the token, once; a server that runs takes it at once"
      ),
      ("stet token list", "what there is; nobody can tell a token again"),
      ("stet token remove crawler", "from now on it opens nothing"),
    ]
  ) { arguments, session throws(CommandError) in
    let usage = Command.usage(of: "token")
    switch arguments.words[0] {
    case "add":
      try arguments.expect(1...1, usage)
      try add(arguments, session)
    case "list":
      try arguments.expect(1...1, usage)
      try refuseRights(arguments)
      try list(arguments, session)
    case "remove":
      try arguments.expect(2...2, usage)
      try refuseRights(arguments)
      try remove(arguments.words[1], arguments, session)
    default:
      throw .usage("token has no '\(arguments.words[0].visible)'", hint: usage)
    }
    return .done
  }

  private static func refuseRights(_ arguments: Arguments) throws(CommandError) {
    for option in [Option.can, .articles, .expires, .name, .author] where arguments.has(option) {
      throw .usage("\(option.names[0]) belongs to `stet token add`", hint: nil)
    }
  }

  private static func add(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let archive = try session.archive()
    let now = session.surroundings.now()
    var random = SystemRandomNumberGenerator()
    let secret = AccessToken.secret(using: &random)
    var token = AccessToken(
      of: secret, created: now, author: try session.author(arguments[.author], of: archive))
    for right in arguments.all(.can) {
      guard right == "write" else {
        throw .usage("--can takes write, not '\(right.visible)'", hint: nil)
      }
      token.canWrite = true
    }
    token.articles = arguments[.articles].map { Glob($0) }
    token.name = arguments[.name]
    token.expires = try arguments.time(.expires, now: now)
    if token.isExpired(at: now) {
      throw .usage("--expires \(arguments[.expires]?.visible ?? "") is past", hint: nil)
    }
    try archived { () throws(ArchiveError) in try archive.addToken(token) }
    if arguments.has(.json) {
      try session.write(token.json(secret: secret).encoded() + [0x0A])
    } else {
      try session.print(secret)
      Warning.write("that is the only time it is told: \(words(of: token))")
    }
  }

  private static func list(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let archive = try session.archive()
    let tokens = try archived { () throws(ArchiveError) in try archive.tokens() }
    let now = session.surroundings.now()
    for token in tokens {
      if arguments.has(.json) {
        try session.write(token.json().encoded() + [0x0A])
        continue
      }
      let state = token.isExpired(at: now) ? session.paint("expired", .bad) + "  " : ""
      try session.print("\(token.abbreviated)  \(state)\(words(of: token))")
    }
    if arguments.has(.json) { return }
    let summary =
      tokens.isEmpty ? "no tokens: nobody can write" : counted(tokens.count, "token")
    try session.print(session.paint(summary, .faint))
  }

  private static func remove(
    _ word: String, _ arguments: Arguments, _ session: Session
  ) throws(CommandError) {
    let archive = try session.archive()
    let meant = try archived { () throws(ArchiveError) in try archive.removeToken(word) }
    guard meant.count == 1 else { throw .noToken(word, count: meant.count) }
    if arguments.has(.json) {
      try session.write(meant[0].json().encoded() + [0x0A])
    } else {
      try session.print("removed \(meant[0].abbreviated)  \(words(of: meant[0]))")
    }
  }

  private static func words(of token: AccessToken) -> String {
    let parts = [
      token.name?.visible,
      token.canWrite ? "can write" : "can only read, as everybody can",
      token.articles.map { "only \($0.description.visible)" },
      token.expires.map { "until \($0)" },
      "as \(token.author.name) <\(token.author.mail)>".visible,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
