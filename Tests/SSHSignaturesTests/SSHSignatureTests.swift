import Bytes
import TestSupport
import Testing

@testable import SSHSignatures

/// A signature, its parts as one may write them.
private struct Draft {
  var magic = "SSHSIG"
  var version: UInt32 = 1
  var key: [UInt8]
  var namespace = "git"
  var reserved: [UInt8] = []
  var hash = "sha512"
  var signature: [UInt8] = []

  static let publicKey = strings([Array("ssh-ed25519".utf8), [UInt8](repeating: 7, count: 32)])

  static func strings(_ parts: [[UInt8]]) -> [UInt8] {
    parts.reduce(into: []) { $0.append(sshString: $1) }
  }

  var encoded: [UInt8] {
    var bytes = Array(magic.utf8)
    bytes.append(bigEndian: version)
    return bytes
      + Draft.strings([key, Array(namespace.utf8), reserved, Array(hash.utf8), signature])
  }
}

struct SSHSignatureTests {
  private static func armoured(_ bytes: [UInt8]) -> [UInt8] {
    SSHSignature.firstLine + [0x0A] + Base64.encoded(bytes) + [0x0A] + SSHSignature.lastLine
      + [0x0A]
  }

  private static func bytes(armoured text: [UInt8]) throws -> [UInt8] {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return try #require(Base64.bytes(Array(lines.dropFirst().dropLast().joined().utf8)))
  }

  private static func isValid(_ text: [UInt8], of message: [UInt8]) -> Bool {
    guard let signature = try? SSHSignature(armoured: text) else { return false }
    return (try? signature.verify(message, namespace: "git")) != nil
  }

  @Test(arguments: ["sha256", "sha512"], SeededGenerator.seeds(2))
  func `what ssh-keygen signs is valid for its message and no other`(
    hash: String, seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let key = try SSHKey()
    let message = random.bytes(count: random.number(in: 0..<3000))
    let text = try key.signature(of: message, hash: hash)
    let signature = try SSHSignature(armoured: text)
    #expect(signature.key.blob == key.blob)
    #expect(signature.namespace == Array("git".utf8))
    try signature.verify(message, namespace: "git")
    #expect(throws: SSHSignatureError.invalid) {
      try signature.verify(message + [0], namespace: "git")
    }
    #expect(throws: SSHSignatureError.wrongNamespace) {
      try signature.verify(message, namespace: "file")
    }
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `ssh-keygen agrees on every changed byte of a signature`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let key = try SSHKey()
    let message = random.bytes(count: 100)
    let text = try key.signature(of: message)
    let allowed = "ada \(key.publicText)\n"
    let bytes = try Self.bytes(armoured: text)
    #expect(Self.isValid(Self.armoured(bytes), of: message))
    // The version is 1, and what is reserved is empty: neither is signed, and each byte of both is looked at.
    let places = [9, 72, 73, 74, 75] + (0..<16).map { _ in random.number(in: 0..<bytes.count) }
    for place in places {
      var changed = bytes
      changed[place] ^= 1 << UInt8(random.number(in: 0..<8))
      let text = Self.armoured(changed)
      let theirs = try SSHKey.isVerified(text, of: message, by: "ada", allowed: allowed)
      #expect(Self.isValid(text, of: message) == theirs, "byte \(place)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `ssh-keygen agrees on every changed character of a signature's text`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let key = try SSHKey()
    let text = try key.signature(of: [1, 2, 3])
    let allowed = "ada \(key.publicText)\n"
    var texts = (0..<12).map { _ in random.mutation(of: text) }
    for end: String in ["x", "\n", "-----END"] { texts.append(text + end.utf8) }
    let string = String(decoding: text, as: UTF8.self)
    texts += ["\r\n", " \n", "\n\n", "\t\n "].map { Array(string.replacing("\n", with: $0).utf8) }
    texts.append(Array(string.replacing("-----END", with: "=\n-----END").utf8))
    for text in texts {
      let theirs = try SSHKey.isVerified(text, of: [1, 2, 3], by: "ada", allowed: allowed)
      #expect(
        Self.isValid(text, of: [1, 2, 3]) == theirs, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func `any changed bit but the version's own makes a signature invalid`() throws {
    let key = try SSHKey()
    let bytes = try Self.bytes(armoured: key.signature(of: [1]))
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      // Version 0, which no signature has, is older than 1, and so not refused.
      #expect(Self.isValid(Self.armoured(changed), of: [1]) == (bit == 9 * 8), "bit \(bit)")
    }
  }

  @Test func `a text without the two lines, or not Base 64, is refused`() {
    let text = String(decoding: Self.armoured(Draft(key: Draft.publicKey).encoded), as: UTF8.self)
    let texts = [
      "", "x" + text, text.replacing("BEGIN", with: "Begin"), text.replacing("\n", with: ""),
      text.replacing("-----END", with: ""), text.replacing("U1NI", with: "U1N!"),
      text.replacing("U1NI", with: "U1N"), String(text.prefix(29)),
    ]
    for text in texts {
      #expect(throws: SSHSignatureError.badArmour, "\(text)") {
        try SSHSignature(armoured: Array(text.utf8))
      }
    }
  }

  @Test func `parts that are missing, too long or followed by something are named by their place`()
    throws
  {
    let draft = Draft(key: Draft.publicKey)
    #expect(try SSHSignature(decoding: draft.encoded).namespace == Array("git".utf8))
    func expect(_ offset: Int, _ bytes: [UInt8]) {
      #expect(throws: SSHSignatureError.malformed(atByte: offset)) {
        try SSHSignature(decoding: bytes)
      }
    }
    expect(0, [])
    expect(0, Array("SSHSIX".utf8) + draft.encoded.dropFirst(6))
    expect(6, Array(draft.encoded.prefix(9)))
    expect(10, Array(draft.encoded.prefix(60)))
    for count in [65, 70, 80, draft.encoded.count - 1] {
      #expect(throws: SSHSignatureError.self) {
        try SSHSignature(decoding: Array(draft.encoded.prefix(count)))
      }
    }
    expect(draft.encoded.count, draft.encoded + [0])
    for key in [[], [0, 0, 0, 0], Draft.publicKey + [0], Array(Draft.publicKey.dropLast())] {
      var other = draft
      other.key = key
      expect(10, other.encoded)
    }
    // A count that reaches beyond all bytes is none.
    expect(10, Array(draft.encoded.prefix(10)) + [0xFF, 0xFF, 0xFF, 0xFF])
  }

  @Test func `what is newer than what is known is not called wrong`() {
    var draft = Draft(key: Draft.publicKey)
    draft.version = 2
    #expect(throws: SSHSignatureError.unsupportedVersion(2)) {
      try SSHSignature(decoding: draft.encoded)
    }
    draft = Draft(key: Draft.publicKey)
    draft.hash = "sha384"
    #expect(throws: SSHSignatureError.unsupportedHash) {
      try SSHSignature(decoding: draft.encoded)
    }
  }

  @Test(arguments: ["rsa", "ecdsa"])
  func `signatures by other kinds of keys are read and not checked`(kind: String) throws {
    let key = try SSHKey(kind)
    let signature = try SSHSignature(armoured: key.signature(of: [1]))
    #expect(signature.key.blob == key.blob)
    #expect(throws: SSHSignatureError.unsupportedKey) {
      try signature.verify([1], namespace: "git")
    }
  }

  @Test func `a certificate and a key in a token are not checked`() throws {
    for name in ["sk-ssh-ed25519@openssh.com", "ssh-ed25519-cert-v01@openssh.com", "other"] {
      let draft = Draft(key: Draft.strings([Array(name.utf8), [1, 2, 3]]))
      let signature = try SSHSignature(decoding: draft.encoded)
      #expect(throws: SSHSignatureError.unsupportedKey) {
        try signature.verify([1], namespace: "git")
      }
    }
  }

  @Test func `a signature of another kind than its key's is malformed`() throws {
    let right = Draft.strings([Array("ssh-ed25519".utf8), [UInt8](repeating: 0, count: 64)])
    for bytes in [[], right + [0], Draft.strings([Array("ssh-rsa".utf8), [0]])] {
      var draft = Draft(key: Draft.publicKey)
      draft.signature = bytes
      let signature = try SSHSignature(decoding: draft.encoded)
      #expect(throws: SSHSignatureError.malformedSignature) {
        try signature.verify([1], namespace: "git")
      }
    }
    var draft = Draft(key: Draft.publicKey)
    draft.signature = right
    let signature = try SSHSignature(decoding: draft.encoded)
    #expect(throws: SSHSignatureError.invalid) { try signature.verify([1], namespace: "git") }
  }
}

struct SSHPublicKeyTests {
  @Test(arguments: ["ed25519", "rsa", "ecdsa"])
  func `kind and fingerprint are those that ssh-keygen prints`(kind: String) throws {
    let key = try SSHKey(kind)
    let known = try #require(SSHPublicKey(key.blob))
    #expect(key.fingerprintLine.contains(" \(known.fingerprint) "))
    #expect(key.fingerprintLine.hasSuffix("(\(known.label))"))
  }

  @Test func `a kind that nobody knows has no name of its own`() throws {
    var blob: [UInt8] = []
    blob.append(sshString: Array("ssh-\u{1B}[31m".utf8))
    #expect(try #require(SSHPublicKey(blob)).label == "UNKNOWN")
  }
}
