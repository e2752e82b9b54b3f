internal import Bytes

/// One signature of a note, which may be anybody's: who, by which key, and the bytes.
///
/// Source: C2SP signed-note, "Signatures".
package struct NoteSignature: Hashable, Sendable {
  package let name: String
  package let keyID: UInt32
  /// The signature without the id: at least one byte.
  package let bytes: [UInt8]

  init(by key: VerifierKey, bytes: [UInt8]) {
    name = key.name
    keyID = key.keyID
    self.bytes = bytes
  }

  /// Reads a line without its newline: `— name base64`.
  init?(line: ArraySlice<UInt8>) {
    guard line.starts(with: NoteSignature.mark) else { return nil }
    let rest = line.dropFirst(NoteSignature.mark.count)
    guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
      let name = String(validating: rest[..<space], as: UTF8.self), NoteText.isKeyName(name),
      let bytes = Base64.bytes(rest[(space + 1)...]), bytes.count > NoteSignature.idByteCount
    else { return nil }
    self.name = name
    keyID = bytes.span.bigEndianUInt32(at: 0)
    self.bytes = Array(bytes.dropFirst(NoteSignature.idByteCount))
  }

  /// The line, with its newline.
  func encoded() -> [UInt8] {
    var signature: [UInt8] = []
    signature.append(bigEndian: keyID)
    let base64 = Base64.encoded(signature + bytes)
    return NoteSignature.mark + Array(name.utf8) + [UInt8(ascii: " ")] + base64
      + [NoteText.newline]
  }

  /// Whether it says that it is by this key.
  package func names(_ key: VerifierKey) -> Bool {
    keyID == key.keyID && name.hasSameBytes(as: key.name)
  }

  /// Whether both say that they are by the same key.
  func hasSameKey(as other: NoteSignature) -> Bool {
    keyID == other.keyID && name.hasSameBytes(as: other.name)
  }

  /// An em dash and a space.
  private static let mark = Array("\u{2014} ".utf8)
  private static var idByteCount: Int { 4 }
}

extension NoteSignature {
  package static func == (a: NoteSignature, b: NoteSignature) -> Bool {
    a.hasSameKey(as: b) && a.bytes == b.bytes
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
    hasher.combine(bytes)
  }
}
