import Bytes
import Foundation
import TestSupport
import Testing
import Timestamps

/// Which tokens are believed.
struct TimestampVerificationTests {
  private static func options(
    _ change: (inout TimestampAuthority.Options) -> Void
  ) -> TimestampAuthority.Options {
    var options = TimestampAuthority.Options()
    change(&options)
    return options
  }

  private static let kinds = [
    options { _ in }, options { $0.usesRSA = true }, options { $0.hasIntermediate = true },
  ]

  @Test(arguments: kinds)
  func `a token holds, and openssl says so`(options: TimestampAuthority.Options) throws {
    let authority = try TimestampAuthority(options)
    let token = try authority.token()
    try token.verify(imprint: Sample.imprint, trusting: authority.roots)
    #expect(try authority.objection(to: token) == nil)
  }

  @Test func `a token for something else is refused`() throws {
    let authority = try TimestampAuthority()
    let token = try authority.token()
    #expect(
      error { try token.verify(imprint: .zero, trusting: authority.roots) } == .otherImprint)
    #expect(try authority.objection(to: token, .zero) != nil)
  }

  @Test func `an imprint by SHA-512 is not what is asked for`() throws {
    let authority = try TimestampAuthority()
    try authority.folder.write(Sample.content, to: "content")
    try authority.openssl(
      "ts", "-query", "-data", "content", "-sha512", "-cert", "-out", "other.tsq")
    let response = try TimestampResponse(
      decoding: authority.reply(to: authority.folder.read("other.tsq")))
    let token = try #require(response.token)
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .unsupportedHash("2.16.840.1.101.3.4.2.3"))
  }

  @Test func `who trusts somebody else is told which issuer is missing`() throws {
    let token = try TimestampAuthority().token()
    let other = try TimestampAuthority()
    // The other's root has the same name: it is the key that is another.
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: other.roots) }
        == .noTrustedIssuer(of: "CN=Authority,O=Stet tests"))
    try other.openssl(
      "req", "-config", "openssl.cnf", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=Stranger",
      "-keyout", "s.key", "-x509", "-days", "9", "-extensions", "root", "-out", "s.pem")
    let roots = try other.folder.read("s.pem")
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: roots) }
        == .noTrustedIssuer(of: "CN=Authority,O=Stet tests"))
  }

  @Test func `an authority's own certificate is no root`() throws {
    let authority = try TimestampAuthority()
    let token = try authority.token()
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.certificate) }
        == .noTrustedIssuer(of: "CN=Authority,O=Stet tests"))
  }

  @Test func `a chain that ends before its root is not followed`() throws {
    let authority = try TimestampAuthority(Self.options { $0.hasIntermediate = true })
    let token = try authority.token()
    let between = try authority.folder.read("between.pem")
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: between) }
        == .noTrustedIssuer(of: "CN=Between,O=Stet tests"))
  }

  @Test func `a certificate that had ended when the token was made is refused`() throws {
    let authority = try TimestampAuthority(Self.options { $0.validity = -7200..<(-3600) })
    let token = try authority.token()
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .expired("CN=Authority,O=Stet tests"))
  }

  @Test func `a certificate that had not begun when the token was made is refused`() throws {
    let authority = try TimestampAuthority(Self.options { $0.validity = 3600..<7200 })
    let token = try authority.token()
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .notYetValid("CN=Authority,O=Stet tests"))
  }

  @Test func `a certificate that has ended since takes nothing away`() throws {
    let authority = try TimestampAuthority(Self.options { $0.validity = -3600..<4 })
    let token = try authority.token()
    let now = { Int(Date().timeIntervalSince1970) }
    while now() <= token.time.seconds + 5 { usleep(200_000) }
    try token.verify(imprint: Sample.imprint, trusting: authority.roots)
    // Openssl judges by the present.
    #expect(try authority.objection(to: token)?.contains("expired") == true)
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots, at: now()) }
        == .expired("CN=Authority,O=Stet tests"))
  }

  @Test func `a certificate for web servers dates nothing`() throws {
    let authority = try TimestampAuthority()
    for (name, extensions) in [("web", "web"), ("lax", "lax")] {
      let more = "\n[lax]\nextendedKeyUsage = timeStamping\n"
      let configuration = try authority.folder.read("openssl.cnf") + Array(more.utf8)
      try authority.folder.write(configuration, to: "more.cnf")
      try authority.openssl(
        "ca", "-batch", "-notext", "-config", "more.cnf", "-cert", "root.pem", "-keyfile",
        "root.key", "-days", "9", "-extensions", extensions, "-in", "authority.csr", "-out",
        "\(name).pem")
      let token = try TimestampToken(
        decoding: authority.signedAnew(
          authority.token(), "-signer", "\(name).pem", "-inkey", "authority.key", "-cades"))
      #expect(
        error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
          == .wrongPurpose("CN=Authority,O=Stet tests"))
    }
  }

  @Test func `a signature that does not name its certificate is refused`() throws {
    let authority = try TimestampAuthority()
    let token = try TimestampToken(
      decoding: authority.signedAnew(
        authority.token(), "-signer", "authority.pem", "-inkey", "authority.key"))
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .otherAuthority)
  }

  @Test func `a token without its certificate needs that beside the roots`() throws {
    let authority = try TimestampAuthority()
    let request = TimestampRequest(imprint: Sample.imprint, nonce: 7, wantsCertificates: false)
    let token = try authority.token(request)
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .noCertificate)
    try token.verify(
      imprint: Sample.imprint, trusting: authority.roots + authority.certificate)
  }

  @Test func `what is no certificate in PEM is told`() throws {
    let authority = try TimestampAuthority()
    let token = try authority.token()
    let damaged = Array(
      String(decoding: authority.roots, as: UTF8.self).replacing("MII", with: "AII").utf8)
    let large = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
    for roots in [[], Array("none\n".utf8), damaged, large, authority.roots + damaged] {
      let found = error { try token.verify(imprint: Sample.imprint, trusting: roots) }
      guard case .unreadableRoots = found else {
        Issue.record("\(roots.count) bytes: \(String(describing: found))")
        continue
      }
    }
  }

  @Test func `a chain of weak keys is told`() throws {
    let authority = try TimestampAuthority()
    let token = try authority.token()
    try authority.openssl(
      "req", "-config", "openssl.cnf", "-nodes", "-newkey", "rsa:1024", "-subj", "/CN=Authority",
      "-keyout", "authority.key", "-out", "weak.csr")
    try authority.openssl(
      "ca", "-batch", "-notext", "-config", "openssl.cnf", "-cert", "root.pem", "-keyfile",
      "root.key", "-days", "9", "-extensions", "authority", "-in", "weak.csr", "-out", "weak.pem")
    let weak = try TimestampToken(
      decoding: authority.signedAnew(
        token, "-signer", "weak.pem", "-inkey", "authority.key", "-cades"))
    let found = error { try weak.verify(imprint: Sample.imprint, trusting: authority.roots) }
    guard case .brokenChain("CN=Authority", _) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `a statement that was changed does not fit its signature`() throws {
    let authority = try TimestampAuthority()
    var bytes = try authority.token().bytes
    let policy = try #require(bytes.firstRange(of: [0x06, 0x04, 0x2A, 0x03, 0x04, 0x01]))
    bytes[policy.upperBound - 1] = 2
    let token = try TimestampToken(decoding: bytes)
    #expect(token.policy == "1.2.3.4.2")
    #expect(
      error { try token.verify(imprint: Sample.imprint, trusting: authority.roots) }
        == .badSignature)
  }

  @Test(arguments: kinds, SeededGenerator.seeds(1))
  func `no token with one byte changed is believed`(
    options: TimestampAuthority.Options, seed: UInt64
  ) throws {
    let authority = try TimestampAuthority(options)
    let bytes = try authority.token().bytes
    // `STET_ALL_BYTES` tries all; else a sample, of single bits and of any.
    let step = ProcessInfo.processInfo.environment["STET_ALL_BYTES"] == nil ? 5 : 1
    var random = SeededGenerator(seed: seed)
    for place in stride(from: random.number(in: 0..<step), to: bytes.count, by: step) {
      for change in [1 << random.number(in: 0..<8), random.number(in: 1..<256)] {
        var changed = bytes
        changed[place] ^= UInt8(change)
        let isBelieved = isBelieved(changed, authority.roots)
        #expect(!isBelieved, "byte \(place): \(bytes[place]) as \(changed[place])")
      }
    }
  }

  private func isBelieved(_ bytes: [UInt8], _ roots: [UInt8]) -> Bool {
    do throws(TimestampError) {
      let token = try TimestampToken(decoding: bytes)
      try token.verify(imprint: Sample.imprint, trusting: roots)
      return true
    } catch {
      return false
    }
  }
}
