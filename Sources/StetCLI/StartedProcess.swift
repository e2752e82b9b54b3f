internal import Glibc

/// How other programs are started and waited for: no shell reads their words.
enum StartedProcess {
  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The program, which is looked for in `PATH` unless it is a path, and its arguments.
  ///   - ends: What it gets as which of its standard descriptors; of others it gets none that is closed with this program.
  ///   - environment: `nil` for this program's own.
  /// - Returns: `nil` where the system does not start it; `errno` says why.
  static func start(
    _ words: [String], _ ends: [(own: Int32, standard: Int32)], environment: [[CChar]]? = nil
  ) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    for end in ends {
      guard unsafe posix_spawn_file_actions_adddup2(&actions, end.own, end.standard) == 0 else {
        return nil
      }
    }
    var process: pid_t = 0
    let result = unsafe CStrings.withPointers(words.map { Array($0.utf8CString) }) { pointers in
      guard let environment else {
        return unsafe posix_spawnp(&process, words[0], &actions, nil, pointers, environ)
      }
      return unsafe CStrings.withPointers(environment) { environment in
        unsafe posix_spawnp(&process, words[0], &actions, nil, pointers, environment)
      }
    }
    errno = result
    return result == 0 ? process : nil
  }

  /// Waits until a program has ended.
  ///
  /// - Returns: Its status, as wait(2) gives it.
  static func end(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
