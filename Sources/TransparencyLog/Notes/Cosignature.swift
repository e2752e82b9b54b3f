internal import Bytes

/// What a witness signs, and what its signature is.
///
/// Source: C2SP tlog-cosignature, "Format" and "Ed25519 signed message".
struct Cosignature {
  /// No witness signs at a later time.
  static var timeLimit: UInt64 { UInt64(Int64.max) }
  private static var timeByteCount: Int { 8 }

  /// Seconds since the start of 1970.
  let time: UInt64
  /// By Ed25519, of `message`.
  let signature: [UInt8]

  init(time: UInt64, signature: [UInt8]) {
    self.time = time
    self.signature = signature
  }

  /// Reads what follows the key's id.
  ///
  /// - Returns: `nil` where it has another size, or a time that no witness signs.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count == Cosignature.timeByteCount + Ed25519.signatureByteCount else { return nil }
    time = bytes.span.bigEndianUInt64(at: 0)
    guard time <= Cosignature.timeLimit else { return nil }
    signature = Array(bytes.dropFirst(Cosignature.timeByteCount))
  }

  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: time)
    return bytes + signature
  }

  /// The message that is signed for the text of a checkpoint.
  static func message(_ text: [UInt8], time: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n".utf8) + text
  }
}
