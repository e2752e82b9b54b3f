public import Foundation

/// A certificate for this machine that vouches for itself, made by the `openssl` program in a folder of its own.
public final class ServerCertificate: Sendable {
  private let files: TemporaryDirectory
  public let certificate: URL
  public let key: URL
  /// The same key, which `secret` opens.
  public let lockedKey: URL

  public init() throws {
    files = try TemporaryDirectory()
    certificate = files.url.appending(path: "certificate.pem")
    key = files.url.appending(path: "key.pem")
    lockedKey = files.url.appending(path: "locked.pem")
    try Self.openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout", key.path, "-out", certificate.path,
    ])
    try Self.openssl([
      "pkey", "-in", key.path, "-aes128", "-passout", "pass:secret", "-out", lockedKey.path,
    ])
  }

  private static func openssl(_ arguments: [String]) throws {
    let result = try Program.run("openssl", arguments)
    guard result.status == 0 else {
      throw Program.Failure(command: ["openssl"] + arguments, result: result)
    }
  }
}
