/// How long to wait before each next look at a lock: little at first, since most are held for
/// milliseconds, and more when it lasts, as git does.
struct Waits {
  private var milliseconds = 1

  mutating func next() -> Duration {
    defer { milliseconds = min(2 * milliseconds, Waits.longest) }
    return .milliseconds(milliseconds)
  }

  private static let longest = 50
}
