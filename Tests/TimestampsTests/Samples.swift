import Bytes
import Foundation
import TestSupport
import Testing
import Timestamps

/// What tests ask authorities to date.
enum Sample {
  static let content = Array("what a page said\n".utf8)
  static let imprint = SHA256.hash(content)
  static let request = TimestampRequest(imprint: imprint, nonce: 0x0123_4567_89AB_CDEF)
}

extension TimestampAuthority {
  /// A token for what the samples date.
  func token(_ request: TimestampRequest = Sample.request) throws -> TimestampToken {
    try TimestampResponse(decoding: reply(to: request.encoded())).token(answering: request)
  }

  /// What openssl says of a token: nil, where it takes it.
  func objection(to token: TimestampToken, _ imprint: Digest = Sample.imprint) throws -> String? {
    let file = try folder.write(token.bytes, to: "checked.tst").path(percentEncoded: false)
    let result = try Program.run(
      "openssl",
      [
        "ts", "-verify", "-digest", imprint.description, "-in", file, "-token_in", "-CAfile",
        "root.pem",
      ], in: folder.url)
    return result.status == 0 ? nil : result.errors + result.text
  }

  /// A token with the statement of another, signed by `cms -sign` with whatever options.
  func signedAnew(_ token: TimestampToken, _ options: String...) throws -> [UInt8] {
    try folder.write(token.bytes, to: "source.tst")
    try openssl(
      "cms", "-verify", "-noverify", "-nosigs", "-binary", "-inform", "DER", "-in", "source.tst",
      "-out", "statement")
    let result = try Program.run(
      "openssl",
      [
        "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER", "-econtent_type",
        "1.2.840.113549.1.9.16.1.4", "-in", "statement", "-out", "anew.tst",
      ] + options, in: folder.url)
    guard result.status == 0 else { throw Program.Failure(command: options, result: result) }
    return try folder.read("anew.tst")
  }
}

/// The error that something ends with; nil where it ends well.
func error(of body: () throws -> Void) -> TimestampError? {
  do {
    try body()
    return nil
  } catch let error as TimestampError {
    return error
  } catch {
    Issue.record("another error: \(error)")
    return nil
  }
}
