internal import JSON
internal import Schemas
internal import Stet

extension Command {
  static let rename = Command(
    "rename", words: "OLD NEW", count: 2...2,
    summary: "give an article another name, which log follows",
    options: [.message, .author, .allowSimilarName, .json], candidates: .articles,
    examples: [
      ("stet rename bridge.txt news/bridge", "two commits, durable together"),
      ("stet log news/bridge", "also what was recorded as bridge.txt"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive().observed(by: [HousekeepingWarning(program: session.program)]
    )
    let author = try session.author(arguments[.author], of: archive)
    let renaming = try archived { () throws(ArchiveError) in
      try archive.rename(
        ArticleName(arguments.words[0]), to: ArticleName(arguments.words[1]),
        message: arguments.message, allowsSimilarName: arguments.has(.allowSimilarName),
        by: author, now: session.surroundings.now())
    }
    let id = renaming.revision.id
    try session.tell("recorded as \(id)") { () throws(CommandError) in
      if arguments.has(.json) {
        return try session.write(renaming.json.encoded(pretty: true) + [0x0A])
      }
      let (old, new) = (arguments.words[0].visible, arguments.words[1].visible)
      try session.print("renamed \(old) to \(new) as \(id.abbreviated)")
    }
    session.warn(of: archive)
    return .done
  }
}
