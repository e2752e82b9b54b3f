internal import Glibc
internal import JSON

/// Runs one command to its end and says what it took, with all the processes that it waited for:
/// wall time, CPU time, and the largest resident set of any of them.
///
/// A process starts with the largest resident set of the one that started it, so whoever starts a
/// command in order to measure it has to be small. This program is.
struct MeasureCommand {
  private let options: Options

  init(_ options: Options) throws(BenchmarkError) {
    self.options = options
    if options.command.isEmpty { throw .usage("measure [OPTIONS] -- COMMAND...") }
  }

  func run() throws(BenchmarkError) {
    if let folder = options["folder"], unsafe chdir(folder) != 0 {
      throw .current(doing: "enter \(folder)")
    }
    let start = ContinuousClock.now
    let process = try spawn()
    var (status, usage): (Int32, rusage) = (0, rusage())
    while unsafe wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw .current(doing: "wait") }
    }
    let wall = ContinuousClock.now - start
    try StandardOutput.write(
      [
        // As a shell has it: 128 and the signal's number for what a signal ended.
        "status": .integer(
          status & 0x7f == 0 ? Int(status >> 8) & 0xff : 128 + Int(status & 0x7f)),
        "wall": .integer(wall.nanoseconds),
        "cpu": .integer(usage.ru_utime.nanoseconds + usage.ru_stime.nanoseconds),
        "memory": .integer(usage.ru_maxrss * 1024),
      ])
  }

  private func spawn() throws(BenchmarkError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDIN_FILENO, options["input"] ?? "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, options["output"] ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC,
      0o666)
    var words = unsafe options.command.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer {
      for place in unsafe words.indices { unsafe free(words[place]) }
    }
    var process: pid_t = 0
    let result = unsafe posix_spawnp(
      &process, options.command[0], &actions, nil, &words, environ)
    guard result == 0 else {
      throw unsafe .system(
        doing: "start \(options.command[0])", reason: String(cString: strerror(result)))
    }
    return process
  }
}

extension timeval {
  fileprivate var nanoseconds: Int { tv_sec * 1_000_000_000 + Int(tv_usec) * 1_000 }
}
