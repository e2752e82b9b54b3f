import Foundation
import HTTP
import TestSupport
import Testing

/// Requests that two programs could read in two ways, and those that are too much.
@Suite struct HostileRequestTests {
  /// Sends bytes, and gives the status of each answer until the server closes or all is answered.
  ///
  /// - Parameter text: `|` is the end of a line, `~` a line feed alone, `◁` a carriage return alone, `⓪` and `①` are
  ///   control characters: a test's arguments are part of what it prints.
  private func statuses(_ sample: SampleServer, _ text: String) throws -> [Int] {
    let connection = try sample.connection()
    let signs = [("|", "\r\n"), ("~", "\n"), ("◁", "\r"), ("⓪", "\0"), ("①", "\u{1}")]
    let last = "GET /last HTTP/1.1|Host: localhost|Connection: close||"
    connection.send(signs.reduce(text + last) { $0.replacingOccurrences(of: $1.0, with: $1.1) })
    var statuses: [Int] = []
    while let response = try? connection.response(), response.text != "/last" {
      statuses.append(response.status)
    }
    return statuses
  }

  /// What would be a request of its own where the one before it ends early.
  private static let hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test(arguments: [
    ("Content-Length: 5|Transfer-Encoding: chunked||0||", 400),
    ("Transfer-Encoding: chunked|Content-Length: 5||0||", 400),
    ("Transfer-Encoding: chunked||0||", 411),
    ("Transfer-Encoding: chunked||5;a=\"b~c\"|hello|0||", 411),
    ("Transfer-Encoding: gzip, chunked||0||", 411),
    ("Transfer-Encoding: identity||", 411),
    ("Transfer-Encoding: xchunked|Transfer-Encoding: chunked||0||", 411),
    ("Content-Length: 0|Content-Length: 44||", 400),
    ("Content-Length: 44|Content-Length: 44||", 400),
    ("Content-Length: 44, 44||", 400),
    ("Content-Length: +0||", 400),
    ("Content-Length: -1||", 400),
    ("Content-Length: 0x2c||", 400),
    ("Content-Length:||", 400),
    ("Content-Length: 99999999999999999999999||", 413),
    ("Content-Length: 9223372036854775807||", 413),
    ("Content-Length : 44||", 400),
    ("Content-Leng: 44| th||", 400),
    ("X: y| Content-Length: 44||", 400),
    ("X: y|\tz||", 400),
    ("X:| y||", 400),
    ("X y: z||", 400),
    ("X①: z||", 400),
    ("X: a①b||", 400),
    ("X: a◁Content-Length: 44||", 400),
    ("no colon||", 400),
  ])
  func `a request that could be read in two ways is refused, and hides no other`(
    headers: String, status: Int
  ) throws {
    let sample = try SampleServer()
    let found = try statuses(
      sample, "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + Self.hidden)
    #expect(found.first == status)
    #expect(sample.handler.seen.isEmpty)
  }

  @Test func `what follows a body is not taken for a request`() throws {
    let sample = try SampleServer()
    let request = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nok"
    #expect(try statuses(sample, request + Self.hidden) == [200])
    #expect(sample.handler.seen.map(\.path) == ["/echo"])
  }

  @Test func `lines may end without a carriage return, and mean the same`() throws {
    let sample = try SampleServer()
    #expect(
      try statuses(sample, "GET /a HTTP/1.1\nHost: localhost\n\n" + Self.hidden) == [200, 200])
    #expect(
      try statuses(sample, "POST /b HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello") == [200]
    )
    #expect(sample.handler.seen.map(\.path) == ["/a", "/hidden", "/b"])
  }

  @Test(arguments: [
    ("/%", 400), ("/%1", 400), ("/%zz", 400), ("/%00", 400), ("/a⓪b", 400), ("/a#b", 400),
    ("/①", 400), ("/\u{7F}", 400), ("/a?b=%", 400), ("/a?b=%00", 400), ("/a?%ff=1", 400),
    ("/a?b=%c3%28", 400), ("/a?b=%ed%a0%80", 400), ("*", 400), ("", 400), ("a", 400),
    ("localhost:80", 400), ("ftp://localhost/", 400), ("http:///a", 400),
    ("http://user@localhost/", 400), ("?a", 400), ("//", 200), ("/..%2f..", 200),
    ("/%E9", 200), ("/é", 200), ("/a?b=é&\u{301}c=d", 200), ("/a?b=?&c=/", 200),
    ("http://localhost/a", 200), ("HTTP://LOCALHOST", 200), ("https://localhost?q=1", 200),
    ("http://evil.example/a", 421),
  ])
  func `a target is one, or refused`(target: String, status: Int) throws {
    let sample = try SampleServer()
    let found = try statuses(sample, "GET \(target) HTTP/1.1|Host: localhost||")
    #expect(found == [status])
    #expect(sample.handler.seen.count == (status == 200 ? 1 : 0))
  }

  @Test func `an absolute target is taken apart as any other`() throws {
    let sample = try SampleServer()
    _ = try sample.get("http://localhost/a?b=c")
    _ = try sample.get("http://localhost?d=e")
    #expect(sample.handler.seen.map(\.path) == ["/a", "/"])
    #expect(sample.handler.seen.map { $0.query.first?.value } == ["c", "e"])
  }

  @Test(arguments: [
    "GET / HTTP/1.1||", "GET / HTTP/1.1|Host:||",
    "GET / HTTP/1.1|Host: localhost|Host: localhost||",
    "GET / HTTP/1.1|Host: local host||", "GET / HTTP/1.1|Host: localhost/||",
    "GET / HTTP/1.1| Host: localhost||",
    "CONNECT localhost:443 HTTP/1.1|Host: localhost||", "GET /||",
    "GET / http/1.1|Host: localhost||", "GET / HTTP/1.1 |Host: localhost||",
    "GET  / HTTP/11|Host: localhost||", "GET / HTTP/1.1⓪|Host: localhost||",
  ])
  func `what is no request of HTTP 1.1 is refused`(text: String) throws {
    let sample = try SampleServer()
    #expect(try statuses(sample, text) == [400])
    #expect(sample.handler.seen.isEmpty)
  }

  @Test(arguments: ["GET||", "GET /a b HTTP/1.1|Host: localhost||", "\u{16}\u{3}①\u{2}||"])
  func `what is not even a first line ends the connection`(text: String) throws {
    let sample = try SampleServer()
    #expect(try statuses(sample, text) == [])
    #expect(sample.handler.seen.isEmpty)
  }

  @Test(arguments: [
    ("localhost", true), ("LOCALHOST", true), ("localhost:1", true), ("localhost:", true),
    ("archive.example.org:8080", true), ("archive.example.org", false),
    ("archive.example.org:80", false), ("evil.example", false), ("localhost.evil.example", false),
    ("127.0.0.1", false), ("localhost:80:80", false), ("[::1]", false), ("localhost.", false),
  ])
  func `only listed hosts are answered`(host: String, isKnown: Bool) throws {
    let sample = try SampleServer()
    let response = try sample.connection().request("GET", "/", host: host)
    #expect(response.status == (isKnown ? 200 : 421))
    #expect(sample.handler.seen.count == (isKnown ? 1 : 0))
  }

  @Test func `without a list the hosts are this machine's names, with the port`() throws {
    let sample = try SampleServer { $0.hosts = [] }
    let port = sample.server.port
    func status(_ host: String) throws -> Int {
      try sample.connection().request("GET", "/", host: host).status
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
      #expect(try status("\(host):\(port)") == 200)
      #expect(try status("\(host):\(port + 1)") == 421)
      #expect(try status(host) == 421)
    }
    // Names that others have lead to this machine.
    for host in ["localtest.me", "127.0.0.1.nip.io", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"]
    {
      #expect(try status("\(host):\(port)") == 421)
    }
  }

  @Test func `headers of any size get an answer, the right one`() throws {
    let sample = try SampleServer()
    for size in [100, 11_000, 12_500, 14_000, 16_000, 20_000, 30_000, 33_000, 70_000, 1_000_000] {
      let header = "X: " + String(repeating: "a", count: size)
      let found = try statuses(
        sample, "GET / HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n")
      #expect(found == [size > 12_000 ? 431 : 200], "\(size)")
    }
    for size in [100, 8000, 8300, 12_000, 20_000, 31_000, 33_000, 70_000, 1_000_000] {
      let found = try statuses(
        sample, "GET /\(String(repeating: "a", count: size)) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(found == [size > 8190 ? 414 : 200], "\(size)")
    }
    for count in [90, 101, 500, 1000, 3000] {
      let headers = (0..<count).map { "X\($0): y\r\n" }.joined()
      let found = try statuses(sample, "GET / HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
      #expect(found == [count > 99 ? 431 : 200], "\(count)")
    }
  }

  @Test func `a query of thousands of fields is refused`() throws {
    let sample = try SampleServer()
    #expect(try sample.get("/?" + String(repeating: "a&", count: 99) + "a").status == 200)
    #expect(try sample.get("/?" + String(repeating: "a&", count: 100) + "a").status == 400)
  }

  @Test func `a body beyond the bound is refused before it is read`() throws {
    let sample = try SampleServer { $0.largestBody = 1000 }
    let connection = try sample.connection()
    connection.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
    #expect(try connection.response().status == 413)
    #expect(try connection.rest() == [])
    #expect(
      try sample.connection().request("POST", "/echo", body: Array(repeating: 1, count: 1001))
        .status
        == 413)
    #expect(
      try sample.connection().request("POST", "/echo", body: Array(repeating: 1, count: 1000))
        .status
        == 200)
  }

  @Test func `who may not send a body is told before it is read`() throws {
    let sample = try SampleServer()
    for count in [100, 10_000_000] {
      let connection = try sample.connection()
      connection.send(
        "POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(count)\r\n\r\n")
      // A short one is read first: who sends it may look for an answer only after that.
      if count == 100 { connection.send([UInt8](repeating: 1, count: count)) }
      let response = try connection.response()
      #expect(response.status == 401 && response.text == "closed")
      #expect(response["connection"] == "close")
      #expect(try connection.rest() == [])
    }
    #expect(sample.handler.seen.isEmpty)
    let allowed = try sample.connection().request(
      "POST", "/closed", headers: ["Authorization: x"], body: [1, 2])
    #expect(allowed.status == 200)
  }

  @Test func `who may not send a body takes no room for one from others`() throws {
    let sample = try SampleServer {
      $0.largestBody = 1000
      $0.largestBodiesInAll = 1000
    }
    let refused = try (0..<8).map { _ in try sample.connection() }
    for connection in refused {
      connection.send(
        "POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n")
    }
    let body = [UInt8](repeating: 1, count: 900)
    #expect(try sample.connection().request("POST", "/echo", body: body).status == 200)
  }

  @Test(arguments: [
    ("GET /place/a%zz?b HTTP/1.1|Host: localhost||", "400 at /place/a%zz"),
    ("GET /place?b HTTP/1.1|Host: evil.example||", "421 at /place"),
    ("GET http://evil.example/place/b HTTP/1.1|Host: localhost||", "421 at /place/b"),
    ("POST /place HTTP/1.1|Host: localhost|Content-Length: 99999999||", "413 at /place"),
    ("POST /place HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||", "411 at /place"),
    ("GET /elsewhere/place HTTP/1.1|Host: evil.example||", "421"),
  ])
  func `whoever words a refusal is told what was asked for`(text: String, words: String) throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    connection.send(text.replacingOccurrences(of: "|", with: "\r\n"))
    #expect(try connection.response().text == "refused " + words)
  }

  @Test func `bodies that come in together are bounded together`() throws {
    let sample = try SampleServer {
      $0.largestBody = 1000
      $0.largestBodiesInAll = 1000
    }
    let first = try sample.connection()
    first.send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600\r\nExpect: 100-continue\r\n\r\n"
    )
    #expect(try first.response().status == 100)
    let body = [UInt8](repeating: 1, count: 600)
    let second = try sample.connection().request("POST", "/echo", body: body)
    #expect(second.status == 503)
    #expect(second["retry-after"] == "2")
    first.send(body)
    #expect(try first.response().status == 200)
    _ = sample.log.first(2)
    #expect(try sample.connection().request("POST", "/echo", body: body).status == 200)
  }

  @Test func `a refused request without a body leaves its connection open`() throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    #expect(try connection.request("GET", "/%").status == 400)
    #expect(try connection.request("GET", "/", host: "evil.example").text == "refused 421")
    #expect(try connection.request("GET", "/a").text == "/a")
  }
}
