import Foundation
import HTTP
import Synchronization
import TestSupport

/// A handler of a few addresses, and what it saw.
final class SampleHandler: HTTPHandler {
  static let text = String(repeating: "Let it stand, said the editor. ", count: 700)
  static let modified = 1_322_155_620

  private let requests = Mutex<[HTTPRequest]>([])
  /// The requests that came here, but for those by which a test finds the end of what it sent.
  var seen: [HTTPRequest] { requests.withLock { $0.filter { $0.path != "/last" } } }
  /// Slow requests wait here until the test lets them go.
  let gate = Gate()

  private let asked = Atomic(0)
  /// How many slow requests there were.
  var askedCount: Int { asked.load(ordering: .sequentiallyConsistent) }

  func reply(to request: HTTPRequest) -> HTTPReply {
    guard request.path.hasPrefix("/slow") else { return .ready(respond(to: request)) }
    asked.add(1, ordering: .sequentiallyConsistent)
    return .slow { self.respond(to: request) }
  }

  func refusal(of head: HTTPRequest) -> HTTPResponse? {
    guard head.path == "/closed", head.headers["authorization"] == nil else { return nil }
    return HTTPResponse(status: 401, body: .bytes(Array("closed".utf8)))
  }

  private func respond(to request: HTTPRequest) -> HTTPResponse {
    requests.withLock { $0.append(request) }
    let html = [("Content-Type", "text/html; charset=utf-8")]
    switch request.path {
    case "/text":
      return HTTPResponse(
        headers: html, body: .bytes(Array(Self.text.utf8)), entityTag: "t1", isCompressible: true,
        lastModified: Self.modified)
    case "/digits":
      return HTTPResponse(
        headers: [("Vary", "Accept")], body: .bytes(Array("0123456789".utf8)), entityTag: "d1",
        isCompressible: true)
    case "/large":
      return HTTPResponse(body: .bytes(Self.large), entityTag: "l1")
    case "/largetext":
      return HTTPResponse(
        body: .bytes(Array(String(repeating: Self.text, count: 20).utf8)), isCompressible: true)
    case "/file":
      return HTTPResponse(
        body: .content(SampleContent()), entityTag: "f1", isCompressible: true)
    case "/cutfile": return HTTPResponse(body: .content(SampleContent(readableCount: 100_000)))
    case "/held":
      gate.wait()
      return HTTPResponse()
    case "/slow", "/slow/text":
      gate.wait()
      return HTTPResponse(
        headers: html, body: .bytes(Array(request.path.utf8)), isCompressible: true)
    case "/broken": return HTTPResponse(headers: [("X-Title", "a\r\nSet-Cookie: b=c")])
    case "/full": return HTTPResponse(headers: [("X-Title", String(repeating: "a", count: 9000))])
    case "/own":
      return HTTPResponse(headers: [
        ("Referrer-Policy", "same-origin"), ("Content-Length", "99"), ("X-Title", "été"),
        ("Transfer-Encoding", "chunked"), ("Connection", "upgrade"), ("X-Empty", ""),
      ])
    case "/echo": return HTTPResponse(body: .bytes(request.body))
    case "/missing":
      return HTTPResponse(status: 404, body: .bytes(Array("no".utf8)), entityTag: "m")
    default: return HTTPResponse(body: .bytes(Array(request.path.utf8)))
    }
  }

  func response(refusing status: Int, path: String) -> HTTPResponse {
    let place = path.hasPrefix("/place") ? " at \(path)" : ""
    return HTTPResponse(body: .bytes(Array("refused \(status)\(place)".utf8)))
  }

  static let large: [UInt8] = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
}

/// More bytes than anybody should hold, made as they are asked for.
struct SampleContent: HTTPContent {
  let byteCount = 300_000_000
  /// Those after it cannot be read.
  var readableCount = Int.max

  func bytes(in range: Range<Int>) -> [UInt8]? {
    guard range.upperBound <= readableCount else { return nil }
    return range.map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
  }
}

/// Holds up whoever comes until it is opened.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let waiting = Atomic(0)

  var waitingCount: Int { waiting.load(ordering: .sequentiallyConsistent) }

  func wait() {
    waiting.add(1, ordering: .sequentiallyConsistent)
    semaphore.wait()
  }

  func open(for count: Int = 1) { for _ in 0..<count { semaphore.signal() } }

  /// Waits until so many have come.
  func reach(_ count: Int) {
    while waitingCount < count { usleep(1000) }
  }
}

/// A server with the sample handler, on a port of its own.
struct SampleServer {
  let handler = SampleHandler()
  let server: HTTPServer
  let log = LogSample()

  init(_ change: (inout HTTPConfiguration) -> Void = { _ in }) throws {
    var configuration = HTTPConfiguration()
    configuration.hosts = ["localhost", "archive.example.org:8080"]
    configuration.connectionsPerAddress = 1000
    // Where others build beside it, a turn may be long in coming.
    configuration.poolPatience = .seconds(600)
    let log = log
    configuration.log = { entry in log.entries.withLock { $0.append(entry) } }
    change(&configuration)
    server = try HTTPServer(configuration, handler: handler)
  }

  func connection() throws -> RawConnection { try RawConnection(port: server.port) }

  /// One request on a connection of its own.
  func get(_ target: String, _ headers: String...) throws -> RawConnection.Response {
    try connection().request("GET", target, headers: headers)
  }
}

/// What a server logged.
final class LogSample: Sendable {
  let entries = Mutex<[HTTPLogEntry]>([])

  /// Waits for the entry of so many requests: it comes after the answer has left.
  func first(_ count: Int) -> [HTTPLogEntry] {
    while true {
      let entries = entries.withLock { $0 }
      if entries.count >= count { return entries }
      usleep(1000)
    }
  }
}

/// Something that has happened or not.
final class Flag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .sequentiallyConsistent) }
  func set() { value.store(true, ordering: .sequentiallyConsistent) }
  func wait() { while !isSet { usleep(1000) } }
}
