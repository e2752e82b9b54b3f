package import Bytes
internal import Objects

/// Many objects in one run of bytes.
///
/// Source: gitformat-pack(5), "pack-*.pack files have the following format".
///
/// ```
/// 0   "PACK", version 2, number of objects   12 bytes
/// 12  entries, one after the other
///     SHA-256 of all above                   32 bytes
/// ```
///
/// A value that any number of threads may read.
package struct Pack: Sendable {
  package static let headerByteCount = 12
  static let version: UInt32 = 2

  package let bytes: SharedBytes
  /// The number of objects, as the header declares it.
  package let count: Int

  /// Opens a pack: checks its header, nothing more.
  ///
  /// - Throws: `.notAPack`, `.unsupportedVersion`, `.truncated`.
  package init(_ bytes: SharedBytes) throws(PackError) {
    let span = bytes.span
    guard span.matches("PACK") else { throw .notAPack }
    guard span.count >= Pack.headerByteCount + Digest.byteCount else {
      throw .truncated(atByte: span.count)
    }
    let version = span.bigEndianUInt32(at: 4)
    guard version == Pack.version else { throw .unsupportedVersion(version) }
    count = Int(span.bigEndianUInt32(at: 8))
    self.bytes = bytes
  }

  /// Bytes that are no pack any more, with a header and a place for a checksum put in: what may still be
  /// found between them is whole all the same.
  init(repairing bytes: SharedBytes) {
    let header = Pack.header(count: 0)
    let entries = bytes.count > header.count ? bytes.span.extracting(header.count...).bytes : []
    self.bytes = SharedBytes(header + entries + [UInt8](repeating: 0, count: Digest.byteCount))
    count = 0
  }

  /// Where the entries end and the checksum starts.
  package var entriesEnd: Int { bytes.count - Digest.byteCount }

  /// The checksum at the pack's end, which also is in its index and, often, in its name.
  package var checksum: Digest { Digest(reading: bytes.span, at: entriesEnd) }

  /// The checksum that the pack's bytes have.
  ///
  /// - Complexity: O(size of the pack).
  package func computedChecksum() -> Digest { bytes.hashedOnce(upTo: entriesEnd) }

  /// The 12 bytes at the start of a pack.
  static func header(count: Int) -> [UInt8] {
    var bytes = Array("PACK".utf8)
    bytes.append(bigEndian: version)
    bytes.append(bigEndian: UInt32(count))
    return bytes
  }
}
