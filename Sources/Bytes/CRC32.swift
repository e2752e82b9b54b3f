internal import CZlib

/// The checksum of one pack entry.
///
/// Source: gitformat-pack(5), "crc32 of packed object data"; computed by zlib.
package enum CRC32 {
  package static func checksum(_ bytes: borrowing Span<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
    }
  }
}
