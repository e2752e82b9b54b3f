internal import Glibc

/// A pager at work, and the pipe that it reads from.
final class RunningPager {
  private let process: pid_t
  private let pipe: Pipe
  private var descriptor: Int32 { pipe.writing }
  /// What the pipe has taken so far; `nil` once that is more than a pipe holds, so that somebody must
  /// have read it.
  private var unread: [UInt8]? = []

  /// `nil` where the system does not start it.
  init?(_ pager: Pager) {
    // The pager gets the end that it reads from as its standard input, and nothing else.
    guard let pipe = try? Pipe(),
      let process = StartedProcess.start(
        pager.words, [(pipe.reading, STDIN_FILENO)], environment: pager.environment)
    else { return nil }
    pipe.closeReading()
    self.process = process
    self.pipe = pipe
    PagerSignals.expect(process, descriptor)
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
    pipe.closeWriting()
    let status = StartedProcess.end(of: process)
    PagerSignals.end()
    // What a shell says of a program that it cannot find or may not run.
    let isUnknown = status == 126 << 8 || status == 127 << 8
    return isUnknown ? unread : nil
  }

  /// More than a pipe ever holds by itself.
  private static let pipeByteCount = 1 << 20
}
