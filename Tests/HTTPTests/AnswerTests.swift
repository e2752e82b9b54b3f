import Foundation
import HTTP
import TestSupport
import Testing

/// Which part and which form of a response a request gets.
@Suite struct AnswerTests {
  private static let digits = "0123456789"
  private static let date = "Thu, 24 Nov 2011 17:27:00 GMT"

  // MARK: Ranges

  @Test(arguments: [
    ("bytes=0-3", "0123", "0-3"), ("bytes=7-", "789", "7-9"), ("bytes=-2", "89", "8-9"),
    ("bytes=9-9", "9", "9-9"), ("bytes=5-999", "56789", "5-9"), ("bytes=-999", "0123456789", "0-9"),
    ("bytes=0-99999999999999999999", "0123456789", "0-9"), ("BYTES=1-1", "1", "1-1"),
    ("bytes= 1-2", "12", "1-2"),
  ])
  func `a range gets its bytes`(range: String, text: String, content: String) throws {
    let sample = try SampleServer()
    let response = try sample.get("/digits", "Range: " + range)
    #expect(response.status == 206)
    #expect(response.text == text)
    #expect(response["content-range"] == "bytes \(content)/10")
    #expect(response["content-length"] == "\(text.utf8.count)")
    #expect(response["etag"] == "\"d1\"")
  }

  @Test(arguments: [
    "bytes=a-b", "bytes=", "bytes=-", "bytes=3-2", "items=0-1", "bytes=0-1,3-4", "bytes",
    "bytes=+1-2",
    "bytes=1- 2", "bytes=--1", "0-1",
  ])
  func `what is no single range gets the whole`(range: String) throws {
    let sample = try SampleServer()
    let response = try sample.get("/digits", "Range: " + range)
    #expect(response.status == 200)
    #expect(response.text == Self.digits)
    #expect(response["accept-ranges"] == "bytes")
    #expect(response["content-range"] == nil)
  }

  @Test(arguments: ["bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"])
  func `a range beyond the end is refused, with the length`(range: String) throws {
    let sample = try SampleServer()
    let response = try sample.get("/digits", "Range: " + range)
    #expect(response.status == 416)
    #expect(response["content-range"] == "bytes */10")
    #expect(response.body.isEmpty)
  }

  @Test func `a range of what is large, of what is missing, of a POST and of HEAD`() throws {
    let sample = try SampleServer()
    let part = try sample.get("/large", "Range: bytes=123456-7654321")
    #expect(part.status == 206)
    #expect(part.body == Array(SampleHandler.large[123_456...7_654_321]))
    #expect(try sample.get("/missing", "Range: bytes=0-0").text == "no")
    let connection = try sample.connection()
    #expect(try connection.request("HEAD", "/digits", headers: ["Range: bytes=0-3"]).status == 200)
    #expect(
      try connection.request("POST", "/digits", headers: ["Range: bytes=0-3"]).text == Self.digits)
  }

  @Test func `If-Range gives the part of the same text, and the whole of another`() throws {
    let sample = try SampleServer()
    for (validator, status) in [
      ("\"t1\"", 206), ("\"t2\"", 200), ("W/\"t1\"", 200), ("\"t1-gzip\"", 200), (Self.date, 206),
      ("Thu, 24 Nov 2011 17:27:01 GMT", 200), ("yesterday", 200), ("", 200),
    ] {
      let response = try sample.get("/text", "Range: bytes=7-11", "If-Range: " + validator)
      #expect(response.status == status, "\(validator)")
      #expect(response.text == (status == 206 ? "stand" : SampleHandler.text))
    }
  }

  @Test func `a part is of the text as it is, whatever compression is accepted`() throws {
    let sample = try SampleServer()
    let part = try sample.get("/text", "Range: bytes=7-11", "Accept-Encoding: gzip")
    #expect(part.status == 206)
    #expect(part.text == "stand")
    #expect(part["content-encoding"] == nil)
    #expect(part["etag"] == "\"t1\"")
    // Who has part of the compressed text gets all of it anew.
    let whole = try sample.get(
      "/text", "Range: bytes=7-11", "If-Range: \"t1-gzip\"", "Accept-Encoding: gzip")
    #expect(whole.status == 200)
    #expect(whole["content-encoding"] == "gzip")
  }

  // MARK: Conditions

  @Test(arguments: [
    ("If-None-Match: \"t1\"", 304), ("If-None-Match: W/\"t1\"", 304), ("If-None-Match: *", 304),
    ("If-None-Match: \"a,b\", W/\"c\" , \"t1\"", 304), ("If-None-Match: \"t2\"", 200),
    ("If-None-Match: t1", 200), ("If-None-Match: \"t1", 200), ("If-None-Match: \"t1-gzip\"", 200),
    ("If-Match: \"t1\"", 200), ("If-Match: *", 200), ("If-Match: \"t2\"", 412),
    ("If-Match: W/\"t1\"", 412), ("If-Match: \"t1-gzip\"", 200), ("If-Match: ", 412),
    ("If-Modified-Since: Thu, 24 Nov 2011 17:27:00 GMT", 304),
    ("If-Modified-Since: Thursday, 24-Nov-11 17:27:00 GMT", 304),
    ("If-Modified-Since: Thu Nov 24 17:27:00 2011", 304),
    ("If-Modified-Since: Thu, 24 Nov 2011 17:26:59 GMT", 200), ("If-Modified-Since: never", 200),
    ("If-Unmodified-Since: Thu, 24 Nov 2011 17:26:59 GMT", 412),
    ("If-Unmodified-Since: Thu, 24 Nov 2011 17:27:00 GMT", 200),
  ])
  func `a condition decides`(header: String, status: Int) throws {
    let sample = try SampleServer()
    let connection = try sample.connection()
    let response = try connection.request("GET", "/text", headers: [header])
    #expect(response.status == status)
    if status == 304 {
      #expect(response["etag"] == "\"t1\"")
      #expect(response["vary"] == "Accept-Encoding")
      #expect(response["last-modified"] == Self.date)
      // Were it 0, a cache could take it for the length of what it has.
      #expect(response["content-length"] == "\(SampleHandler.text.utf8.count)")
    }
    #expect(try connection.request("HEAD", "/text", headers: [header]).status == status)
    #expect(try connection.request("POST", "/text", headers: [header]).status == 200)
    #expect(try connection.request("GET", "/missing", headers: [header]).status == 404)
  }

  @Test func `a tag decides where there is a date as well`() throws {
    let sample = try SampleServer()
    let date = "If-Modified-Since: " + Self.date
    #expect(try sample.get("/text", "If-None-Match: \"t2\"", date).status == 200)
    #expect(try sample.get("/text", "If-None-Match: \"t1\"", date).status == 304)
    #expect(
      try sample.get(
        "/text", "If-Match: \"t1\"", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT"
      )
      .status == 200)
    #expect(try sample.get("/text", "If-Match: \"t1\"", "If-None-Match: \"t1\"").status == 304)
    #expect(try sample.get("/text", "If-None-Match: \"t1\"", "Range: bytes=0-1").status == 304)
  }

  // MARK: gzip

  @Test func `text is compressed for who accepts that, under a tag of its own`() throws {
    let sample = try SampleServer()
    let response = try sample.get("/text", "Accept-Encoding: br, gzip;q=0.8")
    #expect(response["content-encoding"] == "gzip")
    #expect(response["etag"] == "\"t1-gzip\"")
    #expect(response["vary"] == "Accept-Encoding")
    #expect(response.body.count < SampleHandler.text.utf8.count / 10)
    #expect(try expanded(response.body) == Array(SampleHandler.text.utf8))
    let again = try sample.get("/text", "Accept-Encoding: gzip", "If-None-Match: \"t1-gzip\"")
    #expect(again.status == 304)
    #expect(again["etag"] == "\"t1-gzip\"")
    #expect(again["content-length"] == "\(response.body.count)")
    // The text that is not compressed is another one.
    #expect(try sample.get("/text", "Accept-Encoding: gzip", "If-None-Match: \"t1\"").status == 200)
  }

  @Test(arguments: [
    ("gzip", true), ("x-gzip", true), ("GZIP", true), ("*", true), ("gzip;q=0.001", true),
    ("identity;q=0.5, gzip;q=0.5", true), ("deflate;q=1,gzip;q=1.000", true), ("", false),
    ("identity", false), ("gzip;q=0", false), ("gzip; q=0.000", false), ("*;q=0", false),
    ("gzip;q=0.2, identity;q=0.9", false), ("gzip;q=x", false), ("gzipped", false), ("br", false),
    ("gzip;q=0, *", false), (",,;;", false),
  ])
  func `accepting is what the standard says`(accepted: String, isGzip: Bool) throws {
    let sample = try SampleServer()
    let response = try sample.get("/text", "Accept-Encoding: " + accepted)
    #expect(response["content-encoding"] == (isGzip ? "gzip" : nil))
    #expect(response["vary"] == "Accept-Encoding")
  }

  @Test func `what is short or no text stays as it is`() throws {
    let sample = try SampleServer()
    let short = try sample.get("/digits", "Accept-Encoding: gzip")
    #expect(short.text == Self.digits)
    #expect(short["vary"] == "Accept, Accept-Encoding")
    let large = try sample.get("/large", "Accept-Encoding: gzip")
    #expect(large.body == SampleHandler.large)
    #expect(large["vary"] == nil)
  }

  @Test func `large text is compressed aside, and is not where nobody has time for it`() throws {
    let sample = try SampleServer {
      $0.poolWidth = 1
      $0.poolQueue = 0
    }
    let text = Array(String(repeating: SampleHandler.text, count: 20).utf8)
    let response = try sample.get("/largetext", "Accept-Encoding: gzip")
    #expect(response["content-encoding"] == "gzip")
    #expect(try expanded(response.body) == text)
    let slow = try sample.connection()
    slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    sample.handler.gate.reach(1)
    let plain = try sample.get("/largetext", "Accept-Encoding: gzip")
    #expect(plain["content-encoding"] == nil)
    #expect(plain.body == text)
    sample.handler.gate.open()
    #expect(try slow.response().text == "/slow")
  }

  private func expanded(_ stream: [UInt8]) throws -> [UInt8] {
    let program =
      "import sys, gzip; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))"
    return try Program.run("python3", ["-c", program], input: stream).output
  }
}
