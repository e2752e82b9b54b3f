internal import Stet

/// Why a command does not do what it was asked.
indirect enum CommandError: Error {
  /// The command was used wrongly.
  case usage(String, hint: String?)
  case archive(ArchiveError)
  /// What changed is asked of a first revision.
  case noPredecessor(String, hint: String?)
  /// A listing leaves something out, since commits cannot be read.
  case brokenLog([LogBreak])
  /// No archive here or above; a repository of git's with a work tree, if there is one, may be a clone.
  case noArchive(from: String, clone: String?)
  /// The process may open so few files that it cannot work.
  case tooFewDescriptors(Int, least: Int)
  /// A file of the user's, not of the archive's.
  case file(doing: String, path: String, reason: FileFailure)
  /// No token is called so, or several are.
  case noToken(String, count: Int)
  /// A line of a batch cannot be done.
  case batch(line: Int, cause: CommandError)
  /// A file that is to be evidence proves nothing.
  case evidence(path: String, reason: String)
  /// A program that should stand beside this one does not.
  case noProgramBeside(String, package: String)
  /// The network gave no answer.
  case network(String)
  /// An export was stopped before all was written.
  case interruptedExport(folder: String)
  /// It was done, and saying so failed.
  case untold(done: String, cause: CommandError)
}

extension CommandError {
  /// The one place where errors become words and exit statuses.
  var report: ErrorReport {
    switch self {
    case .usage(let message, let hint):
      ErrorReport(message, hint: hint, .usedWrongly)
    case .noPredecessor(let specifier, let hint):
      ErrorReport(
        "no revision '\(specifier)'s predecessor': it is the first revision", hint: hint, .notFound)
    case .noArchive(let folder, let clone):
      ErrorReport(
        "no archive in \(folder) or above it",
        hint: clone.map { "`--store \($0)` reads a clone of an archive" }
          ?? "`stet init` makes one here; --store PATH or STET_STORE names one elsewhere",
        .notFound)
    case .tooFewDescriptors(let count, let least):
      ErrorReport(
        "too few open files are allowed: \(count)",
        hint: "at least \(least) are needed: `ulimit -n` sets it", .systemRefused)
    case .file(let doing, let path, let reason):
      ErrorReport("cannot \(doing) \(path): \(reason.words)", reason.status)
    case .evidence(let path, let reason):
      ErrorReport("\(path.visible) proves nothing: \(reason)", .damageFound)
    case .noProgramBeside(let path, let package):
      ErrorReport(
        "cannot start \(path): \(FileFailure.notFound.words)",
        hint:
          "the package `\(package)` has it; `swift build -c release --product \(package)` builds it",
        .notFound)
    case .network(let words):
      ErrorReport(words, .systemRefused)
    case .interruptedExport(let folder):
      ErrorReport(
        "interrupted", hint: "\(folder) is not whole: it has no manifest.json", .interrupted)
    case .untold(let done, let cause):
      ErrorReport(
        "\(done), but \(cause.report.message)", hint: "it is durable, and need not be done again",
        .systemRefused)
    case .batch(let line, let cause):
      ErrorReport(
        "line \(line): \(cause.report.message)",
        hint: cause.report.hint ?? "--keep-going records the lines that can be", cause.report.status
      )
    case .noToken(let word, let count):
      ErrorReport(
        count == 0
          ? "no token is called '\(excerpt(word))'"
          : "'\(excerpt(word))' can mean \(count) tokens",
        hint: "`stet token list` lists them", .notFound)
    case .brokenLog(let breaks):
      brokenLog(breaks)
    case .archive(let error):
      error.report
    }
  }

  private func brokenLog(_ breaks: [LogBreak]) -> ErrorReport {
    let ids = breaks.prefix(3).map(\.commit.description).joined(separator: ", ")
    let count = breaks.count == 1 ? "commit" : "\(breaks.count) commits, the newest being"
    let loss =
      breaks.contains(where: \.hidesEarlier)
      ? "what was recorded up to it is not listed" : "a revision may be missing from this list"
    var report = ErrorReport("cannot read \(count) \(ids): \(loss)", .damageFound)
    if let first = breaks.first { report.hint = first.cause.report.hint }
    return report
  }
}

extension ArchiveError {
  var report: ErrorReport {
    switch self {
    case .invalidName(let name, let reason):
      ErrorReport("'\(excerpt(name))' cannot be an article's name: \(reason)", .usedWrongly)
    case .similarName(let name, let existing):
      similarName(name, existing)
    case .invalidMetadata(let field, let reason):
      ErrorReport("the \(field) cannot be kept: \(reason)", .usedWrongly)
    case .futureTime(let field, let time):
      futureTime(field, time)
    case .tooLarge(let name, let limit): tooLarge(name, limit)
    case .invalidSpecifier(let specifier, let reason):
      ErrorReport("cannot read '\(excerpt(specifier))'", hint: reason, .usedWrongly)
    case .invalidQuery(let query, let place, let reason): invalidQuery(query, place, reason)
    case .invalidStream(let reason, let line, let offset):
      invalidStream(reason, line, offset)
    case .noArchive(let path, let reason):
      ErrorReport(
        "\(path) is no archive: \(reason)",
        hint: "if it was one, `stet repair` puts back what every archive has", .notFound)
    case .unusableSource(let path, let reason):
      ErrorReport("nothing can be taken from \(path): \(reason)", .notFound)
    case .archiveExists(let path):
      ErrorReport("there is an archive already: \(path)", .conflict)
    case .unknownArticle(let name, let similar):
      unknown(name, similar)
    case .unknownRevision(let specifier, let known):
      ErrorReport("no revision '\(excerpt(specifier))': \(known)", .notFound)
    case .ambiguous(let specifier, let meanings):
      ErrorReport(
        "'\(excerpt(specifier))' can mean \(meanings.count) things",
        hint: "write one of: " + meanings.map(excerpt).joined(separator: ", "), .notFound)
    case .withdrawn(let name, let time, let last, let newName):
      withdrawn(name, time, last, renamedTo: newName)
    case .erased, .erasureIncomplete, .recordsErased, .notErasable: erasure
    case .reservedArticle(let name): reservedArticle(name)
    case .articleExists(let name): articleExists(name)
    case .notSigned, .unfitAnswer, .notCovered: evidence
    case .cancelled:
      ErrorReport("interrupted", hint: "the archive is as it was before", .interrupted)
    case .locked(let path):
      ErrorReport(
        "another program is writing: \(path) is locked",
        hint: "try again; if no git runs, a killed one left that file behind: remove it",
        .conflict)
    case .headMoved(let head): headMoved(head)
    case .conflict(let reason): ErrorReport(reason, hint: "try again", .conflict)
    case .damaged(let damage):
      ErrorReport(
        "damage: \(damage.sentence)",
        hint: "`stet verify` says what else is damaged and which revisions it takes away",
        .damageFound)
    case .denied(let path):
      ErrorReport("permission denied: \(path)", .systemRefused)
    case .noSpace(let path):
      ErrorReport("no space left for \(path)", hint: "nothing was recorded", .systemRefused)
    case .recordedInDoubt(let id, let cause): recordedInDoubt(id, cause)
    case .system(let doing, let path, let reason):
      ErrorReport("cannot \(doing) \(path): \(reason)", .systemRefused)
    }
  }

  private func headMoved(_ head: RevisionID?) -> ErrorReport {
    ErrorReport(
      "the head is \(head?.description ?? "none"), and not where it was to be", hint: "try again",
      .conflict)
  }

  private func invalidQuery(_ query: String, _ place: Range<Int>?, _ reason: String) -> ErrorReport
  {
    let place = place.map { ", at byte \($0.lowerBound + 1)" } ?? ""
    return ErrorReport(
      "cannot search for '\(excerpt(query))'\(place)", hint: reason, .usedWrongly)
  }

  /// Of what the law has erased.
  private var erasure: ErrorReport {
    switch self {
    case .erased(let text):
      ErrorReport(
        "the text is gone: \(excerpt(text.sentence))",
        hint: "`stet show \(text.revision.abbreviated)` has what is known of it", .notFound)
    case .erasureIncomplete(_, let cause):
      ErrorReport(
        "it is recorded as erased, and may still be here: \(cause.report.message)",
        hint: "`stet maintain` removes it, and so does to erase it again", cause.report.status)
    case .recordsErased(let name, let text):
      ErrorReport(
        "'\(excerpt(name.description))' would bring back a text that was \(text.words)",
        hint: "nothing was recorded", .conflict)
    case .notErasable(let specifier, let reason):
      ErrorReport("'\(excerpt(specifier))' cannot be erased: \(reason)", .usedWrongly)
    default: report
    }
  }

  /// Of checkpoints and what they prove.
  private var evidence: ErrorReport {
    switch self {
    case .notSigned(let obstacle): obstacle.report
    case .unfitAnswer(let reason):
      ErrorReport("what came back does not fit: \(reason.visible)", .systemRefused)
    case .notCovered(let what, let reason):
      ErrorReport("there is no evidence of '\(excerpt(what))': \(reason)", .notFound)
    default: report
    }
  }

  private func reservedArticle(_ name: ArticleName) -> ErrorReport {
    ErrorReport(
      "'\(excerpt(name.description))' is the archive's own, and only its commands write it",
      .usedWrongly)
  }

  private func articleExists(_ name: ArticleName) -> ErrorReport {
    ErrorReport(
      "there is an article '\(excerpt(name.description))' already",
      hint: "a new name is one that no living article has", .conflict)
  }

  private func withdrawn(
    _ name: String, _ time: Timestamp, _ last: String?, renamedTo newName: String?
  ) -> ErrorReport {
    let text = last.map { "the last text is \(excerpt($0))" }
    if let newName {
      return ErrorReport(
        "'\(excerpt(name))' was renamed to '\(excerpt(newName))' at \(time)",
        hint: ["`stet cat \(excerpt(ProgramLine.quoted(newName)))` is what it is now", text]
          .compactMap(\.self).joined(separator: "; "), .notFound)
    }
    return ErrorReport(
      "'\(excerpt(name))' was withdrawn at \(time), so it has no bytes",
      hint: text ?? "there was no text before", .notFound)
  }

  private func recordedInDoubt(_ id: RevisionID, _ cause: ArchiveError) -> ErrorReport {
    ErrorReport(
      "recorded as \(id), but \(cause.report.message)",
      hint: "it may not outlast a loss of power: run stet verify, and do it once more",
      .systemRefused)
  }

  private func futureTime(_ field: String, _ time: Timestamp) -> ErrorReport {
    ErrorReport(
      "\(field) \(time) is yet to come", hint: "`--allow-future` takes it all the same",
      .usedWrongly)
  }

  private func tooLarge(_ name: ArticleName, _ limit: Int) -> ErrorReport {
    ErrorReport(
      "'\(excerpt(name.description))' is too large: an article has \(grouped(limit)) bytes at most",
      hint: "nothing was recorded", .usedWrongly)
  }

  private func similarName(_ name: ArticleName, _ existing: ArticleName) -> ErrorReport {
    ErrorReport(
      "'\(excerpt(name.description))' looks the same as an article's name that is written with other"
        + " characters",
      hint: "`--article '\(excerpt(existing.description))'` is that article;"
        + " `--allow-similar-name` makes another", .usedWrongly)
  }

  private func invalidStream(_ reason: String, _ line: Int?, _ offset: Int?) -> ErrorReport {
    let place =
      (line.map { ", line \($0)" } ?? "") + (offset.map { ", before byte \($0)" } ?? "")
    return ErrorReport(
      "the stream cannot be imported: \(reason.visible)\(place)", hint: "nothing was recorded",
      .usedWrongly)
  }

  private func unknown(_ name: String, _ similar: [String]) -> ErrorReport {
    let guess = similar.map { "'\(excerpt($0))'" }.joined(separator: " or ")
    if name.hasPrefix("@") {
      return ErrorReport(
        "no article or revision '\(excerpt(name))'",
        hint: "an article's name stands before it, as in NAME\(excerpt(name))", .notFound)
    }
    return ErrorReport(
      "no article or revision '\(excerpt(name))'",
      hint: similar.isEmpty ? "`stet list` lists what there is" : "did you mean \(guess)?",
      .notFound)
  }

}

/// Names can have 1,024 bytes; an error message need not.
private func excerpt(_ text: String) -> String {
  let shown = text.visible
  return shown.count <= 120 ? shown : shown.prefix(100) + "…" + shown.suffix(16)
}
