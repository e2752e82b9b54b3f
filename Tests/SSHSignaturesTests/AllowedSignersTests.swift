import TestSupport
import Testing

@testable import SSHSignatures

struct AllowedSignersTests {
  private let key: SSHKey
  private let other: SSHKey

  init() throws { (key, other) = (try SSHKey(), try SSHKey()) }

  private func answer(
    _ text: String, at seconds: Int = 1_893_456_000
  ) throws -> AllowedSigners.Answer {
    let known = try #require(SSHPublicKey(key.blob))
    return try AllowedSigners(decoding: Array(text.utf8), localZone: { _ in 0 })
      .answer(for: known, namespace: "git", at: seconds)
  }

  @Test func `a line says who has a key, and when and for what it counts, as for ssh-keygen`()
    throws
  {
    let signature = try key.signature(of: [1])
    let key = key.publicText
    // At the first second of 2030.
    let samples: [(line: String, answer: AllowedSigners.Answer)] = [
      ("ada \(key)", .allowed("ada")), ("ada \(key) ada's key", .allowed("ada")),
      ("  ada \t \(key)  ", .allowed("ada")), ("ada,eve \(key)", .allowed("ada")),
      ("\"ada lovelace\" \(key)", .allowed("ada lovelace")),
      ("*@example.org \(key)", .allowed("*@example.org")),
      ("ada,!ada \(key)", .noName), ("!eve \(key)", .noName),
      ("ada \(other.publicText)", .unknownKey), ("# ada \(key)", .unknownKey), ("", .unknownKey),
      ("ada namespaces=\"git\" \(key)", .allowed("ada")),
      ("ada NameSpaces=\"file,g*\" \(key)", .allowed("ada")),
      ("ada namespaces=\"file\" \(key)", .otherNamespace),
      ("ada namespaces=\"*,!git\" \(key)", .otherNamespace),
      ("ada valid-after=\"20300101\" \(key)", .allowed("ada")),
      ("ada valid-after=\"203001010000\" \(key)", .allowed("ada")),
      ("ada valid-after=\"20300101000001\" \(key)", .outsideValidity),
      ("ada valid-before=\"20300101000000\" \(key)", .allowed("ada")),
      ("ada valid-before=\"20291231235959\" \(key)", .outsideValidity),
      ("ada valid-after=\"20200101\",valid-before=\"20400101\" \(key)", .allowed("ada")),
      ("ada cert-authority \(key)", .unknownKey),
      ("ada cert-authority,namespaces=\"git\" \(key)", .unknownKey),
    ]
    for sample in samples {
      #expect(try answer(sample.line) == sample.answer, "\(sample.line)")
      var signer = "ada"
      if case .allowed(let name) = sample.answer { signer = name }
      let theirs = try SSHKey.isVerified(
        signature, of: [1], by: signer, allowed: sample.line + "\n")
      #expect(theirs == (sample.answer == .allowed(signer)), "\(sample.line)")
    }
  }

  @Test func `of several lines the first that allows counts, else the first says why not`() throws {
    let key = key.publicText
    let old = "ada valid-before=\"20200101\" \(key)\n"
    #expect(try answer("eve \(other.publicText)\r\n\(old)bob \(key)\r\n") == .allowed("bob"))
    #expect(try answer("\(old)ada namespaces=\"file\" \(key)\n") == .outsideValidity)
  }

  @Test func `a time without a zone is one of the reader's`() throws {
    let text = Array("ada valid-after=\"20300101\" \(key.publicText)".utf8)
    let known = try #require(SSHPublicKey(key.blob))
    let east = try AllowedSigners(decoding: text, localZone: { _ in 60 })
    let start = 1_893_456_000 - 3600
    #expect(east.answer(for: known, namespace: "git", at: start) == .allowed("ada"))
    #expect(east.answer(for: known, namespace: "git", at: start - 1) == .outsideValidity)
    let utc = Array("ada valid-after=\"20300101Z\" \(key.publicText)".utf8)
    let named = try AllowedSigners(decoding: utc, localZone: { _ in 60 })
    #expect(named.answer(for: known, namespace: "git", at: start) == .outsideValidity)
  }

  @Test func `a line that is none is named`() {
    let key = key.publicText
    let first = "eve \(key)\n\n"
    let long = String(repeating: "a,", count: 600)
    let samples: [(line: String, error: AllowedSignersError)] = [
      ("\"ada \(key)", .badPrincipals(line: 3)), ("\"\" \(key)", .badPrincipals(line: 3)),
      ("\(long) \(key)", .principalsTooLong(line: 3)), ("ada", .badKey(line: 3)),
      ("ada ssh-ed25519", .badKey(line: 3)), ("ada ssh-ed25519 AAAA", .badKey(line: 3)),
      ("ada ssh-rsa \(key.split(separator: " ")[1])", .badKey(line: 3)),
      ("ada namespaces=\"git\"", .badKey(line: 3)),
      ("ada unknown \(key)", .badOption(line: 3)),
      ("ada namespaces=git \(key)", .badOption(line: 3)),
      ("ada namespaces=\"git \(key)", .badOption(line: 3)),
      ("ada namespaces=\"a\",namespaces=\"b\" \(key)", .badOption(line: 3)),
      ("ada cert-authority, \(key)", .badOption(line: 3)),
      ("ada cert-authority;namespaces=\"a\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"2030\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"20300231\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"20300101240000\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"2030010\u{661}\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"2030\",valid-after=\"2030\" \(key)", .badOption(line: 3)),
      ("ada valid-before=\"20200101\",valid-before=\"20300101\" \(key)", .badOption(line: 3)),
      ("ada valid-after=\"20300101\",valid-before=\"20300101\" \(key)", .badOption(line: 3)),
    ]
    for sample in samples {
      #expect(throws: sample.error, "\(sample.line)") { try answer(first + sample.line) }
      #expect(sample.error.line == 3)
    }
  }
}
