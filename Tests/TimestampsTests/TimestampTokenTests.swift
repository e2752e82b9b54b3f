import Bytes
import Foundation
import TestSupport
import Testing
import Timestamps

/// What a token says, beside what openssl reads in it.
struct TimestampTokenTests {
  @Test func `a token says what openssl reads in it`() throws {
    let authority = try TimestampAuthority()
    let before = Int(Date().timeIntervalSince1970)
    let token = try authority.token()
    let after = Int(Date().timeIntervalSince1970)
    let text = try authority.openssl("ts", "-reply", "-in", "reply.tsr", "-text").text
    func value(_ name: String) -> String? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }.map {
        String($0.dropFirst(name.count).drop { $0 == " " })
      }
    }
    #expect(value("Policy OID:") == token.policy && token.policy == "1.2.3.4.1")
    #expect(value("Serial number:")?.lowercased() == "0x" + token.serial)
    #expect(value("TSA:") == "DirName:/O=Stet tests/CN=Authority")
    #expect(token.authorityName == "CN=Authority,O=Stet tests")
    #expect(token.certificateSubject == "CN=Authority,O=Stet tests")
    #expect(token.imprint.algorithm == TimestampImprint.sha256)
    #expect(token.imprint.bytes == Sample.imprint.bytes)
    #expect(token.signatureHash == TimestampImprint.sha256)
    #expect((before...after).contains(token.time.seconds))
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "MMM dd HH:mm:ss"
    let written = formatter.string(from: Date(timeIntervalSince1970: Double(token.time.seconds)))
    #expect(value("Time stamp:")?.replacing("  ", with: " 0").hasPrefix(written) == true)
    if token.time.nanoseconds > 0 {
      let fraction = String(token.time.nanoseconds / 1_000_000 + 1000).dropFirst()
      let digits = fraction.reversed().drop { $0 == "0" }.reversed()
      #expect(value("Time stamp:")?.contains("." + String(digits) + " ") == true)
    }
  }

  @Test func `the certificate's digest is the one that openssl prints`() throws {
    let authority = try TimestampAuthority()
    let digest = try #require(try authority.token().certificateDigest)
    let text = try authority.openssl(
      "x509", "-in", "authority.pem", "-noout", "-fingerprint", "-sha256"
    ).text
    #expect(text.replacing(":", with: "").lowercased().hasSuffix(digest.description))
  }

  @Test func `a token is read again as it was, and named by its hash`() throws {
    let token = try TimestampAuthority().token()
    #expect(try TimestampToken(decoding: token.bytes) == token)
    #expect(token.digest == SHA256.hash(token.bytes))
  }

  @Test func `a time of whole seconds has no fraction`() throws {
    var options = TimestampAuthority.Options()
    options.fractionDigits = 0
    #expect(try TimestampAuthority(options).token().time.nanoseconds == 0)
  }

  @Test func `a signature by SHA-1 is not taken`() throws {
    let authority = try TimestampAuthority()
    let bytes = try authority.signedAnew(
      authority.token(), "-signer", "authority.pem", "-inkey", "authority.key", "-md", "sha1")
    #expect(error { _ = try TimestampToken(decoding: bytes) } == .unsupportedHash("1.3.14.3.2.26"))
  }

  @Test func `what two have signed is malformed`() throws {
    let authority = try TimestampAuthority()
    let bytes = try authority.signedAnew(
      authority.token(), "-signer", "authority.pem", "-inkey", "authority.key", "-signer",
      "root.pem", "-inkey", "root.key")
    #expect(
      error { _ = try TimestampToken(decoding: bytes) }
        == .malformed(.token, reason: "not one has signed it"))
  }

  @Test func `a token whose lengths are left open is malformed`() throws {
    let authority = try TimestampAuthority()
    try authority.folder.write(authority.token().bytes, to: "t")
    // As streams are written, with the content in pieces.
    let streamed = try authority.signedAnew(
      authority.token(), "-signer", "authority.pem", "-inkey", "authority.key", "-stream",
      "-indef")
    try #require(streamed[1] == 0x80)
    #expect(
      error { _ = try TimestampToken(decoding: streamed) }
        == .malformed(.token, reason: "it is not DER"))
  }
}
