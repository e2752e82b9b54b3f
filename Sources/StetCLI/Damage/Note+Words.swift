internal import Glibc
internal import Stet

extension Note {
  /// The note for a person.
  var words: String {
    switch self {
    case .recordedAhead(let time):
      "the newest commit is recorded at \(time), which is yet to come: every revision until then"
        + " is recorded at that time, too"
    }
  }
}

extension Session {
  /// Says on standard error what is worth knowing of an archive.
  func warn(of archive: Archive) {
    for note in archive.notes(now: surroundings.now()) {
      let line = "stet: warning: \(note.words.visible)\n"
      try? Files.write(Array(line.utf8), descriptor: STDERR_FILENO, path: "standard error")
    }
  }
}
