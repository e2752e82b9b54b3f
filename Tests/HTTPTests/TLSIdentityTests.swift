import Foundation
import TestSupport
import Testing

@testable import HTTP

@Suite struct TLSIdentityTests {
  private let own: ServerCertificate
  private let certificate: [UInt8]
  private let key: [UInt8]

  init() throws {
    own = try ServerCertificate()
    certificate = try [UInt8](Data(contentsOf: own.certificate))
    key = try [UInt8](Data(contentsOf: own.key))
  }

  @Test func `a certificate and its key are taken, in one file as well`() throws {
    let identity = try TLSIdentity(certificates: certificate, key: key)
    #expect(identity.certificates == certificate && identity.key == key)
    _ = try TLSIdentity(certificates: certificate + key, key: certificate + key)
  }

  @Test(arguments: [
    "", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  ])
  func `what is no certificate and what is no key is told apart`(text: String) {
    #expect(throws: TLSIdentityError.noCertificate) {
      try TLSIdentity(certificates: Array(text.utf8), key: key)
    }
    #expect(throws: TLSIdentityError.noKey) {
      try TLSIdentity(certificates: certificate, key: Array(text.utf8))
    }
  }

  @Test func `a key that only a password opens is none, and nobody is asked for it`() throws {
    let locked = try [UInt8](Data(contentsOf: own.lockedKey))
    #expect(throws: TLSIdentityError.noKey) {
      try TLSIdentity(certificates: certificate, key: locked)
    }
  }

  @Test func `the key of another certificate is refused`() throws {
    let other = try ServerCertificate()
    let otherKey = try [UInt8](Data(contentsOf: other.key))
    #expect(throws: TLSIdentityError.otherKey) {
      try TLSIdentity(certificates: certificate, key: otherKey)
    }
  }

  @Test func `more bytes than any chain has are not looked at`() {
    let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: TLSIdentity.byteLimit)
    #expect(throws: TLSIdentityError.noCertificate) {
      try TLSIdentity(certificates: certificate + padding, key: key)
    }
    #expect(throws: TLSIdentityError.noKey) {
      try TLSIdentity(certificates: certificate, key: key + padding)
    }
  }
}

/// A server that speaks TLS, asked by Python's `ssl`.
@Suite struct TLSServerTests {
  private let own: ServerCertificate
  private let sample: SampleServer

  init() throws {
    let own = try ServerCertificate()
    self.own = own
    let identity = try TLSIdentity(
      certificates: [UInt8](Data(contentsOf: own.certificate)),
      key: [UInt8](Data(contentsOf: own.key)))
    sample = try SampleServer {
      $0.identity = identity
      // Where others build beside it, a greeting takes its time.
      $0.requestTimeout = .seconds(10)
      $0.idleTimeout = .seconds(10)
    }
  }

  /// What a few lines of Python print; `context` believes the server's certificate, `connect` gives a connection.
  private func ask(_ lines: String) throws -> [String] {
    let result = try Program.run(
      "python3", ["-c", Self.start + lines, String(sample.server.port), own.certificate.path])
    guard result.status == 0 else {
      throw Program.Failure(command: ["python3", lines], result: result)
    }
    return result.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static let start = """
    import hashlib, http.client, socket, ssl, sys
    port, trusted = int(sys.argv[1]), sys.argv[2]
    context = ssl.create_default_context(cafile=trusted)
    def connect():
        return context.wrap_socket(
            socket.create_connection(("127.0.0.1", port), timeout=60), server_hostname="localhost")
    def ask(connection, target, method="GET", body=None):
        connection.request(method, target, body=body, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    """

  @Test func `a client that believes the certificate gets its answers, many on a connection`()
    throws
  {
    let words = try ask(
      """
      connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=60)
      connection.connect()
      print(connection.sock.version())
      for target in ["/text", "/a", "/digits"]:
          status, body = ask(connection, target)
          print(status, len(body))
      status, body = ask(connection, "/large")
      print(status, len(body), hashlib.sha256(body).hexdigest())
      status, body = ask(connection, "/echo", "POST", b"x" * 100000)
      print(status, body == b"x" * 100000)
      """)
    let large = SampleHandler.large
    #expect(words[0] == "TLSv1.3")
    #expect(words[1] == "200 \(SampleHandler.text.utf8.count)")
    #expect(words[2] == "200 2" && words[3] == "200 10")
    let digest = try Program.run("sha256sum", input: large).text.prefix(64)
    #expect(words[4] == "200 \(large.count) \(digest)")
    #expect(words[5] == "200 True")
  }

  @Test func `versions before 1.2 are refused, and 1.2 is taken`() throws {
    let words = try ask(
      """
      import warnings
      warnings.simplefilter("ignore")
      for version in [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2]:
          context = ssl.create_default_context(cafile=trusted)
          context.set_ciphers("ALL:@SECLEVEL=0")
          context.minimum_version = context.maximum_version = version
          try:
              print(connect().version())
          except (ssl.SSLError, ConnectionResetError):
              print("refused")
      """)
    #expect(words == ["refused", "refused", "TLSv1.2"])
  }

  @Test func `who speaks plain HTTP, or says nothing, is sent away, and others are served`() throws
  {
    let plain = try RawConnection(port: sample.server.port)
    plain.send("GET /text HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let silent = try RawConnection(port: sample.server.port)
    let noise = try RawConnection(port: sample.server.port)
    noise.send([0x16, 0x03, 0x01, 0xFF, 0xFF] + [UInt8](repeating: 0x41, count: 5000))
    let words = try ask(
      """
      connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=60)
      print(ask(connection, "/a")[0])
      """)
    #expect(words == ["200"])
    // None of them sees a byte of an article; a TLS alert is all there may be.
    for connection in [plain, silent, noise] {
      let rest = try connection.rest()
      #expect(rest.isEmpty || rest.first == 0x15, "\(rest.prefix(100))")
    }
    #expect(sample.handler.seen.map(\.path) == ["/a"])
  }

  @Test func `a slow answer comes when it is made`() throws {
    let gate = sample.handler.gate
    let opener = Thread {
      gate.reach(1)
      gate.open()
    }
    opener.start()
    let words = try ask(
      """
      connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=60)
      print(*ask(connection, "/slow"))
      print(*ask(connection, "/a"))
      """)
    #expect(words == ["200 b'/slow'", "200 b'/a'"])
  }
}
