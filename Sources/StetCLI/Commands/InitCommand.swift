internal import JSON
internal import Stet

extension Command {
  static let initialize = Command(
    "init", words: "[DIR]", count: 0...1,
    summary: "make an empty archive: DIR/.stet (default: here)",
    options: [.json], candidates: .folders,
    examples: [
      ("stet init", "an archive in this folder's .stet"),
      ("stet init news", "the same in the folder news, made if it is missing, with those above"),
    ]
  ) { arguments, session throws(CommandError) in
    let folder = session.path(arguments.words.first ?? ".")
    try Files.makeFolders(folder)
    let archive = try archived { () throws(ArchiveError) in
      try Archive.create(at: folder + "/.stet")
    }
    let path = Files.absolute(archive.path)
    if arguments.has(.json) {
      let facts: JSON = ["outcome": "made", "archive": .string(path)]
      try session.write(facts.encoded() + [0x0A])
    } else {
      try session.print("made an empty archive in \(path.visible)")
    }
    return .done
  }
}
