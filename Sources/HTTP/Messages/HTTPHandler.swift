/// Who knows what is at each address.
package protocol HTTPHandler: Sendable {
  /// Whether an answer may take long. Such requests wait for a place in a bounded pool; the others are
  /// answered where connections are served, and hold up those beside them.
  func isSlow(_ request: HTTPRequest) -> Bool

  /// Answers a request. Called on several threads at once.
  func respond(to request: HTTPRequest) -> HTTPResponse

  /// What a client is told whose request is refused before it gets here: malformed, too large, for
  /// another host, or one too many. The server sets the status.
  func respond(refusing status: Int) -> HTTPResponse
}

extension HTTPHandler {
  /// Nothing but the status.
  package func respond(refusing status: Int) -> HTTPResponse { HTTPResponse(status: status) }
}
