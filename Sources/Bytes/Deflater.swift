internal import CDeflate

/// A reusable compressor for whole buffers.
///
/// Writes the zlib format (RFC 1950) by way of libdeflate, which takes half of zlib's time for the
/// same size on articles and their changes.
@safe package struct Deflater: ~Copyable {
  private let compressor: OpaquePointer

  /// - Parameter level: 1 (fast) to 12 (small).
  package init(level: Int32 = 6) {
    guard let compressor = unsafe libdeflate_alloc_compressor(level) else {
      // Only a lack of memory or a level out of bounds can fail here.
      preconditionFailure("libdeflate does not start at level \(level)")
    }
    unsafe self.compressor = compressor
  }

  deinit {
    unsafe libdeflate_free_compressor(compressor)
  }

  /// Compresses `input` into one whole zlib stream appended to `output`.
  package mutating func deflate(_ input: borrowing Span<UInt8>, into output: inout [UInt8]) {
    let bound = unsafe libdeflate_zlib_compress_bound(compressor, input.count)
    unsafe compress(input, into: &output, bound: bound, libdeflate_zlib_compress)
  }

  /// Appends one whole zlib stream of two parts, without joining them first: a short one, which is stored
  /// as it is, and one that is compressed.
  ///
  /// Source: RFC 1950, and RFC 1951, 3.2.4: a stored block ends at a byte, where any block may follow.
  package mutating func deflate(
    stored first: borrowing Span<UInt8>, then input: borrowing Span<UInt8>,
    into output: inout [UInt8]
  ) {
    let length = UInt16(first.count)
    output += [0x78, 0x9C, 0x00]
    for number in [length, ~length] { output += [UInt8(number & 0xFF), UInt8(number >> 8)] }
    output.append(first)
    let bound = unsafe libdeflate_deflate_compress_bound(compressor, input.count)
    unsafe compress(input, into: &output, bound: bound, libdeflate_deflate_compress)
    let checksum = adler32(input, after: adler32(first, after: 1))
    for shift in [24, 16, 8, 0] { output.append(UInt8(truncatingIfNeeded: checksum >> shift)) }
  }

  /// A function of libdeflate that compresses a buffer into another.
  private typealias Compression = (
    OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int
  ) -> Int

  private func compress(
    _ input: borrowing Span<UInt8>, into output: inout [UInt8], bound: Int,
    _ compression: Compression
  ) {
    output.append(addingCapacity: bound) { free in
      unsafe free.withUnsafeMutableBufferPointer { target, initializedCount in
        unsafe input.withUnsafeBytes { source in
          initializedCount = unsafe compression(
            compressor, source.baseAddress, source.count, target.baseAddress, target.count)
        }
        precondition(initializedCount > 0, "libdeflate's bound was too small")
      }
    }
  }

  private func adler32(_ bytes: borrowing Span<UInt8>, after start: UInt32) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe libdeflate_adler32(start, $0.baseAddress, $0.count) }
  }

  /// One whole zlib stream of `input`.
  package mutating func deflate(_ input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    deflate(input.span, into: &output)
    return output
  }

  /// One whole stream of `input` without zlib's header and checksum, for formats with their own.
  ///
  /// Source: RFC 1951.
  package mutating func deflateRaw(_ input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    let bound = unsafe libdeflate_deflate_compress_bound(compressor, input.count)
    unsafe compress(input.span, into: &output, bound: bound, libdeflate_deflate_compress)
    return output
  }

  /// One whole gzip stream of `input`; the same bytes always give the same stream: it tells no time and no name.
  ///
  /// Source: RFC 1952.
  package mutating func gzip(_ input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    let bound = unsafe libdeflate_gzip_compress_bound(compressor, input.count)
    unsafe compress(input.span, into: &output, bound: bound, libdeflate_gzip_compress)
    return output
  }
}
