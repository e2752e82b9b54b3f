import Foundation
import TestSupport
import Testing

/// `stet-post`, with a server on this machine.
struct PostProgramTests {
  private static let tooMuch = (1 << 20) + 1
  private let server: PythonServer

  init() throws {
    server = try PythonServer(PostServer.script)
  }

  private func post(
    _ path: String, _ options: [String] = [], body: String = "words",
    environment: [String: String] = [:]
  ) throws -> Program.Result {
    try PostProgram.run(
      ["--type", "text/x-test"] + options + ["http://127.0.0.1:\(server.port)\(path)"],
      input: Array(body.utf8), environment: environment)
  }

  @Test func `an answer is a line with status and type, and the bytes that came`() throws {
    let result = try post("/echo", body: "a\0b\n")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output == Array("200 text/plain\na\0b\n".utf8))
  }

  @Test func `the server is told who asks, what comes and what may come back`() throws {
    _ = try post("/echo", ["--accept", "application/timestamp-reply"])
    let folder = try TemporaryDirectory()
    let version = try StetProgram.run(["--version"], in: folder.url).text
    let agent = "stet/" + version.split(separator: " ").dropFirst().joined()
    #expect(
      try server.lines == ["POST|/echo|\(agent)|text/x-test|application/timestamp-reply|None|None"])
    #expect(try PostProgram.run(["--version"]).text == version.replacing("stet", with: "stet-post"))
  }

  @Test(arguments: [409, 400, 404, 500, 503])
  func `any status is an answer`(status: Int) throws {
    let result = try post("/status/\(status)")
    #expect(result.status == 0)
    #expect(result.output == Array("\(status) text/plain\nwords".utf8))
  }

  @Test func `an empty request is sent, and an empty answer printed`() throws {
    #expect(try post("/echo", body: "").output == Array("200 text/plain\n".utf8))
  }

  @Test func `an answer without a type, and one for terminals, stay one line`() throws {
    #expect(try post("/silent").output == Array("200 -\nwords".utf8))
    #expect(try post("/odd").output == Array("200 text/?[2Jplain\nwords".utf8))
  }

  @Test func `an answer of 1 MiB is printed, and one byte more is refused`() throws {
    #expect(try post("/full").output.count == "200 text/plain\n".utf8.count + (1 << 20))
    let result = try post("/large")
    #expect(result.status == 6 && result.output.isEmpty)
    #expect(
      result.errors == "stet-post: error: cannot post to 127.0.0.1: the answer has more than the "
        + "1048576 bytes that are taken\n")
  }

  @Test func `a request of 1 MiB is sent whole, and one byte more is refused unsent`() throws {
    let most = String(repeating: "x", count: Self.tooMuch - 1)
    #expect(
      try post("/echo", body: most).output.count == "200 text/plain\n".utf8.count + most.count)
    let before = try server.lines.count
    let result = try post("/echo", body: most + "x")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("more than the 1048576 bytes"))
    #expect(try server.lines.count == before)
  }

  @Test func `who does not answer in time is not waited for`() throws {
    let result = try post("/slow", ["--timeout", "1"])
    #expect(result.status == 6 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("stet-post: error: cannot post to 127.0.0.1: "))
    #expect(result.errors.contains("timed out"))
  }

  @Test func `a port where nobody listens is told`() throws {
    server.stop()
    let result = try post("/echo")
    #expect(result.status == 6 && result.output.isEmpty)
    #expect(
      result.errors.hasPrefix("stet-post: error: cannot post to 127.0.0.1: Failed to connect"))
  }

  @Test(arguments: [301, 302, 307, 308])
  func `a redirect is followed, and the request posted again`(status: Int) throws {
    let result = try post("/to/\(status)//echo")
    #expect(result.output == Array("200 text/plain\nwords".utf8))
    let lines = try server.lines.map { $0.split(separator: "|")[0...1].joined(separator: " ") }
    #expect(lines == ["POST /to/\(status)//echo", "POST /echo"])
  }

  @Test func `a redirect to the answer fetches that`() throws {
    #expect(try post("/to/303//echo").output == Array("200 text/plain\n".utf8))
    #expect(try server.lines.last?.hasPrefix("GET|/echo|") == true)
  }

  @Test func `three redirects are followed, and a fourth is not`() throws {
    let three = "/to/307//to/307//to/307//echo"
    #expect(try post(three).output == Array("200 text/plain\nwords".utf8))
    let result = try post("/to/307/" + three)
    #expect(result.status == 6 && result.output.isEmpty && result.errors.contains("redirects"))
  }

  @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/"])
  func `a redirect out of HTTP is not followed`(target: String) throws {
    let result = try post("/to/307/" + target)
    #expect(result.status == 6 && result.output.isEmpty)
  }

  @Test func `no cookie is kept`() throws {
    _ = try post("/to/307//echo")
    #expect(try server.lines.last?.hasSuffix("|None|None") == true)
  }

  @Test func `a name and a password in the address are used, and never printed`() throws {
    let address = "http://ada:se%63ret@127.0.0.1:\(server.port)/echo"
    let words = ["--type", "text/x-test", address]
    #expect(try PostProgram.run(words, input: [1]).status == 0)
    #expect(try server.lines.last?.hasSuffix("|Basic YWRhOnNlY3JldA==") == true)
    server.stop()
    let result = try PostProgram.run(words, input: [1])
    #expect(result.status == 6)
    for word in ["ada", "secret", "se%63ret"] { #expect(!result.errors.contains(word)) }
    let wrong = try PostProgram.run(["--type", "text/x-test", "http://ada:secret@ho st/"])
    #expect(wrong.status == 2 && !wrong.errors.contains("secret"))
  }

  @Test func `a proxy that the environment names is used`() throws {
    let result = try PostProgram.run(
      ["--type", "text/x-test", "http://archive.invalid/echo"], input: Array("words".utf8),
      environment: ["http_proxy": "http://127.0.0.1:\(server.port)"])
    #expect(result.status == 0)
    #expect(try server.lines.last?.hasPrefix("POST|http://archive.invalid/echo|") == true)
  }

  @Test(arguments: [
    [], ["http://127.0.0.1/"], ["--type", "text/plain"], ["--type", "plain", "http://127.0.0.1/"],
    ["--type", "a/b\r\nX: y", "http://127.0.0.1/"], ["--type"],
    ["--type", "a/b", "--timeout", "0", "http://127.0.0.1/"],
    ["--type", "a/b", "--timeout", "soon", "http://127.0.0.1/"],
    ["--type", "a/b", "--what", "http://127.0.0.1/"],
    ["--type", "a/b", "http://127.0.0.1/", "http://127.0.0.1/"],
    ["--type", "a/b", "ftp://127.0.0.1/"], ["--type", "a/b", "file:///etc/passwd"],
    ["--type", "a/b", "127.0.0.1"], ["--type", "a/b", ""],
    ["--type", "a/b", "--accept", "nothing", "http://127.0.0.1/"],
  ])
  func `what it cannot be asked is said`(words: [String]) throws {
    let result = try PostProgram.run(words)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("stet-post: error: ") && result.errors.hasSuffix("\n"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func `help has every option`() throws {
    let help = try PostProgram.run(["--help"])
    #expect(help.status == 0)
    for word in ["--type", "--accept", "--timeout", "--version", "URL"] {
      #expect(help.text.contains(word))
    }
  }

  @Test func `an output that takes nothing is told`() throws {
    let url = "http://127.0.0.1:\(server.port)/echo"
    let result = try Program.run(
      PostProgram.url.path(percentEncoded: false), ["--type", "a/b", url], outputTo: "/dev/full")
    #expect(result.status == 6 && result.errors.contains("cannot write standard output"))
  }
}

/// `stet-post` over TLS.
struct EncryptedPostTests {
  private let authority: TimestampAuthority
  private let server: PythonServer

  init() throws {
    authority = try TimestampAuthority()
    try authority.openssl(
      "ca", "-batch", "-notext", "-config", "openssl.cnf", "-cert", "root.pem", "-keyfile",
      "root.key", "-days", "9", "-extensions", "web", "-in", "authority.csr", "-out", "web.pem")
    server = try PythonServer(
      PostServer.script, ["web.pem", "authority.key"], in: authority.folder.url)
  }

  private func post(_ path: String, trusting file: String? = nil) throws -> Program.Result {
    let path = "https://127.0.0.1:\(server.port)\(path)"
    let root = file.map { authority.folder.url.appending(path: $0).path(percentEncoded: false) }
    return try PostProgram.run(
      ["--type", "text/x-test", path], input: [0x61],
      environment: root.map { ["SSL_CERT_FILE": $0] } ?? [:])
  }

  @Test func `a server whose issuer nobody knows gets nothing`() throws {
    let result = try post("/echo")
    #expect(result.status == 6 && result.output.isEmpty)
    #expect(result.errors.contains("certificate"))
    #expect(try server.lines.isEmpty)
  }

  @Test func `a server whose issuer is trusted is asked`() throws {
    let result = try post("/echo", trusting: "root.pem")
    #expect(result.status == 0 && result.output == Array("200 text/plain\na".utf8))
  }

  @Test func `nothing leads from https to http`() throws {
    let plain = try PythonServer(PostServer.script)
    let result = try post("/to/307/http://127.0.0.1:\(plain.port)/echo", trusting: "root.pem")
    #expect(result.status == 6 && result.output.isEmpty)
    #expect(try plain.lines.isEmpty)
  }
}
