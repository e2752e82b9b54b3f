internal import HTTP
internal import Threads

/// A handler that has to know the port, which is known once the server is there: until then it is busy.
final class DelayedHandler: HTTPHandler {
  private let handler = Locked<SiteHandler?>(nil)

  func become(_ handler: SiteHandler) { self.handler.withLock { $0 = handler } }

  func reply(to request: HTTPRequest) -> HTTPReply {
    handler.withLock { $0 }?.reply(to: request) ?? .ready(HTTPResponse(status: 503))
  }

  func refusal(of head: HTTPRequest) -> HTTPResponse? {
    handler.withLock { $0 }?.refusal(of: head)
  }

  func response(refusing status: Int, path: String) -> HTTPResponse {
    handler.withLock { $0 }?.response(refusing: status, path: path) ?? HTTPResponse(status: status)
  }
}
