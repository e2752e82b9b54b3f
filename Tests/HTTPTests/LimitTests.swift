import Foundation
import HTTP
import TestSupport
import Testing

/// What one client can take from the others.
@Suite struct LimitTests {
  private static let get = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test func `256 connections at once are all answered, again and again`() throws {
    let sample = try SampleServer()
    let connections = try (0..<256).map { _ in try sample.connection() }
    for round in 0..<4 {
      for connection in connections {
        connection.send("GET /\(round) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      }
      for connection in connections { #expect(try connection.response().text == "/\(round)") }
    }
  }

  @Test func `128 requests that are found waiting at the same moment are answered`() throws {
    let sample = try SampleServer {
      $0.threads = 1
      $0.connections = 129
    }
    let holder = try sample.connection()
    let connections = try (0..<128).map { _ in try sample.connection() }
    for connection in connections { #expect(try connection.request("GET", "/a").status == 200) }
    // Whatever thread has this one looks at nothing else meanwhile.
    holder.send("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n")
    sample.handler.gate.reach(1)
    for connection in connections { connection.send(Self.get) }
    sample.handler.gate.open()
    for connection in connections { #expect(try connection.response().text == "/a") }
    #expect(try holder.response().status == 200)
  }

  @Test func `connections of one address beyond the bound are closed, and not for ever`() throws {
    let sample = try SampleServer { $0.connectionsPerAddress = 3 }
    var connections = try (0..<3).map { _ in try sample.connection() }
    for connection in connections { #expect(try connection.request("GET", "/a").status == 200) }
    let fourth = try sample.connection()
    fourth.send(Self.get)
    #expect(throws: RawConnection.Failure.self) { try fourth.response() }
    #expect(try connections[0].request("GET", "/a").status == 200)
    connections.removeLast()
    // The server has to see first that one has gone.
    var status: Int?
    while status == nil { status = try? sample.connection().request("GET", "/a").status }
    #expect(status == 200)
  }

  @Test func `connections beyond all that may be wait, and lose nothing`() throws {
    let sample = try SampleServer {
      $0.connections = 2
      $0.threads = 1
    }
    var connections = try (0..<2).map { _ in try sample.connection() }
    for connection in connections { #expect(try connection.request("GET", "/a").status == 200) }
    let third = try sample.connection()
    third.send(Self.get)
    connections.removeAll()
    #expect(try third.response().text == "/a")
  }

  @Test func `who sends a byte a moment is cut off all the same`() throws {
    let sample = try SampleServer {
      $0.idleTimeout = .seconds(1)
      $0.requestTimeout = .seconds(1)
    }
    for start in ["GET /", Self.get + "GET / HTTP/1.1\r\nHost: localhost\r\nX: "] {
      let connection = try sample.connection()
      connection.send(start)
      let sender = Sender(connection, "a")
      if start.count > 5 { #expect(try connection.response().text == "/a") }
      // Ends only because the server does.
      #expect(try connection.rest() == [])
      sender.stop()
    }
    #expect(try sample.get("/a").status == 200)
  }

  @Test func `who sends a body a byte a moment is cut off, and not who is only slow`() throws {
    let sample = try SampleServer {
      $0.idleTimeout = .seconds(1)
      $0.requestTimeout = .seconds(1)
      $0.slowestRate = 1 << 20
    }
    let connection = try sample.connection()
    connection.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
    let sender = Sender(connection, "a")
    #expect(try connection.rest() == [])
    sender.stop()
    #expect(sample.handler.seen.isEmpty)
    #expect(sample.log.first(1).first?.isComplete == false)
  }

  @Test func `who does not take an answer is cut off`() throws {
    let sample = try SampleServer {
      $0.idleTimeout = .seconds(1)
      $0.slowestRate = 1 << 20
    }
    let connection = try sample.connection()
    connection.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(sample.log.first(1).first?.isComplete == false)
    #expect(try sample.get("/a").status == 200)
  }

  @Test func `a full pool says when to come again, and small answers go on`() throws {
    let sample = try SampleServer {
      $0.poolWidth = 2
      $0.poolQueue = 3
      $0.retryAfter = .seconds(7)
    }
    let slow = try (0..<5).map { _ in try sample.connection() }
    for connection in slow { connection.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n") }
    sample.handler.gate.reach(2)
    var refused: RawConnection.Response?
    // All five have to be there before the sixth is one too many.
    while refused?.status != 503 {
      let connection = try RawConnection(port: sample.server.port, seconds: 1)
      refused = try? connection.request("GET", "/slow")
    }
    #expect(refused?["retry-after"] == "7")
    #expect(refused?.text == "refused 503")
    for _ in 0..<20 { #expect(try sample.get("/small").text == "/small") }
    #expect(sample.handler.gate.waitingCount == 2)
    sample.handler.gate.open(for: 100)
    for connection in slow { #expect(try connection.response().text == "/slow") }
    #expect(try sample.get("/slow").text == "/slow")
  }

  @Test func `256 who ask for what takes a while at once all get it, in their turn`() throws {
    let sample = try SampleServer()
    let connections = try (0..<256).map { _ in try sample.connection() }
    for connection in connections {
      connection.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
    sample.handler.gate.open(for: 256)
    for connection in connections { #expect(try connection.response().text == "/slow") }
  }

  @Test func `who has waited too long for a turn is told to come again, and nobody does the work`()
    throws
  {
    let sample = try SampleServer {
      $0.poolWidth = 1
      $0.poolPatience = .milliseconds(300)
    }
    let first = try sample.connection()
    first.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    sample.handler.gate.reach(1)
    let late = try sample.connection().request("GET", "/slow/text")
    #expect(late.status == 503 && late["retry-after"] == "2")
    #expect(late["connection"] != "close")
    // Whoever is worked at has as long as it takes.
    sample.handler.gate.open(for: 2)
    #expect(try first.response().text == "/slow")
    // The one thread of the pool may be late on a busy machine.
    var last = try sample.get("/slow")
    while last.status == 503 { last = try sample.get("/slow") }
    #expect(last.text == "/slow")
    #expect(sample.handler.seen.map(\.path) == ["/slow", "/slow"])
  }

  @Test func `who goes away while waiting for a slow answer costs nothing but the work`() throws {
    let sample = try SampleServer()
    do {
      let connection = try sample.connection()
      connection.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
      sample.handler.gate.reach(1)
    }
    sample.handler.gate.open()
    #expect(sample.log.first(1).map(\.target) == ["/slow"])
    #expect(try sample.get("/a").status == 200)
  }
}

/// Sends a text again and again, a moment apart.
private final class Sender: Sendable {
  private let state = Flag()

  init(_ connection: RawConnection, _ text: String) {
    let state = state
    let port = connection.sender
    Thread.detachNewThread {
      while !state.isSet {
        port(text)
        usleep(50_000)
      }
    }
  }

  func stop() { state.set() }
}
