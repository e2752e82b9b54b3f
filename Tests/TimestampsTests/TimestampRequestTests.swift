import Bytes
import TestSupport
import Testing
import Timestamps

/// Requests, as openssl reads them.
struct TimestampRequestTests {
  private func text(_ request: TimestampRequest) throws -> String {
    let folder = try TemporaryDirectory()
    try folder.write(request.encoded(), to: "q")
    let result = try Program.run("openssl", ["ts", "-query", "-in", "q", "-text"], in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    return result.text
  }

  @Test func `openssl reads imprint, nonce and wish for certificates`() throws {
    let text = try text(Sample.request)
    #expect(text.contains("Version: 1") && text.contains("Hash Algorithm: sha256"))
    #expect(text.contains("Nonce: 0x0123456789ABCDEF") || text.contains("Nonce: 0x123456789ABCDEF"))
    #expect(text.contains("Certificate required: yes"))
    let digits = text.split(separator: "\n").filter { $0.contains(" - ") }
      .map { $0.split(separator: " - ")[1].prefix(48).filter(\.isHexDigit) }.joined()
    #expect(digits.prefix(64) == Sample.imprint.description)
  }

  @Test func `a request is what openssl makes of the same`() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Sample.content, to: "content")
    _ = try Program.run(
      "openssl", ["ts", "-query", "-data", "content", "-sha256", "-cert", "-out", "q"],
      in: folder.url)
    let made = try folder.read("q")
    // Its nonce is its own: 8 random bytes, or 9 with a zero in front, before the wish for certificates.
    let own = try Sample.request.encoded()
    let common = own.count - 3 - 10
    #expect(made[2..<common] == own[2..<common])
    #expect(made.suffix(3) == own.suffix(3))
  }

  @Test(arguments: [0, 1, 0x7F, 0x80, 0xFFFF_FFFF_FFFF_FFFF] as [UInt64])
  func `any nonce comes back from an authority`(nonce: UInt64) throws {
    let request = TimestampRequest(imprint: Sample.imprint, nonce: nonce)
    let authority = try TimestampAuthority()
    #expect(try authority.token(request).imprint.bytes == Sample.imprint.bytes)
  }

  @Test func `without the wish for certificates a token has none`() throws {
    let request = TimestampRequest(imprint: Sample.imprint, nonce: 7, wantsCertificates: false)
    #expect(try text(request).contains("Certificate required: no"))
    let token = try TimestampAuthority().token(request)
    #expect(token.certificateSubject == nil && token.certificateDigest == nil)
  }
}
