import Foundation
import TestSupport
import Testing

/// `stet serve` that speaks TLS, and what it says of files by which it cannot.
struct ServeCommandTests {
  private let own: ServerCertificate
  private let archive: StetArchive

  init() throws {
    own = try ServerCertificate()
    archive = try StetArchive()
    try archive.commit("bridge", "The bridge is open.\n")
  }

  private func serve(_ certificate: String, _ key: String) throws -> Program.Result {
    try archive.attempt([
      "serve", "--port", "0", "--tls-certificate", certificate, "--tls-key", key,
    ])
  }

  @Test func `pages come by TLS, and addresses for others say so`() throws {
    let served = try ServedArchive(
      archive, ["--tls-certificate", own.certificate.path, "--tls-key", own.key.path])
    let result = try Program.run(
      "python3", ["-c", Self.client, String(served.port), own.certificate.path])
    #expect(result.errors == "")
    #expect(
      result.text == """
        200 True
        200 https://127.0.0.1:\(served.port)/
        """)
    #expect(served.stop() == 0)
  }

  private static let client = """
    import http.client, re, ssl, sys
    port, trusted = int(sys.argv[1]), sys.argv[2]
    context = ssl.create_default_context(cafile=trusted)
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=120)
    def ask(target):
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    status, page = ask("/a/bridge/1")
    print(status, "The bridge is open." in page)
    status, feed = ask("/feed.atom")
    print(status, re.search(r'href="(https?://[^/]*/)', feed)[1])
    """

  @Test func `a certificate without its key is no use, nor is a key alone`() throws {
    for option in ["--tls-certificate", "--tls-key"] {
      let result = try archive.attempt(["serve", option, own.key.path])
      #expect(result.status == 2)
      #expect(result.errors.contains("--tls-certificate and --tls-key need each other"))
    }
  }

  @Test func `a file that is not there, no certificate, no key and another's key are told apart`()
    throws
  {
    let (certificate, key) = (own.certificate.path, own.key.path)
    let missing = own.key.path + "x"
    let other = try ServerCertificate()
    let cases: [(certificate: String, key: String, words: String, status: Int32)] = [
      (missing, key, "\(missing): cannot be read: No such file or directory", 3),
      (certificate, missing, "\(missing): cannot be read: No such file or directory", 3),
      ("/", key, "/: cannot be read: Is a directory", 6),
      (key, key, "\(key): there is no certificate in PEM in it", 2),
      (
        certificate, certificate, "\(certificate): there is no private key in PEM in it, or only", 2
      ),
      (
        certificate, own.lockedKey.path, "there is no private key in PEM in it, or only a password",
        2
      ),
      (certificate, other.key.path, "\(other.key.path): the key is not that of the certificate", 2),
      ("/dev/zero", key, "/dev/zero: has more than 1048576 bytes", 2),
    ]
    for expected in cases {
      let result = try serve(expected.certificate, expected.key)
      #expect(result.status == expected.status, "\(expected)")
      #expect(result.errors.hasPrefix("stet-web: error: "))
      #expect(result.errors.contains(expected.words), "\(result.errors)")
    }
  }
}
