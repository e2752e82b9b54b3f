internal import Bytes

/// What the texts of keys have in common: `name+hex+base64`.
struct KeyText {
  var name: String
  var keyID: UInt32
  var kind: VerifierKey.Kind
  /// A public key, or the seed of a private one.
  var key: [UInt8]

  init(name: String, keyID: UInt32, kind: VerifierKey.Kind, key: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.kind = kind
    self.key = key
  }

  init(_ text: Substring) throws(KeyError) {
    // Base 64 may have the sign, too.
    let fields = text.utf8.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { throw .malformed }
    let name = String(Substring(fields[0]))
    guard NoteText.isKeyName(name) else { throw .badName }
    guard let keyID = KeyText.keyID(fields[1]),
      let bytes = Base64.bytes(fields[2]), let first = bytes.first
    else { throw .malformed }
    guard let kind = VerifierKey.Kind(rawValue: first) else { throw .unsupportedKind(first) }
    self.init(name: name, keyID: keyID, kind: kind, key: Array(bytes.dropFirst()))
  }

  var text: String {
    name + "+" + KeyText.hexadecimal(keyID) + "+" + Base64.string([kind.rawValue] + key)
  }

  /// Eight digits, in lower case.
  static func hexadecimal(_ keyID: UInt32) -> String {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: keyID)
    return Hex.string(bytes.span)
  }

  private static func keyID(_ digits: Substring.UTF8View) -> UInt32? {
    guard digits.count == 8 else { return nil }
    var number: UInt32 = 0
    for digit in digits {
      guard let value = Hex.value(of: digit), digit == Hex.digit(of: value) else { return nil }
      number = number << 4 | UInt32(value)
    }
    return number
  }
}
