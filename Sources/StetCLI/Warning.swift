internal import Glibc
internal import Stet

/// What is said on standard error beside a command's answer.
enum Warning {
  static func write(_ words: String) { write(line: "stet: warning: \(words.visible)\n") }

  /// Says what might be done next.
  static func hint(_ words: String) { write(line: "hint: \(words.visible)\n") }

  private static func write(line: String) {
    try? Files.write(Array(line.utf8), descriptor: STDERR_FILENO, path: "standard error")
  }
}

extension Session {
  /// Says what is worth knowing of an archive.
  func warn(of archive: Archive) {
    for note in archive.notes(now: surroundings.now()) { Warning.write(note.words(program)) }
  }
}

extension Session {
  /// Says that a commit stands beside the log: one that was taken back, or that another branch leads to.
  func warn(ofStray revision: Revision, in archive: Archive) {
    // Whoever asked for it gets it; where the log cannot be read, this is not known.
    guard (try? archive.isInLog(revision)) == false else { return }
    Warning.write(
      "commit \(revision.id.abbreviated) is in the archive, but not in this log:"
        + " the head does not lead to it")
  }
}

extension Session {
  /// Says that what is known of an article may have been corrected, where nobody can tell.
  func warn(ofAmendments history: ArticleHistory) {
    guard let fault = history.amendmentsFault else { return }
    let reason = CommandError.archive(fault).report.message
    Warning.write("what was amended of \(history.article) cannot be read: \(reason)")
  }
}

/// Says that the housekeeping after a commit met damage or failed.
struct HousekeepingWarning: RecordObserver {
  let program: ProgramLine

  func headMoved(from old: RevisionID?, to new: RevisionID) {}

  func maintained(_ result: Result<MaintenanceSummary, ArchiveError>) {
    switch result {
    case .success(let summary) where summary.damagedCount > 0:
      let damaged = counted(summary.damagedCount, "damaged object")
      Warning.write("housekeeping met \(damaged): run `\(program("verify"))`")
    case .success: break
    case .failure(let error):
      let reason = CommandError.archive(error).report.message
      Warning.write("housekeeping failed and will be tried again: \(reason)")
    }
  }
}
