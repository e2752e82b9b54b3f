internal import HTTP

/// A handler that has to know the port, which is known once the server is there: until then it is busy.
final class DelayedHandler: HTTPHandler {
  private let handler = Locked<SiteHandler?>(nil)

  func become(_ handler: SiteHandler) { self.handler.withLock { $0 = handler } }

  func isSlow(_ request: HTTPRequest) -> Bool {
    handler.withLock { $0 }?.isSlow(request) ?? false
  }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    handler.withLock { $0 }?.respond(to: request) ?? HTTPResponse(status: 503)
  }

  func respond(refusing status: Int) -> HTTPResponse {
    handler.withLock { $0 }?.respond(refusing: status) ?? HTTPResponse(status: status)
  }
}
