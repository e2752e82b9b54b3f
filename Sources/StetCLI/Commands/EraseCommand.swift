internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let reason = Option(
    "--reason", value: "TEXT", help: "why, in one line: every reader is told")
  fileprivate static let yes = Option("--yes", help: "do it: nothing brings the text back")
}

extension Command {
  static let erase = Command(
    "erase", words: "REV --reason TEXT", count: 1...1,
    summary: "erase a revision's text for ever, because the law says so (its record stays)",
    options: [.reason, .author, .yes, .json], candidates: .revisions,
    examples: [
      (
        "stet erase bridge@2 --reason 'court order 4 O 12/26'",
        "see which revisions would lose their text"
      ),
      ("stet erase bridge@2 --reason 'court order 4 O 12/26' --yes", "erase it"),
    ]
  ) { arguments, session throws(CommandError) in
    guard let reason = arguments[.reason] else {
      throw .usage("--reason is missing", hint: Command.usage(of: "erase"))
    }
    let archive = try session.archive()
    let specifier = arguments.words[0]
    let now = session.surroundings.now()
    guard arguments.has(.yes) else {
      let erasure = try archived { () throws(ArchiveError) in
        try archive.erasure(of: specifier, reason: reason, now: now)
      }
      if arguments.has(.json) {
        try session.write(erasure.json(.refused).encoded(pretty: true) + [0x0A])
      } else {
        for line in erasure.losses("would lose") { try session.print(line) }
      }
      throw .usage("nothing was erased", hint: "--yes erases it, and nothing brings it back")
    }
    let author = try session.author(arguments[.author], of: archive)
    let meter = ProgressMeter("packed anew", "objects", total: nil, session)
    let erasure = try archived { () throws(ArchiveError) in
      try archive.erase(
        specifier, reason: reason, by: author, now: now, workers: session.surroundings.cores
      ) { meter.update($0, of: $1) }
    }
    meter.finish()
    try session.tell(erasure.headline) { () throws(CommandError) in
      if arguments.has(.json) {
        let outcome: ErasureOutcome = erasure.recorded == nil ? .unchanged : .erased
        return try session.write(erasure.json(outcome).encoded(pretty: true) + [0x0A])
      }
      for line in erasure.lines + erasure.completion.lines(session.program) {
        try session.print(line)
      }
    }
    session.warn(of: archive)
    return erasure.completion.doubtful.isEmpty ? .done : .damageFound
  }
}

extension Erasure {
  fileprivate var headline: String {
    guard let recorded else { return "already \(text.words)" }
    return "erased, and recorded as \(recorded.abbreviated)"
  }

  fileprivate var lines: [String] { [headline.visible] + losses("lost") }

  /// Which revisions lose their text.
  fileprivate func losses(_ verb: String) -> [String] {
    let count = counted(revisions.count, "revision")
    let more = mayHaveMore ? "at least " : ""
    let its = revisions.count == 1 ? "its" : "their"
    let lines = revisions.map { "  \(RevisionText.specifier($0))  (\($0.id.abbreviated))" }
    return ["\(more)\(count) \(verb) \(its) text:"] + lines
  }
}

extension ErasedText {
  /// When and why, as every reader is told.
  var words: String { "erased on \(erased) because \(reason)" }

  /// The same with what it was.
  var sentence: String { "\(article)@\(revision.abbreviated) was \(words)" }
}

extension ErasureCompletion {
  /// What was done, and what is left to do.
  func lines(_ program: ProgramLine) -> [String] {
    var lines: [String] = []
    if replacedPackCount > 0 || removedLooseCount > 0 {
      lines.append(
        "packed \(counted(packedCount, "object")) anew, in place of"
          + " \(counted(replacedPackCount, "pack")) and \(counted(removedLooseCount, "loose file"))"
      )
    }
    lines += removedFiles.map { "removed: \($0.visible)" }
    lines += doubtful.map {
      "it may still be in \($0.visible), which is damaged: run `\(program("repair"))`, or remove it"
    }
    lines += borrowedFrom.map {
      "git takes objects from \($0.visible), too: erase it there as well"
    }
    if isBesideClearing {
      lines.append(
        "`git gc` is at work and may bring it back: run `\(program("maintain"))` after it")
    }
    return lines
  }
}
