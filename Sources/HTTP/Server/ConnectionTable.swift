internal import Synchronization

/// An open connection, and until when its client may do what it is doing.
///
/// It has no lock: every request comes by, and threads that wait for one lock hand it on at the cost of a switch each.
final class Connection: Sendable {
  let descriptor: Int32
  /// The client's.
  let address: String
  /// Nanoseconds after `start`.
  private let deadline: Atomic<Int>
  private static let start = ContinuousClock.now

  init(_ descriptor: Int32, address: String, until deadline: ContinuousClock.Instant) {
    self.descriptor = descriptor
    self.address = address
    self.deadline = Atomic(Self.nanoseconds(deadline))
  }

  /// - Parameter deadline: None: it is not the client who is waited for.
  func set(deadline: ContinuousClock.Instant?) {
    self.deadline.store(deadline.map(Self.nanoseconds) ?? .max, ordering: .relaxed)
  }

  func isOverdue(at now: ContinuousClock.Instant) -> Bool {
    deadline.load(ordering: .relaxed) < Self.nanoseconds(now)
  }

  private static func nanoseconds(_ instant: ContinuousClock.Instant) -> Int {
    let (seconds, attoseconds) = start.duration(to: instant).components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}

/// The open connections: libmicrohttpd cuts off who does nothing, not who sends a byte a second.
final class ConnectionTable: Sendable {
  private let connections = Mutex<[Int32: Connection]>([:])

  func open(_ connection: Connection) {
    connections.withLock { $0[connection.descriptor] = connection }
  }

  /// Has to come before the descriptor is closed, and so given to another connection.
  func close(_ connection: Connection) {
    connections.withLock { _ = $0.removeValue(forKey: connection.descriptor) }
  }

  /// Calls `cut` for each connection that is overdue; none of them is closed meanwhile.
  func forOverdue(at now: ContinuousClock.Instant, _ cut: (Int32) -> Void) {
    connections.withLock { connections in
      for connection in connections.values where connection.isOverdue(at: now) {
        cut(connection.descriptor)
        connection.set(deadline: nil)
      }
    }
  }
}
