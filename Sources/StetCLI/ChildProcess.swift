internal import Glibc

/// A program at work for this one, which gives it its input and reads what it prints.
struct ChildProcess: ~Copyable {
  private let path: String
  private let process: pid_t
  private let input: Pipe
  private let output: Pipe
  private let errors: Pipe

  /// How a program ended.
  struct Result {
    /// Its exit status; minus the number of the signal that ended it.
    let status: Int32
    let output: [UInt8]
    let errors: [UInt8]
  }

  /// Starts a program with the environment of this one: no shell reads the words.
  init(_ path: String, _ words: [String]) throws(CommandError) {
    let (input, output, errors) = (try Pipe(), try Pipe(), try Pipe())
    let ends = [
      (input.reading, STDIN_FILENO), (output.writing, STDOUT_FILENO),
      (errors.writing, STDERR_FILENO),
    ]
    process = try Self.spawn(path, words, ends)
    self.path = path
    (self.input, self.output, self.errors) = (input, output, errors)
  }

  private static func spawn(
    _ path: String, _ words: [String], _ ends: [(own: Int32, standard: Int32)]
  ) throws(CommandError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else {
      throw Files.failure("start", path)
    }
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    for end in ends {
      guard unsafe posix_spawn_file_actions_adddup2(&actions, end.own, end.standard) == 0 else {
        throw Files.failure("start", path)
      }
    }
    var process: pid_t = 0
    let strings = ([path] + words).map { Array($0.utf8CString) }
    let result = unsafe CStrings.withPointers(strings) { words in
      unsafe posix_spawn(&process, path, &actions, nil, words, environ)
    }
    guard result == 0 else {
      errno = result
      throw Files.failure("start", path)
    }
    return process
  }

  /// Gives the program its input, all of which it reads before it prints, and waits for its end.
  ///
  /// - Parameter limit: The most bytes that are taken of what it prints; what prints more is ended.
  consuming func finish(input bytes: [UInt8], limit: Int) throws(CommandError) -> Result {
    input.closeReading()
    output.closeWriting()
    errors.closeWriting()
    // Who is content with less than all ends this program no more than any other.
    let action = signal(SIGPIPE, SIG_IGN)
    defer { _ = signal(SIGPIPE, action) }
    try? Files.write(bytes, descriptor: input.writing, path: path)
    input.closeWriting()
    let printed = Self.read(output.reading, limit: limit)
    if printed == nil { kill(process, SIGKILL) }
    let words = Self.read(errors.reading, limit: 1 << 16) ?? []
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard let printed else {
      throw .file(doing: "take the answer of", path: path, reason: .tooLarge(limit: limit))
    }
    let signal = status & 0x7F
    return Result(
      status: signal == 0 ? status >> 8 & 0xFF : -signal, output: printed, errors: words)
  }

  /// Reads to the end; nil where that is beyond the limit.
  private static func read(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= limit else { return nil }
    }
  }
}

/// A pipe, whose ends are closed with their owner, and which no other program inherits.
private final class Pipe {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1

  init() throws(CommandError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Files.failure("open", "a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    closeReading()
    closeWriting()
  }

  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }
}
