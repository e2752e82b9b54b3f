/// How long to wait before each next look at a lock: little at first, and more when it lasts, but never much more
/// than a commit takes. Where many writers wait, a lock that is free and that all of them sleep over is time lost.
struct Waits {
  private var milliseconds = 1
  /// How many more looks are as close to each other as the first ones.
  private var closeCount: Int

  /// - Parameter closeCount: How many looks come before it is taken to last.
  init(closeCount: Int = 1) { self.closeCount = closeCount }

  mutating func next() -> Duration {
    defer {
      closeCount -= 1
      if closeCount <= 0 { milliseconds = min(2 * milliseconds, Waits.longest) }
    }
    return .milliseconds(milliseconds)
  }

  private static let longest = 4
}
