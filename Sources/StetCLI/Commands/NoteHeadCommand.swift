internal import JSON
internal import Schemas
internal import Stet

extension Command {
  static let noteHead = Command(
    "note-head", words: "[REV]", count: 0...1,
    summary: "note the head: verify sees to it that the history holds it from now on",
    options: [.json], candidates: .revisions,
    examples: [
      ("stet note-head", "note the newest commit, and print its id to keep elsewhere"),
      ("stet note-head bridge@3", "note the commit of a revision"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let noted = try archived { () throws(ArchiveError) in
      try archive.noteHead(arguments.words.first, now: session.surroundings.now())
    }
    if arguments.has(.json) {
      try session.write(noted.json.encoded() + [0x0A])
    } else {
      try session.print("\(noted.id)")
    }
    return .done
  }
}
