internal import Bytes
package import Objects

/// Tells the entries of trees apart by name and mode, in eight bytes.
///
/// Names of up to five bytes, such as those of folders, are kept as they are. Of longer ones it is a
/// keyed hash (SipHash, 63 bits) whose key is drawn anew by each process: nobody can make two names
/// in advance that look the same to the next verification.
package struct EntryKey: Hashable, Sendable {
  let value: UInt64

  /// Of what is no entry of a tree.
  static let none = EntryKey(value: 0)

  /// Swift's own hash is keyed for each process as well, unless its environment says otherwise.
  private static let salt = UInt64.random(in: .min ... .max)
  private static let hashMark: UInt64 = 1 << 63

  init(value: UInt64) {
    self.value = value
  }

  package init(_ mode: EntryMode, _ name: [UInt8]) {
    self.init(mode, name.span, in: 0..<name.count)
  }

  init(_ mode: EntryMode, _ bytes: borrowing Span<UInt8>, in name: Range<Int>) {
    if name.count <= 5 {
      // No mode has more than 16 bits, and no name a byte of zero.
      var value = UInt64(mode.rawValue)
      for index in name { value = value << 8 | UInt64(bytes[index]) }
      self.value = value
      return
    }
    var hasher = Hasher()
    hasher.combine(EntryKey.salt)
    hasher.combine(mode.rawValue)
    bytes.extracting(name).hash(into: &hasher)
    value = UInt64(bitPattern: Int64(hasher.finalize())) | EntryKey.hashMark
  }
}
