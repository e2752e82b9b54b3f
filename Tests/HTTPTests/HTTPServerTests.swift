import Foundation
import TestSupport
import Testing

@testable import HTTP

@Suite struct HTTPServerTests {
  @Test func `a request gets its answer, with what keeps browsers from guessing`() throws {
    let sample = try SampleServer()
    let response = try sample.get("/text")
    #expect(response.status == 200)
    #expect(response.text == SampleHandler.text)
    #expect(response["content-length"] == "\(SampleHandler.text.utf8.count)")
    #expect(response["content-type"] == "text/html; charset=utf-8")
    #expect(response["x-content-type-options"] == "nosniff")
    #expect(response["referrer-policy"] == "no-referrer")
    #expect(response["cross-origin-opener-policy"] == "same-origin")
    #expect(response["cross-origin-resource-policy"] == "same-origin")
    #expect(HTTPDate.seconds(try #require(response["date"]), now: 0) != nil)
    #expect(response["etag"] == "\"t1\"")
    #expect(response["last-modified"] == "Thu, 24 Nov 2011 17:27:00 GMT")
    #expect(response["connection"] == nil)
    #expect(response["server"] == nil)
  }

  @Test func `the handler gets the request as it was sent, and its query decoded`() throws {
    let sample = try SampleServer()
    _ = try sample.get("/a%2Fb//c?q=caf%C3%A9+au%20lait&&empty&x=1=2&=", "X-One: 1", "x-one:2")
    let request = try #require(sample.handler.seen.first)
    #expect(request.method == "GET")
    #expect(request.target == "/a%2Fb//c?q=caf%C3%A9+au%20lait&&empty&x=1=2&=")
    #expect(request.path == "/a%2Fb//c")
    #expect(request.query.map(\.name) == ["q", "empty", "x", ""])
    #expect(request.query.map(\.value) == ["café au lait", "", "1=2", ""])
    #expect(request.headers["X-ONE"] == "1, 2")
    #expect(request.headers["x-two"] == nil)
    #expect(request.body.isEmpty)
    #expect(request.address == "127.0.0.1")
  }

  @Test func `what is read as it leaves can be had in parts, and whole, and is not compressed`()
    throws
  {
    let sample = try SampleServer()
    let connection = try sample.connection()
    let (all, size) = (SampleContent(), SampleContent().byteCount)
    let head = try connection.request("HEAD", "/file", headers: ["Accept-Encoding: gzip"])
    #expect(head["content-length"] == "\(size)" && head["content-encoding"] == nil)
    #expect(head["etag"] == "\"f1\"" && head["vary"] == nil)
    for range in [0..<1, 7..<200_000, 150_000_000..<153_000_000, (size - 9)..<size] {
      let part = try connection.request(
        "GET", "/file", headers: ["Range: bytes=\(range.lowerBound)-\(range.upperBound - 1)"])
      #expect(part.status == 206 && part.body == all.bytes(in: range), "\(range)")
      #expect(
        part["content-range"] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
    }
    let known = try connection.request("GET", "/file", headers: ["If-None-Match: \"f1\""])
    #expect(known.status == 304)
    let beyond = try connection.request("GET", "/file", headers: ["Range: bytes=\(size)-"])
    #expect(beyond.status == 416)
    // Whoever goes away in the midst of it costs nothing.
    for _ in 0..<20 {
      try sample.connection().send("GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
    #expect(try sample.get("/a").text == "/a")
  }

  @Test func `what cannot be read to its end breaks off, and is not taken for whole`() throws {
    let sample = try SampleServer()
    #expect(throws: RawConnection.Failure.self) { try sample.get("/cutfile") }
    #expect(sample.log.first(1).first?.isComplete == false)
    #expect(try sample.get("/a").text == "/a")
  }

  @Test func `HEAD has all headers of GET and no body`() throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    for (target, headers) in [
      ("/text", []), ("/text", ["Accept-Encoding: gzip"]), ("/large", []), ("/missing", []),
    ] {
      let get = try connection.request("GET", target, headers: headers)
      let head = try connection.request("HEAD", target, headers: headers)
      #expect(head.status == get.status)
      let (a, b) = (
        head.headers.filter { $0.name != "date" }, get.headers.filter { $0.name != "date" }
      )
      #expect(a.map { $0.name + $0.value } == b.map { $0.name + $0.value })
    }
    #expect(try connection.request("GET", "/after").text == "/after")
  }

  @Test func `requests sent at once are answered in their order on one connection`() throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    let count = 50
    connection.send((0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
    for number in 0..<count { #expect(try connection.response().text == "/\(number)") }
  }

  @Test func `a slow answer keeps its place among requests sent at once`() throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    connection.send(
      ["/1", "/slow", "/3"].map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
    sample.handler.gate.open()
    #expect(try (0..<3).map { _ in try connection.response().text } == ["/1", "/slow", "/3"])
  }

  @Test func `an answer of 10 MB arrives whole, to many at once`() throws {
    let sample = try SampleServer()
    let connections = try (0..<8).map { _ in try sample.connection() }
    for connection in connections {
      connection.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
    for connection in connections { #expect(try connection.response().body == SampleHandler.large) }
  }

  @Test func `HTTP 1.0 ends the connection unless it asks for more, and needs no host`() throws {
    let sample = try SampleServer()
    let first = try sample.connection()
    first.send("GET /old HTTP/1.0\r\n\r\n")
    #expect(try first.response().text == "/old")
    #expect(try first.rest() == [])
    let second = try sample.connection()
    second.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(try second.response()["connection"]?.lowercased() == "keep-alive")
    #expect(try second.request("GET", "/new").text == "/new")
  }

  @Test func `a body comes whole, and its connection ends with the answer`() throws {
    let sample = try SampleServer()
    let body = Array(SampleHandler.large.prefix(3_000_000))
    let connection = try sample.connection()
    let response = try connection.request("POST", "/echo", body: body)
    #expect(response.body == body)
    #expect(response["connection"] == "close")
    #expect(try connection.rest() == [])
    let empty = try sample.connection()
    #expect(try empty.request("POST", "/echo", headers: ["Content-Length: 0"]).status == 200)
    #expect(try empty.request("GET", "/next").text == "/next")
  }

  @Test func `who expects to be asked for the body is asked`() throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    connection.send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(try connection.response().status == 100)
    connection.send("ok")
    #expect(try connection.response().text == "ok")
  }

  @Test func `no header of an answer can begin another, and none says a wrong length`() throws {
    let sample = try SampleServer()
    let broken = try sample.get("/broken")
    #expect(broken.status == 500)
    #expect(broken.text == "refused 500")
    #expect(broken["set-cookie"] == nil)
    #expect(try sample.get("/full").status == 500)
    let own = try sample.get("/own")
    #expect(own.status == 200)
    #expect(own["content-length"] == "0")
    #expect(own["transfer-encoding"] == nil)
    #expect(own["x-title"] == "été")
    #expect(own.headers.filter { $0.name == "referrer-policy" }.map(\.value) == ["same-origin"])
  }

  @Test func `the log tells of each request`() throws {
    let sample = try SampleServer()
    _ = try sample.get("/text?a=%20", "Referer: http://example.org/", "User-Agent: test/1")
    let entry = try #require(sample.log.first(1).first)
    #expect(entry.method == "GET")
    #expect(entry.target == "/text?a=%20")
    #expect(entry.peer == "127.0.0.1")
    #expect(entry.status == 200)
    #expect(entry.bytes == SampleHandler.text.utf8.count)
    #expect(entry.referrer == "http://example.org/")
    #expect(entry.agent == "test/1")
    #expect(entry.isComplete)
    #expect(entry.time > 1_700_000_000)
    _ = try sample.connection().request("HEAD", "/text")
    _ = sample.log.first(2)
    _ = try sample.get("/%zz")
    let rest = sample.log.first(3).dropFirst()
    #expect(rest.map(\.status) == [200, 400])
    #expect(rest.first?.bytes == 0)
  }

  @Test func `a server that cannot start says why`() throws {
    let sample = try SampleServer()
    func error(_ change: (inout HTTPConfiguration) -> Void) -> HTTPServerError? {
      var configuration = HTTPConfiguration()
      change(&configuration)
      do throws(HTTPServerError) {
        _ = try HTTPServer(configuration, handler: sample.handler)
        return nil
      } catch { return error }
    }
    #expect(error { $0.port = sample.server.port } == .addressInUse)
    #expect(error { $0.address = "example.org" } == .notAnAddress)
    #expect(error { $0.address = "192.0.2.1" } == .notAnAddress)
    #expect(error { $0.address = "127.0.0.256" } == .notAnAddress)
    #expect(error { $0.port = 65_536 } == .notAPort)
    #expect(error { $0.threads = 0 } == .notAConfiguration)
    #expect(error { $0.bytesPerConnection = 1 } == .notAConfiguration)
    #expect(error { _ in } == nil)
    #expect(error { $0.threads = 1 } == nil)
    #expect(error { $0.address = "::1" } == nil)
  }

  @Test func `what the system refuses is told apart`() {
    // Tests may run as who may do everything: here are its numbers.
    #expect(HTTPServerError(code: EACCES) == .denied)
    #expect(HTTPServerError(code: EAFNOSUPPORT) == .notAnAddress)
    #expect(HTTPServerError(code: EMFILE) == .refused(reason: "Too many open files"))
  }
}
