/// A text and who signed it. What it says counts only by a signature that was checked.
///
/// Source: C2SP signed-note.
package struct SignedNote: Equatable, Sendable {
  /// The text, with the newline at its end.
  package let text: [UInt8]
  package private(set) var signatures: [NoteSignature]

  /// The most signatures that are read: each is checked, and a note may be anybody's.
  package static var signatureLimit: Int { 100 }

  /// - Throws: `.unsignableText`, `.unsigned`, `.tooManySignatures`.
  package init(text: [UInt8], signatures: [NoteSignature]) throws(NoteError) {
    guard NoteText.isText(text) else { throw .unsignableText }
    guard !signatures.isEmpty else { throw .unsigned }
    guard signatures.count <= SignedNote.signatureLimit else { throw .tooManySignatures }
    self.text = text
    self.signatures = signatures
  }

  /// Signs a text with one key or more.
  package init(text: [UInt8], by keys: [SigningKey]) throws(NoteError) {
    var signatures: [NoteSignature] = []
    for key in keys { signatures.append(try key.sign(text)) }
    try self.init(text: text, signatures: signatures)
  }

  /// Reads a note. Its signatures are read, not checked.
  package init(decoding bytes: [UInt8]) throws(NoteError) {
    if let fault = NoteText.fault(in: bytes[...]) { throw .badCharacter(atByte: fault) }
    // The last empty line ends the text, which may have others.
    guard bytes.last == NoteText.newline, let blank = SignedNote.lastEmptyLine(in: bytes) else {
      throw .unsigned
    }
    text = Array(bytes[..<blank])
    let lines = bytes[(blank + 1)...].dropLast()
      .split(separator: NoteText.newline, omittingEmptySubsequences: false)
    guard lines.count <= SignedNote.signatureLimit else { throw .tooManySignatures }
    signatures = []
    for line in lines {
      guard let signature = NoteSignature(line: line) else {
        throw .badSignature(atByte: line.startIndex)
      }
      signatures.append(signature)
    }
  }

  /// The note as it was read.
  package func encoded() -> [UInt8] {
    text + [NoteText.newline] + signatures.flatMap { $0.encoded() }
  }

  /// Adds a signature in the place of those that the same key made before.
  ///
  /// - Throws: `.tooManySignatures`.
  package mutating func add(_ signature: NoteSignature) throws(NoteError) {
    var others = signatures.filter { !$0.hasSameKey(as: signature) }
    guard others.count < SignedNote.signatureLimit else { throw .tooManySignatures }
    others.append(signature)
    signatures = others
  }

  /// Checks the signatures by keys that are known; others are ignored.
  ///
  /// - Returns: The signatures that count, one for each key that signed, in the order of the keys.
  /// - Throws: `.invalidSignature` where any signature that names a known key is not by it: then the whole note is
  ///   refused. `.untrusted` where none names one.
  package func checked(by keys: [VerifierKey]) throws(NoteError) -> [CheckedSignature] {
    var checked: [CheckedSignature] = []
    for key in keys where !checked.contains(where: { $0.key == key }) {
      let named = signatures.filter { $0.names(key) }
      guard let first = named.first else { continue }
      for signature in named where !key.isValid(signature.bytes, of: text) {
        throw .invalidSignature(name: key.name, keyID: key.keyID)
      }
      checked.append(CheckedSignature(key: key, signature: first))
    }
    if checked.isEmpty { throw .untrusted }
    return checked
  }

  /// The keys among `keys` that signed; none where the whole note is to be refused.
  package func verified(by keys: [VerifierKey]) -> [VerifierKey] {
    ((try? checked(by: keys)) ?? []).map(\.key)
  }

  /// Where the newline is that is a line of its own, before the signatures.
  private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
    var place = bytes.count - 1
    while place > 0 {
      if bytes[place] == NoteText.newline, bytes[place - 1] == NoteText.newline {
        return place < bytes.count - 1 ? place : nil
      }
      place -= 1
    }
    return nil
  }
}

/// A signature that is by the key that it names.
package struct CheckedSignature: Equatable, Sendable {
  package let key: VerifierKey
  package let signature: NoteSignature

  /// When a witness signed, in seconds since the start of 1970; `nil` of signatures that have no time.
  package var time: UInt64? {
    switch key.kind {
    case .ed25519: nil
    case .cosignature: Cosignature(decoding: signature.bytes)?.time
    }
  }
}

/// Why bytes are no note, a text cannot be signed, or a note is not to be trusted.
package enum NoteError: Error, Equatable, Sendable {
  /// There is a control character, or bytes that are not UTF-8.
  case badCharacter(atByte: Int)
  /// No signatures follow an empty line.
  case unsigned
  /// A line after the last empty one is no signature.
  case badSignature(atByte: Int)
  case tooManySignatures
  /// A known key is named by a signature that is not by it.
  case invalidSignature(name: String, keyID: UInt32)
  /// No known key is named.
  case untrusted

  /// A text does not end in a newline, has a control character or is not UTF-8; or is no checkpoint.
  case unsignableText
  /// A key for cosignatures signs checkpoints and times, and every other key notes.
  case wrongKind
  /// The library has no memory, or no Ed25519.
  case refusedByLibrary
}
