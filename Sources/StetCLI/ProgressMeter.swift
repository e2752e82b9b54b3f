internal import Glibc
internal import Synchronization

/// A line on standard error that says how far a long command has come: after a second, and only
/// on a terminal.
final class ProgressMeter: Sendable {
  private let verb: String
  private let noun: String
  private let total: Int?
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// When the line was shown last; `nil` where it never was.
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// - Parameter total: What `done` counts up to, where that is known.
  init(_ verb: String, _ noun: String, total: Int?, _ session: Session) {
    self.verb = verb
    self.noun = noun
    self.total = total
    isShown = isatty(STDERR_FILENO) == 1
    start = clock.now
  }

  /// Says that `count` of `total` are done; answers whether to go on.
  func update(_ count: Int, of total: Int) -> Bool { update(count, done: count, total: total) }

  /// - Parameter done: How much of the meter's own total is done.
  func update(_ count: Int, done: Int) -> Bool { update(count, done: done, total: total) }

  private func update(_ count: Int, done: Int, total: Int?) -> Bool {
    Interruption.expect()
    if isShown { tell(count, done: done, total: total) }
    return !Interruption.isRequested
  }

  private func tell(_ count: Int, done: Int, total: Int?) {
    let now = clock.now
    let isDue = last.withLock { last in
      guard now - start > .seconds(1), now - (last ?? start) > .milliseconds(200) else {
        return false
      }
      last = now
      return true
    }
    guard isDue else { return }
    let seconds = (now - start) / .seconds(1)
    var text =
      "\(verb) \(grouped(count)) \(noun), \(grouped(Int(Double(count) / seconds))) a second"
    if let total, total > 0, done > 0 {
      let left = Int(seconds * Double(total - done) / Double(done))
      text += ", \(done * 100 / total)%, \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    show("\r\(text)\u{1B}[K")
  }

  /// Clears the line.
  func finish() {
    if last.withLock({ $0 != nil }) { show("\r\u{1B}[K") }
  }

  private func show(_ text: String) {
    try? Files.write(Array(text.utf8), descriptor: STDERR_FILENO, path: "standard error")
  }
}
