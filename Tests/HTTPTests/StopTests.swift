import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct StopTests {
  private static func request(_ path: String) -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
  }

  @Test func `requests that are being answered end, and nobody else comes in`() throws {
    let sample = try SampleServer()
    let port = sample.server.port
    let (slow, waiting, idle) = (
      try sample.connection(), try sample.connection(), try sample.connection()
    )
    #expect(try idle.request("GET", "/a").status == 200)
    slow.send(Self.request("/slow"))
    waiting.send(Self.request("/large"))
    sample.handler.gate.reach(1)
    let stopped = Flag()
    let server = sample.server
    Thread.detachNewThread {
      server.stop(within: .seconds(60))
      stopped.set()
    }
    while (try? RawConnection(port: port)) != nil { usleep(1000) }
    #expect(!stopped.isSet)
    // A connection that is there is still answered, for the last time.
    let last = try idle.request("GET", "/b")
    #expect(last.text == "/b")
    #expect(last["connection"] == "close")
    sample.handler.gate.open()
    let response = try slow.response()
    #expect(response.text == "/slow")
    #expect(response["connection"] == "close")
    #expect(try waiting.response().body == SampleHandler.large)
    stopped.wait()
  }

  @Test func `a request that takes longer is told to come again, and its work ends in nothing`()
    throws
  {
    let sample = try SampleServer {
      $0.poolWidth = 1
    }
    let connections = try (0..<3).map { _ in try sample.connection() }
    for connection in connections { connection.send(Self.request("/slow")) }
    sample.handler.gate.reach(1)
    // The others have to be in the queue: what comes after them is not.
    while sample.handler.askedCount < 3 { usleep(1000) }
    sample.server.stop(within: .milliseconds(500))
    for connection in connections {
      let response = try connection.response()
      #expect(response.status == 503)
      #expect(response["connection"] == "close")
    }
    sample.handler.gate.open(for: 3)
    // Stopping twice is stopping once.
    sample.server.stop(within: .zero)
  }

  @Test func `a server that nobody holds ends, whoever is connected`() throws {
    let handler = SampleHandler()
    var configuration = HTTPConfiguration()
    configuration.hosts = ["localhost"]
    var server: HTTPServer? = try HTTPServer(configuration, handler: handler)
    let port = try #require(server?.port)
    let connection = try RawConnection(port: port)
    #expect(try connection.request("GET", "/a").status == 200)
    let unfinished = try RawConnection(port: port)
    unfinished.send("GET /a HT")
    server = nil
    #expect(try connection.rest() == [])
    #expect(throws: RawConnection.Failure.self) { try RawConnection(port: port) }
    // The port is free at once.
    configuration.port = port
    server = try HTTPServer(configuration, handler: handler)
    #expect(try RawConnection(port: port).request("GET", "/b").text == "/b")
  }

  @Test func `servers start and stop while clients come and go`() throws {
    for round in 0..<20 {
      let sample = try SampleServer { $0.poolWidth = 4 }
      let connections = try (0..<20).map { _ in try sample.connection() }
      for (number, connection) in connections.enumerated() {
        connection.send(Self.request(number % 2 == 0 ? "/slow" : "/large"))
      }
      if round % 2 == 0 { sample.handler.gate.open(for: 10) }
      sample.server.stop(within: .milliseconds(round))
      sample.handler.gate.open(for: 10)
    }
  }
}
