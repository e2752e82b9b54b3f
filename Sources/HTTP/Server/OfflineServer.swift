internal import Synchronization
internal import Threads

/// All that a server does with a request, for requests that come by no socket: each is read whole already, by
/// whoever brings it in libmicrohttpd's place.
package final class OfflineServer: Sendable {
  private let service: Service

  /// - Parameter configuration: Its port is the one that `Host` has to name.
  package init(_ configuration: HTTPConfiguration, handler: any HTTPHandler) {
    service = Service(configuration, port: configuration.port, handler: handler)
  }

  /// A request's first line and headers, as they were sent, and its body.
  package struct Message: Sendable {
    package var method: String
    package var target: [UInt8]
    package var version: String
    package var headers: [(name: [UInt8], value: [UInt8])]
    package var body: [UInt8]

    package init(
      method: String, target: [UInt8], version: String,
      headers: [(name: [UInt8], value: [UInt8])], body: [UInt8]
    ) {
      self.method = method
      self.target = target
      self.version = version
      self.headers = headers
      self.body = body
    }
  }

  /// What would leave.
  package struct Reply: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    /// The length that is told.
    package var byteCount: Int
    /// The bytes that follow: none where only the headers were wanted.
    package var content: [UInt8]
    package var closes: Bool

    init(_ answer: Answer) {
      status = answer.status
      headers = answer.sentHeaders
      byteCount = answer.range.count
      content = answer.isHeadersOnly ? [] : Array(answer.content.bytes(in: answer.range) ?? [])
      closes = answer.closes
    }
  }

  /// Answers one request on a connection of its own.
  package func reply(to message: Message) -> Reply {
    let connection = service.open(-1, address: "127.0.0.1")
    defer { service.connections.close(connection) }
    let exchange = service.begin(target: message.target, on: connection)
    defer { service.end(exchange, isComplete: true) }
    var draft = RequestHead.Draft()
    draft.method = message.method
    draft.version = message.version
    draft.target = message.target
    draft.headers = message.headers
    if let answer = service.take(draft, of: exchange) { return Reply(answer) }
    exchange.state.withLock { state in
      if case .reading = state.phase { state.body = message.body }
    }
    while true {
      switch service.proceed(exchange) {
      case .answer(let answer): return Reply(answer)
      case .wait(let work):
        let goesOn = Locked(false)
        service.run(work, for: exchange) { goesOn.withLock { $0 = true } }
        goesOn.withLock(when: { $0 }) { _ in }
      }
    }
  }
}
