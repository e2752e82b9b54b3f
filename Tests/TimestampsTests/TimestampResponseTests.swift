import Bytes
import TestSupport
import Testing
import Timestamps

/// What authorities answer.
struct TimestampResponseTests {
  private let authority: TimestampAuthority
  private let reply: [UInt8]

  init() throws {
    authority = try TimestampAuthority()
    reply = try authority.reply(to: Sample.request.encoded())
  }

  @Test func `a granted answer has the token, byte for byte`() throws {
    let response = try TimestampResponse(decoding: reply)
    #expect(response.status == .granted && response.failures.isEmpty)
    #expect(response.statusWords.isEmpty)
    try authority.openssl("ts", "-reply", "-in", "reply.tsr", "-token_out", "-out", "token")
    #expect(try response.token?.bytes == authority.folder.read("token"))
    #expect(try response.token(answering: Sample.request) == response.token)
  }

  @Test func `an answer to another imprint is refused`() throws {
    let other = TimestampRequest(imprint: .zero, nonce: Sample.request.nonce)
    let response = try TimestampResponse(decoding: reply)
    #expect(error { _ = try response.token(answering: other) } == .otherImprint)
  }

  @Test func `an answer with another nonce is refused`() throws {
    let other = TimestampRequest(imprint: Sample.imprint, nonce: Sample.request.nonce + 1)
    let response = try TimestampResponse(decoding: reply)
    #expect(error { _ = try response.token(answering: other) } == .otherNonce)
  }

  @Test func `an answer without a nonce is refused`() throws {
    let folder = authority.folder
    try folder.write(Sample.content, to: "content")
    try authority.openssl(
      "ts", "-query", "-data", "content", "-sha256", "-no_nonce", "-cert", "-out", "plain.tsq")
    let response = try TimestampResponse(decoding: authority.reply(to: folder.read("plain.tsq")))
    #expect(error { _ = try response.token(answering: Sample.request) } == .otherNonce)
  }

  @Test func `an authority that does not know the hash says so`() throws {
    var options = TimestampAuthority.Options()
    options.hashes = "sha512"
    let authority = try TimestampAuthority(options)
    let response = try TimestampResponse(
      decoding: authority.reply(to: Sample.request.encoded()))
    #expect(response.status == .rejection && response.token == nil)
    #expect(response.failures == [.unknownAlgorithm])
    #expect(!response.statusWords.isEmpty)
    let refusal = TimestampError.refused(
      .rejection, words: response.statusWords, failures: [.unknownAlgorithm])
    #expect(error { _ = try response.token(answering: Sample.request) } == refusal)
  }

  @Test func `what is no request is refused with words`() throws {
    let response = try TimestampResponse(decoding: authority.reply(to: [0x30, 0x00]))
    #expect(response.status == .rejection && response.failures == [.malformedRequest])
  }

  @Test func `an answer cut short anywhere is malformed`() {
    for count in stride(from: 0, to: reply.count, by: 7) {
      let cut = error { _ = try TimestampResponse(decoding: Array(reply.prefix(count))) }
      guard case .malformed(.response, _) = cut else {
        Issue.record("cut after \(count): \(String(describing: cut))")
        continue
      }
    }
  }

  @Test func `what follows an answer makes it malformed`() {
    let longer = error { _ = try TimestampResponse(decoding: reply + [0]) }
    #expect(longer == .malformed(.response, reason: "1 bytes follow it"))
  }

  @Test func `more than 64 KB are not read`() {
    let large = [UInt8](repeating: 0x30, count: 65_537)
    #expect(
      error { _ = try TimestampResponse(decoding: large) }
        == .tooLarge(.response, byteCount: 65_537, limit: 65_536))
    #expect(
      error { _ = try TimestampToken(decoding: large) }
        == .tooLarge(.token, byteCount: 65_537, limit: 65_536))
  }

  @Test func `a status that there is not is malformed`() {
    let strange = error { _ = try TimestampResponse(decoding: [0x30, 5, 0x30, 3, 2, 1, 9]) }
    #expect(strange == .malformed(.response, reason: "there is no status 9"))
  }
}
