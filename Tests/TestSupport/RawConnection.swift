internal import Glibc

/// A connection to a server on this machine that sends whatever bytes a test wants, as no client would.
@safe public final class RawConnection {
  public enum Failure: Error { case notConnected, closed, silent, notAResponse(String) }

  /// An answer, taken apart as far as tests look at it.
  public struct Response {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// All bytes before the body.
    public var head: String

    public subscript(name: String) -> String? {
      headers.first { $0.name == name.lowercased() }?.value
    }

    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let descriptor: Int32
  private var received: [UInt8] = []

  /// - Parameter seconds: How long to wait for each byte: no test ends without an answer.
  public init(port: Int, seconds: Int = 20) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var wait = timeval(tv_sec: seconds, tv_usec: 0)
    unsafe _ = setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure.notConnected }
  }

  deinit { close(descriptor) }

  public func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends as much as the server takes.
  public func send(_ bytes: [UInt8]) { Self.send(bytes, to: descriptor) }

  /// Sends from another thread, as long as this connection is held.
  public var sender: @Sendable (String) -> Void {
    { [descriptor] text in Self.send(Array(text.utf8), to: descriptor) }
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Says that nothing more comes.
  public func finish() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads the next answer.
  ///
  /// - Parameter isHead: Whether it has a length and no body.
  public func response(isHead: Bool = false) throws -> Response {
    let end = Array("\r\n\r\n".utf8)
    var place = received.firstRange(of: end)
    while place == nil {
      try receive()
      place = received.firstRange(of: end)
    }
    guard let place else { throw Failure.closed }
    let head = String(decoding: received[..<place.lowerBound], as: UTF8.self)
    var response = try Self.parsed(head)
    received.removeSubrange(..<place.upperBound)
    let hasBody = !isHead && response.status != 304 && response.status != 204
    let count = hasBody ? response["content-length"].flatMap { Int($0) } ?? 0 : 0
    while received.count < count { try receive() }
    response.body = Array(received.prefix(count))
    received.removeFirst(count)
    return response
  }

  private static func parsed(_ head: String) throws -> Response {
    var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines.removeFirst().split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw Failure.notAResponse(head)
    }
    let headers = lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
      return (name: parts[0].lowercased(), value: String(value))
    }
    return Response(status: status, headers: headers, body: [], head: head)
  }

  private func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    guard count != 0 else { throw Failure.closed }
    guard count > 0 else { throw errno == ECONNRESET ? Failure.closed : Failure.silent }
    received += buffer[..<count]
  }

  /// Reads until the server closes; gives what came until then and was not taken for an answer.
  public func rest() throws -> [UInt8] {
    while true {
      do { try receive() } catch Failure.closed { return received }
    }
  }

  /// Sends a request and reads its answer.
  public func request(
    _ method: String = "GET", _ target: String, headers: [String] = [], host: String = "localhost",
    body: [UInt8] = []
  ) throws -> Response {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)"] + headers
    if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
    send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    return try response(isHead: method == "HEAD")
  }
}
