internal import Glibc

/// A pager at work, and the pipe that it reads from.
final class RunningPager {
  private let process: pid_t
  private let descriptor: Int32
  /// What the pipe has taken so far; `nil` once that is more than a pipe holds, so that somebody must
  /// have read it.
  private var unread: [UInt8]? = []

  /// `nil` where the system does not start it.
  init?(_ pager: Pager) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    // The pager gets the end that it reads from as its standard input, and nothing else.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = RunningPager.spawn(pager, input: ends[0])
    close(ends[0])
    guard let process else {
      close(ends[1])
      return nil
    }
    self.process = process
    descriptor = ends[1]
    PagerSignals.expect(process, descriptor)
  }

  private static func spawn(_ pager: Pager, input: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    guard unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 else {
      return nil
    }
    var process: pid_t = 0
    let result = unsafe CStrings.withPointers(pager.words.map { Array($0.utf8CString) }) { words in
      unsafe CStrings.withPointers(pager.environment) { environment in
        unsafe posix_spawnp(&process, pager.words[0], &actions, nil, words, environment)
      }
    }
    return result == 0 ? process : nil
  }

  /// Gives the pager more to show.
  ///
  /// - Returns: What it was given and never read, where it turns out that it could not be started.
  func write(_ bytes: [UInt8]) throws(CommandError) -> [UInt8]? {
    do throws(CommandError) {
      try Files.write(bytes, descriptor: descriptor, path: "the pager")
    } catch {
      guard case .file(_, _, .noReader) = error else { throw error }
      if let unread = finish() { return unread + bytes }
      // The reader has seen enough. So ends every program whose pager was quit early.
      _ = signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
      throw error
    }
    if let before = unread, before.count + bytes.count <= RunningPager.pipeByteCount {
      unread = before + bytes
    } else {
      unread = nil
    }
    return nil
  }

  /// Waits until the reader has done.
  ///
  /// - Returns: As `write`.
  func finish() -> [UInt8]? {
    close(descriptor)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    PagerSignals.end()
    // What a shell says of a program that it cannot find or may not run.
    let isUnknown = status == 126 << 8 || status == 127 << 8
    return isUnknown ? unread : nil
  }

  /// More than a pipe ever holds by itself.
  private static let pipeByteCount = 1 << 20
}
