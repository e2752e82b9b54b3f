import Foundation
import TestSupport
import Testing
import Timestamps

/// Requests and tokens, as a client that others wrote reads them: `rfc3161-client` of PyPI.
struct TimestampInteropTests {
  private static let package = "rfc3161-client==1.0.9"

  /// A Python with that client in it; nil, and why, where it cannot be had.
  private static func python(in folder: URL) throws -> (path: String?, reason: String) {
    let venv = try Program.run("python3", ["-m", "venv", "venv"], in: folder)
    guard venv.status == 0 else { return (nil, venv.errors + venv.text) }
    let python = folder.appending(path: "venv/bin/python3").path(percentEncoded: false)
    let words = ["-m", "pip", "install", "-q", "--timeout", "10", "--retries", "0", package]
    let pip = try Program.run(
      python, words, in: folder, environment: ["HOME": folder.path(percentEncoded: false)])
    return pip.status == 0 ? (python, "") : (nil, pip.errors)
  }

  @Test func `another client believes the tokens that are believed here`() throws {
    let authority = try TimestampAuthority()
    let folder = authority.folder
    let (python, reason) = try Self.python(in: folder.url)
    guard let python else {
      print("NOT RUN: there is no \(Self.package) for this machine: \(reason.suffix(200))")
      return
    }
    let token = try authority.token()
    try token.verify(imprint: Sample.imprint, trusting: authority.roots)
    try folder.write(Sample.content, to: "content")
    try folder.write(Array(Self.script.utf8), to: "read.py")
    let result = try Program.run(python, ["read.py"], in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.text.split(separator: "\n").map(String.init)
    try #require(lines.count == 4, "\(result.text)")
    #expect(lines[0] == token.policy)
    #expect(Int(lines[1]) == Int(token.serial, radix: 16))
    #expect(lines[2] == String(Sample.request.nonce))
    // That client leaves out what is above the second.
    #expect(Int(lines[3]) == token.time.seconds)
  }

  private static let script = """
    import hashlib
    from cryptography import x509
    from rfc3161_client import VerifierBuilder, decode_timestamp_response
    response = decode_timestamp_response(open("reply.tsr", "rb").read())
    load = lambda name: x509.load_pem_x509_certificate(open(name, "rb").read())
    verifier = VerifierBuilder().add_root_certificate(load("root.pem")).tsa_certificate(load("authority.pem")).build()
    assert verifier.verify(response, hashlib.sha256(open("content", "rb").read()).digest())
    info = response.tst_info
    print(info.policy.dotted_string)
    print(info.serial_number)
    print(info.nonce)
    print(int(info.gen_time.timestamp()))
    """
}
