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
    guard let process = StartedProcess.start([path] + words, ends) else {
      throw Files.failure("start", path)
    }
    self.process = process
    self.path = path
    (self.input, self.output, self.errors) = (input, output, errors)
  }

  /// Gives the program its input, all of which it reads before it prints, and waits for its end.
  ///
  /// - Parameter limit: The most bytes that are taken of what it prints; what prints more is ended.
  consuming func finish(input bytes: [UInt8], limit: Int) throws(CommandError) -> Result {
    input.closeReading()
    output.closeWriting()
    errors.closeWriting()
    // Who is content with less than all ends this program no more than any other.
    Self.withoutBrokenPipes { try? Files.write(bytes, descriptor: input.writing, path: path) }
    input.closeWriting()
    let printed = Self.read(output.reading, limit: limit)
    if printed == nil { kill(process, SIGKILL) }
    let words = Self.read(errors.reading, limit: 1 << 16) ?? []
    let status = StartedProcess.end(of: process)
    guard let printed else {
      throw .file(doing: "take the answer of", path: path, reason: .tooLarge(limit: limit))
    }
    let signal = status & 0x7F
    return Result(
      status: signal == 0 ? status >> 8 & 0xFF : -signal, output: printed, errors: words)
  }

  /// Does what writes into a pipe: where nobody reads any more, that is an error of the writing alone.
  ///
  /// For this thread only: two that changed what the process does with the signal could each bring back what the
  /// other had made of it, for good.
  private static func withoutBrokenPipes(_ write: () -> Void) {
    var (own, before, pending) = (sigset_t(), sigset_t(), sigset_t())
    unsafe sigemptyset(&own)
    unsafe sigaddset(&own, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &own, &before)
    unsafe sigpending(&pending)
    let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
    write()
    var atOnce = timespec()
    while !wasPending, unsafe sigtimedwait(&own, nil, &atOnce) < 0, errno == EINTR {}
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
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
