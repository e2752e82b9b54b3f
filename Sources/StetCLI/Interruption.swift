internal import Glibc
internal import Synchronization

/// SIGINT while a long command is at work: the first asks it to stop where nothing is half done, a
/// second ends the program at once, which is as safe and leaves files for the next writer to clear.
enum Interruption {
  private static let requested = Atomic(false)
  private static let isExpected = Atomic(false)

  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on, somebody looks at `isRequested`.
  static func expect() {
    guard !isExpected.exchange(true, ordering: .relaxed) else { return }
    // A handler may not be the one that makes the variable.
    _ = isRequested
    // Whoever started this in the background, deaf to Ctrl-C, meant that.
    guard !isIgnored(SIGINT) else { return }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = request
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
    unsafe _ = sigaction(SIGINT, &action, nil)
  }

  /// For who waits for others: from the first question on, the first Ctrl-C ends the wait.
  @Sendable static func goesOn() -> Bool {
    expect()
    return !isRequested
  }

  /// Leaves the signal to somebody else from now on.
  static func leave() { isExpected.store(true, ordering: .relaxed) }

  /// Whether the process was started deaf to a signal.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    unsafe _ = sigaction(number, nil, &action)
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  fileprivate static func note() { requested.store(true, ordering: .relaxed) }
}

private func request(_ signal: Int32) { Interruption.note() }
