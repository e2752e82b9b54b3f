internal import Glibc
internal import Stet

/// What is said on standard error beside a command's answer.
enum Warning {
  static func write(_ words: String) {
    let line = "stet: warning: \(words.visible)\n"
    try? Files.write(Array(line.utf8), descriptor: STDERR_FILENO, path: "standard error")
  }
}

extension Session {
  /// Says what is worth knowing of an archive.
  func warn(of archive: Archive) {
    for note in archive.notes(now: surroundings.now()) { Warning.write(note.words) }
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
