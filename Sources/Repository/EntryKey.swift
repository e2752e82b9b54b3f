internal import Bytes
package import Objects

/// Tells the entries of trees apart by name and mode, in eight bytes.
///
/// A keyed hash (SipHash) whose key is drawn anew by each process: nobody can make two names in advance
/// that look the same to the next verification.
package struct EntryKey: Hashable, Sendable {
  private let value: UInt64

  /// Of what is no entry of a tree.
  static let none = EntryKey(value: 0)

  /// Swift's own hash is keyed for each process as well, unless its environment says otherwise.
  private static let salt = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

  private init(value: UInt64) {
    self.value = value
  }

  package init(_ mode: EntryMode, _ name: [UInt8]) {
    self.init(mode, name.span, in: 0..<name.count)
  }

  init(_ mode: EntryMode, _ bytes: borrowing Span<UInt8>, in name: Range<Int>) {
    var hasher = Hasher()
    hasher.combine(EntryKey.salt.0)
    hasher.combine(mode.rawValue)
    bytes.extracting(name).hash(into: &hasher)
    hasher.combine(EntryKey.salt.1)
    value = UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
