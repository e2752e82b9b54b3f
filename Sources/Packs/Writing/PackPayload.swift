package import Bytes

/// The data of one entry, compressed and ready to be put into a pack.
///
/// Compressing is nearly all the work of writing a pack. A payload does not depend on where in the
/// pack it will stand, so several threads can prepare payloads for one writer.
package struct PackPayload: Sendable {
  /// The size of the content or delta, inflated.
  package let byteCount: Int
  /// The zlib stream.
  package let deflated: [UInt8]

  /// Compresses an object's content or a delta.
  package init(_ bytes: borrowing Span<UInt8>, with deflater: inout Deflater) {
    var deflated: [UInt8] = []
    deflater.deflate(bytes, into: &deflated)
    byteCount = bytes.count
    self.deflated = deflated
  }

  package init(_ bytes: [UInt8], with deflater: inout Deflater) {
    self.init(bytes.span, with: &deflater)
  }
}
