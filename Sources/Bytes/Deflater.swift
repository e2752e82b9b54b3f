internal import CZlib

/// A reusable zlib compressor: one stream, reset for each buffer.
///
/// A fresh stream for each buffer costs more than half the time on articles of a few kilobytes.
@safe public struct Deflater: ~Copyable {
  // zlib keeps the stream's address inside its state, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter level: 1 (fast) to 9 (small).
  public init(level: Int32 = 6) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe deflateInit_(
      stream, level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // Only a lack of memory or a mismatched library can fail here.
    precondition(status == Z_OK, "zlib does not start: \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses `input` into one whole zlib stream appended to `output`.
  public mutating func deflate(_ input: borrowing Span<UInt8>, into output: inout [UInt8]) {
    unsafe deflateReset(stream)
    let start = output.count
    let bound = unsafe Int(deflateBound(stream, UInt(input.count)))
    output.append(contentsOf: repeatElement(0, count: bound))
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.avail_out = UInt32(bound)
        let status = unsafe CZlib.deflate(stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound was too small: \(status)")
      }
    }
    output.removeLast(unsafe Int(stream.pointee.avail_out))
  }

  /// One whole zlib stream of `input`.
  public mutating func deflate(_ input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    deflate(input.span, into: &output)
    return output
  }
}
