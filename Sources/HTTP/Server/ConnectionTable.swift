internal import Synchronization

/// What each open connection is doing and until when it may: libmicrohttpd cuts off who does nothing, not
/// who sends a byte a second.
final class ConnectionTable: Sendable {
  private struct Entry {
    var address: String
    var deadline: ContinuousClock.Instant?
  }

  private let entries = Mutex<[Int32: Entry]>([:])

  func open(_ descriptor: Int32, address: String, until deadline: ContinuousClock.Instant) {
    entries.withLock { $0[descriptor] = Entry(address: address, deadline: deadline) }
  }

  /// Has to come before the descriptor is closed, and so given to another connection.
  func close(_ descriptor: Int32) {
    entries.withLock { _ = $0.removeValue(forKey: descriptor) }
  }

  func address(_ descriptor: Int32) -> String {
    entries.withLock { $0[descriptor]?.address ?? "" }
  }

  /// - Parameter deadline: None: it is not the client who is waited for.
  func set(_ descriptor: Int32, deadline: ContinuousClock.Instant?) {
    entries.withLock { $0[descriptor]?.deadline = deadline }
  }

  /// Calls `cut` for each connection that is overdue; none of them is closed meanwhile.
  func forOverdue(at now: ContinuousClock.Instant, _ cut: (Int32) -> Void) {
    entries.withLock { entries in
      for (descriptor, entry) in entries {
        guard let deadline = entry.deadline, deadline < now else { continue }
        cut(descriptor)
        entries[descriptor]?.deadline = nil
      }
    }
  }
}
