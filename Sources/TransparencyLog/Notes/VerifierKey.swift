internal import Bytes

/// By whose signatures of notes one goes: a name and a public key.
///
/// Source: C2SP signed-note, "Verifier keys".
package struct VerifierKey: Hashable, Sendable {
  /// What is signed, and how.
  package enum Kind: UInt8, Hashable, Sendable {
    /// The text of a note, by Ed25519.
    case ed25519 = 0x01
    /// A checkpoint and the time, by Ed25519: what witnesses sign (C2SP tlog-cosignature).
    case cosignature = 0x04
  }

  package let name: String
  package let kind: Kind
  /// The public key, in 32 bytes.
  package let key: [UInt8]
  /// The first four bytes of the hash of all that.
  package let keyID: UInt32

  /// - Throws: `.badName`, `.wrongByteCount`.
  package init(name: String, kind: Kind, key: [UInt8]) throws(KeyError) {
    guard NoteText.isKeyName(name) else { throw .badName }
    guard key.count == Ed25519.keyByteCount else { throw .wrongByteCount(key.count) }
    self.name = name
    self.kind = kind
    self.key = key
    keyID = VerifierKey.keyID(name: name, kind: kind, key: key)
  }

  /// Reads `name+hex+base64`.
  package init(text: String) throws(KeyError) {
    let fields = try KeyText(text[...])
    try self.init(name: fields.name, kind: fields.kind, key: fields.key)
    guard keyID == fields.keyID else { throw .wrongKeyID }
  }

  /// The id as texts have it: eight digits, in lower case.
  package var keyIDText: String { KeyText.hexadecimal(keyID) }

  /// `name+hex+base64`: the key's id and, after a byte for its kind, the public key.
  package var text: String { KeyText(name: name, keyID: keyID, kind: kind, key: key).text }

  /// Whether bytes after the id in a signature are the signature of `text` by this key.
  package func isValid(_ signature: [UInt8], of text: [UInt8]) -> Bool {
    switch kind {
    case .ed25519:
      return Ed25519.isValid(signature, of: text, publicKey: key)
    case .cosignature:
      guard let cosignature = Cosignature(decoding: signature) else { return false }
      return Ed25519.isValid(
        cosignature.signature, of: Cosignature.message(text, time: cosignature.time),
        publicKey: key)
    }
  }

  private static func keyID(name: String, kind: Kind, key: [UInt8]) -> UInt32 {
    let hash = SHA256.hash(Array(name.utf8) + [NoteText.newline, kind.rawValue] + key)
    return UInt32(truncatingIfNeeded: hash.leadingWord >> 32)
  }
}

extension VerifierKey {
  package static func == (a: VerifierKey, b: VerifierKey) -> Bool {
    a.keyID == b.keyID && a.kind == b.kind && a.key == b.key && a.name.hasSameBytes(as: b.name)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
    hasher.combine(key)
  }
}

/// Why a text is no key.
package enum KeyError: Error, Equatable, Sendable {
  /// It has not the parts of a key, or one of them is spelled otherwise.
  case malformed
  /// A name is empty, or has white space, a plus or a control character in it.
  case badName
  /// The first byte of the key tells of a sort of signature that is not made or checked here.
  case unsupportedKind(UInt8)
  /// An Ed25519 key, or a seed, has 32 bytes.
  case wrongByteCount(Int)
  /// The id is not that of this name and key.
  case wrongKeyID
  /// The library has no memory, or no Ed25519.
  case refusedByLibrary
}
