internal import Bytes

/// Eight bytes looked at together: most of a long text needs no closer look.
///
/// Source: the exact and the quick test for a zero byte, Warren, "Hacker's Delight", 6-1.
struct EightBytes {
  private let word: UInt64
  private static let each: UInt64 = 0x0101_0101_0101_0101

  @inline(__always)
  init(_ bytes: Span<UInt8>, at offset: Int) {
    word = bytes.littleEndianUInt64(at: offset)
  }

  /// Whether one of them may be a quotation mark, a backslash or a control character; never false
  /// where one is.
  @inline(__always)
  var mayEndPlainText: Bool {
    (mayHave(0x22) | mayHave(0x5C) | mayHaveControl) & Self.each << 7 != 0
  }

  /// Whether one of them may begin a character that is written with an escape; never false where one
  /// does.
  @inline(__always)
  var mayNeedEscape: Bool {
    (mayHave(0x22) | mayHave(0x5C) | mayHave(0x7F) | mayHave(0xC2) | mayHave(0xD8) | mayHave(0xE2)
      | mayHaveControl) & Self.each << 7 != 0
  }

  /// The high bit of a byte is set where it is `byte`, or stands above one that is.
  @inline(__always)
  private func mayHave(_ byte: UInt64) -> UInt64 {
    let rest = word ^ Self.each &* byte
    return (rest &- Self.each) & ~rest
  }

  /// The high bit of a byte is set where it is under 0x20, or stands above one that is.
  @inline(__always)
  private var mayHaveControl: UInt64 { (word &- Self.each &* 0x20) & ~word }
}
