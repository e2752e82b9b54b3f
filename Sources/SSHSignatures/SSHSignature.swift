internal import Bytes

/// A signature of any bytes by an SSH key, as `ssh-keygen -Y sign` makes it.
///
/// What is signed is a hash of the bytes together with a namespace, so that no signature for one purpose passes for
/// one of another.
/// Source: OpenSSH, PROTOCOL.sshsig.
package struct SSHSignature: Equatable, Sendable {
  package let key: SSHPublicKey
  /// What it was made for; git's is `git`.
  package let namespace: [UInt8]
  private let hash: Hash
  /// The name of the algorithm and what it made, each after its count.
  private let signature: [UInt8]

  private enum Hash: String, Sendable {
    case sha256, sha512

    func callAsFunction(_ message: [UInt8]) -> [UInt8] {
      switch self {
      case .sha256: SHA256.hash(message).bytes
      case .sha512: SHA512.hash(message)
      }
    }
  }

  /// The first line of the text form, without its end.
  static let firstLine = Array("-----BEGIN SSH SIGNATURE-----".utf8)
  static let lastLine = Array("-----END SSH SIGNATURE-----".utf8)
  private static let magic = Array("SSHSIG".utf8)

  /// Whether a text means to be such a signature.
  package static func isArmoured(_ text: [UInt8]) -> Bool { text.starts(with: firstLine) }

  /// Reads the text form: Base 64 between two lines. What follows the last line is not looked at, as in ssh-keygen.
  ///
  /// - Throws: `.badArmour`, and as `init(decoding:)`.
  package init(armoured text: [UInt8]) throws(SSHSignatureError) {
    guard SSHSignature.isArmoured(text) else { throw .badArmour }
    let rest = text[SSHSignature.firstLine.count...]
    guard rest.first == UInt8(ascii: "\n"), let end = SSHSignature.lastLine(in: rest) else {
      throw .badArmour
    }
    // White space between the characters counts for nothing: only so lines have any length.
    let characters = rest[..<end].filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    guard let bytes = Base64.bytes(characters) else { throw .badArmour }
    try self.init(decoding: bytes)
  }

  /// Where the line that ends a text starts, its newline in front included.
  private static func lastLine(in text: ArraySlice<UInt8>) -> Int? {
    var rest = text
    while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
      rest = rest[(newline + 1)...]
      if rest.starts(with: lastLine) { return newline }
    }
    return nil
  }

  /// Reads the signature's bytes.
  ///
  /// - Throws: `.malformed`, `.unsupportedVersion`, `.unsupportedHash`.
  package init(decoding bytes: [UInt8]) throws(SSHSignatureError) {
    var reader = SSHReader(bytes)
    guard reader.skip(SSHSignature.magic), let version = reader.number() else {
      throw .malformed(atByte: reader.offset)
    }
    // The specification refuses only what is newer than what is known.
    guard version <= 1 else { throw .unsupportedVersion(version) }
    let keyOffset = reader.offset
    guard let key = reader.string().flatMap({ SSHPublicKey($0) }) else {
      throw .malformed(atByte: keyOffset)
    }
    // What is reserved means nothing, and is empty in what is signed.
    guard let namespace = reader.string(), reader.string() != nil, let hash = reader.string(),
      let signature = reader.string(), reader.isAtEnd
    else { throw .malformed(atByte: reader.offset) }
    guard let known = Hash(rawValue: String(decoding: hash, as: UTF8.self)) else {
      throw .unsupportedHash
    }
    (self.key, self.namespace, self.hash, self.signature) = (key, namespace, known, signature)
  }

  /// Checks that it is the key's, of this message and for this purpose. Whose key that is, it does not say.
  ///
  /// - Throws: `.wrongNamespace`, `.unsupportedKey`, `.malformedSignature`, `.invalid`.
  package func verify(_ message: [UInt8], namespace: String) throws(SSHSignatureError) {
    guard self.namespace.elementsEqual(namespace.utf8) else { throw .wrongNamespace }
    guard let key = key.ed25519 else { throw .unsupportedKey }
    var reader = SSHReader(signature)
    guard let algorithm = reader.string(), let bytes = reader.string(), reader.isAtEnd,
      algorithm.elementsEqual(SSHPublicKey.ed25519Algorithm.utf8)
    else { throw .malformedSignature }
    guard Ed25519.isValid(bytes, of: signedBytes(of: message), publicKey: key) else {
      throw .invalid
    }
  }

  private func signedBytes(of message: [UInt8]) -> [UInt8] {
    var bytes = SSHSignature.magic
    bytes.append(sshString: namespace)
    bytes.append(sshString: [])
    bytes.append(sshString: Array(hash.rawValue.utf8))
    bytes.append(sshString: hash(message))
    return bytes
  }
}

/// Why there is no signature, or why it does not count.
package enum SSHSignatureError: Error, Equatable, Sendable {
  /// The text is not Base 64 between the two lines.
  case badArmour
  /// A part is missing, is no key or is followed by something; the offset is from the first byte of the signature.
  case malformed(atByte: Int)
  /// The version is newer than what is known here.
  case unsupportedVersion(UInt32)
  /// The message was hashed by something else than SHA-256 or SHA-512.
  case unsupportedHash
  /// It was made for another purpose.
  case wrongNamespace
  /// Only Ed25519 is checked here: this key is of another kind.
  case unsupportedKey
  /// What the key made is not what keys of its kind make.
  case malformedSignature
  /// It is not by the key, or not of the message.
  case invalid
}
