package import Bytes

/// The bytes of an open piece. They stay what they are while it is open, whatever becomes of the piece.
package protocol ByteSource: Sendable {
  var byteCount: Int { get }
  /// The bytes in a range, which must lie within `0..<byteCount`.
  ///
  /// Bytes that are at hand come without a copy.
  func bytes(in range: Range<Int>) throws(StorageError) -> SharedBytes
}

extension ByteSource {
  package func all() throws(StorageError) -> SharedBytes { try bytes(in: 0..<byteCount) }
}

/// Bytes that are at hand: in memory, or mapped into it.
extension SharedBytes: ByteSource {
  package var byteCount: Int { count }

  package func bytes(in range: Range<Int>) -> SharedBytes {
    range == 0..<count ? self : SharedBytes(span.extracting(range).bytes)
  }
}
