internal import Stet

/// One run of one command: where it is, what it was given, what it says.
struct Session {
  let surroundings: Surroundings
  var usesColour: Bool
  /// `--store`, if it was given.
  var store: String?
  /// Takes what the command prints.
  let output: Output
  private let opened = OpenedArchive()

  /// The archive that a command has opened last.
  private final class OpenedArchive {
    var archive: Archive?
  }

  init(surroundings: Surroundings, output: Output) {
    self.surroundings = surroundings
    self.output = output
    usesColour = false
  }

  /// The folder in which the user's relative paths start.
  func path(_ path: String) -> String {
    guard surroundings.folder != ".", !path.hasPrefix("/"), path != "-" else { return path }
    return surroundings.folder + "/" + path
  }

  func print(_ line: String = "") throws(CommandError) {
    try output.write(Array((line + "\n").utf8))
  }

  func write(_ bytes: [UInt8]) throws(CommandError) { try output.write(bytes) }

  /// Says what is done and cannot be undone; an error of the output must not pass for one of the work.
  ///
  /// - Parameter done: What was done, as the start of a sentence: `recorded as ...`.
  func tell(
    _ done: @autoclosure () -> String, _ body: () throws(CommandError) -> Void
  ) throws(CommandError) {
    do throws(CommandError) {
      try body()
      try output.flush()
    } catch {
      throw .untold(done: done(), cause: error)
    }
  }

  /// `--store`, or what stands for it in the environment.
  private var namedStore: String? { store ?? surroundings.environment["STET_STORE"] }

  /// How to run another command on the same archive.
  var program: ProgramLine { ProgramLine(store: namedStore) }

  /// The archive that `--store`, `STET_STORE` or a `.stet` here or above names.
  func archive() throws(CommandError) -> Archive {
    let path = try archivePath(having: "objects")
    let archive = try archived { () throws(ArchiveError) in
      try Archive.open(
        at: path, localZone: Surroundings.localZone, goesOn: Interruption.goesOn)
    }
    opened.archive = archive
    return archive
  }

  /// Where that archive is.
  ///
  /// - Parameter part: What tells an archive from another folder.
  func archivePath(having part: String) throws(CommandError) -> String {
    if let store = namedStore {
      let path = path(store)
      // An archive, a folder that has one in `.stet`, and a clone with a work tree will do.
      let places = [path, path + "/.stet", path + "/.git"]
      let archive = places.first { Files.exists($0 + "/" + part) }
      guard let archive = archive ?? (Files.exists(places[1]) ? places[1] : nil) else {
        throw .archive(.noArchive(path: path, reason: "there is no repository"))
      }
      return archive
    }
    var folder = Files.absolute(surroundings.folder)
    let start = folder
    var clone: String?
    while !Files.exists(folder + "/.stet/" + part) {
      if clone == nil, Files.exists(folder + "/.git/" + part) { clone = folder + "/.git" }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else {
        throw .noArchive(from: start, clone: clone)
      }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return folder + "/.stet"
  }
}

extension Session {
  /// Tells who waited why that took longer than it need, once, where a person reads it.
  func hintOfCatalogue() {
    guard surroundings.isTerminal, let obstacle = opened.archive?.catalogueObstacle else { return }
    let reason =
      switch obstacle {
      case .busy: "another program had the catalogue"
      case .farBehind: "the catalogue is far behind it"
      }
    Warning.hint(
      "the log answered, which can take longer: \(reason); `\(program("maintain --full"))` makes it anew"
    )
  }
}

extension Session {
  /// Whom the value of `--author` names, else the environment.
  func author(_ text: String?, of archive: Archive) throws(CommandError) -> Author {
    guard let text else { return surroundings.author(of: archive) }
    guard let open = text.lastIndex(of: "<"), text.last == ">", open > text.startIndex else {
      throw .usage("--author takes 'Name <mail>', not '\(text.visible)'", hint: nil)
    }
    let mail = text[text.index(after: open)...].dropLast()
    let name = text[..<open].reversed().drop { $0 == " " }.reversed()
    return Author(name: String(name), mail: String(mail))
  }
}

/// Runs calls of the library and gives their errors on as the command's.
func archived<Result>(
  _ body: () throws(ArchiveError) -> Result
) throws(CommandError) -> Result {
  do {
    return try body()
  } catch {
    throw .archive(error)
  }
}
