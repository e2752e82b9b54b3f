internal import Synchronization

/// One request and its answer, from the first line until the last byte has left.
final class Exchange: Sendable {
  /// How far it is.
  enum Phase: Sendable {
    /// The first line is read.
    case begun
    /// The headers are: the body comes in.
    case reading(RequestHead)
    /// It is refused; what follows of it is thrown away.
    case refused(Answer)
    /// Somebody works on it elsewhere, and libmicrohttpd does not touch the connection.
    case waiting
    case answered(Answer)
    /// The answer is libmicrohttpd's.
    case given
  }

  struct State: Sendable {
    var phase = Phase.begun
    var draft = RequestHead.Draft()
    var body: [UInt8] = []
    /// Bytes of body for which room is kept.
    var reservedCount = 0
    var method = ""
    var referrer: String?
    var agent: String?
    var status: Int?
    var sentCount = 0
  }

  let target: [UInt8]
  let connection: Connection
  let start = ContinuousClock.now
  let time: Int
  let state = Mutex(State())

  init(target: [UInt8], connection: Connection, time: Int) {
    self.target = target
    self.connection = connection
    self.time = time
  }
}

extension Exchange {
  /// Whether it is time to look at the head, which is once.
  func takesHead() -> Bool {
    state.withLock { state in
      guard case .begun = state.phase else { return false }
      return true
    }
  }
}
