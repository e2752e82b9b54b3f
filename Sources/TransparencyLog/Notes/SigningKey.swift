internal import Bytes

/// What signs notes: a name and a private key.
///
/// Its text is the one of Go's `golang.org/x/mod/sumdb/note`, and as secret as the key.
package struct SigningKey: Sendable {
  /// By which others check what this key signs.
  package let verifier: VerifierKey
  private let seed: [UInt8]

  private init(verifier: VerifierKey, seed: [UInt8]) {
    self.verifier = verifier
    self.seed = seed
  }

  /// A new key, of random bytes that nobody else has.
  ///
  /// - Parameter seed: 32 bytes.
  /// - Throws: `.badName`, `.wrongByteCount`.
  package static func make(
    name: String, kind: VerifierKey.Kind = .ed25519, seed: [UInt8]
  ) throws(KeyError) -> SigningKey {
    let key: [UInt8]
    do {
      key = try Ed25519.publicKey(seed: seed)
    } catch {
      throw KeyError(error)
    }
    return SigningKey(
      verifier: try VerifierKey(name: name, kind: kind, key: key), seed: seed)
  }

  /// Reads `PRIVATE+KEY+name+hex+base64`.
  package init(text: String) throws(KeyError) {
    guard text.utf8.starts(with: SigningKey.prefix.utf8) else { throw .malformed }
    let rest = text.utf8.dropFirst(SigningKey.prefix.utf8.count)
    let fields = try KeyText(Substring(rest))
    self = try SigningKey.make(name: fields.name, kind: fields.kind, seed: fields.key)
    guard verifier.keyID == fields.keyID else { throw .wrongKeyID }
  }

  /// `PRIVATE+KEY+name+hex+base64`: the key's id and, after a byte for its kind, the seed.
  package var text: String {
    let fields = KeyText(
      name: verifier.name, keyID: verifier.keyID, kind: verifier.kind, key: seed)
    return SigningKey.prefix + fields.text
  }

  private static let prefix = "PRIVATE+KEY+"

  /// Signs the text of a note.
  ///
  /// - Throws: `.unsignableText`; `.wrongKind` where the key is one for cosignatures, which have a time.
  package func sign(_ text: [UInt8]) throws(NoteError) -> NoteSignature {
    guard verifier.kind == .ed25519 else { throw .wrongKind }
    guard NoteText.isText(text) else { throw .unsignableText }
    return NoteSignature(by: verifier, bytes: try signature(of: text))
  }

  /// Says that a checkpoint is consistent with all that was seen of its log up to a time.
  ///
  /// - Parameter text: The text of a checkpoint.
  /// - Parameter time: Seconds since the start of 1970.
  /// - Throws: `.unsignableText` where the text is no checkpoint; `.wrongKind` where the key is none for cosignatures.
  package func cosign(_ text: [UInt8], time: UInt64) throws(NoteError) -> NoteSignature {
    guard verifier.kind == .cosignature else { throw .wrongKind }
    guard (try? Checkpoint(decoding: text)) != nil, time <= Cosignature.timeLimit else {
      throw .unsignableText
    }
    let signature = try signature(of: Cosignature.message(text, time: time))
    return NoteSignature(
      by: verifier, bytes: Cosignature(time: time, signature: signature).encoded())
  }

  private func signature(of message: [UInt8]) throws(NoteError) -> [UInt8] {
    do {
      return try Ed25519.signature(of: message, seed: seed)
    } catch {
      // The seed made a key before.
      throw .refusedByLibrary
    }
  }
}

extension KeyError {
  fileprivate init(_ error: Ed25519Error) {
    self =
      switch error {
      case .wrongByteCount(let count): .wrongByteCount(count)
      case .refusedByLibrary: .refusedByLibrary
      }
  }
}
