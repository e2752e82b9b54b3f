/// Who knows what is at each address. Everything is called on several threads at once.
package protocol HTTPHandler: Sendable {
  /// Answers a request that is read whole.
  func reply(to request: HTTPRequest) -> HTTPReply

  /// Looks at a request whose body is yet to come: an answer refuses it, and the body is not waited for.
  func refusal(of head: HTTPRequest) -> HTTPResponse?

  /// What a client is told whose request is refused before it gets here: malformed, too large, for
  /// another host, or one too many. The server sets the status.
  ///
  /// - Parameter path: What it asked for, as far as that can be told.
  func response(refusing status: Int, path: String) -> HTTPResponse
}

extension HTTPHandler {
  package func refusal(of head: HTTPRequest) -> HTTPResponse? { nil }

  /// Nothing but the status.
  package func response(refusing status: Int, path: String) -> HTTPResponse {
    HTTPResponse(status: status)
  }
}

/// How a request is answered.
package enum HTTPReply: Sendable {
  /// It was made where connections are served, and held up those beside it.
  case ready(HTTPResponse)
  /// It may take long: it is made in its turn by a bounded pool.
  case slow(@Sendable () -> HTTPResponse)

  /// Made here and now, however long that takes.
  package var response: HTTPResponse {
    switch self {
    case .ready(let response): response
    case .slow(let make): make()
    }
  }

  package var isSlow: Bool { if case .slow = self { true } else { false } }
}
