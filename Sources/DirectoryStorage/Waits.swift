/// How long to wait before each next look at a lock: little at first, and more when it lasts, but never much more
/// than a commit takes. Where many writers wait, a lock that is free and that all of them sleep over is time lost.
struct Waits {
  private var milliseconds = 1

  mutating func next() -> Duration {
    defer { milliseconds = min(2 * milliseconds, Waits.longest) }
    return .milliseconds(milliseconds)
  }

  private static let longest = 4
}
