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
    output.append(addingCapacity: bound) { free in
      unsafe free.withUnsafeMutableBufferPointer { target, initializedCount in
        unsafe input.withUnsafeBytes { source in
          initializedCount = unsafe libdeflate_zlib_compress(
            compressor, source.baseAddress, source.count, target.baseAddress, target.count)
        }
        precondition(initializedCount > 0, "libdeflate's bound was too small")
      }
    }
  }

  /// One whole zlib stream of `input`.
  package mutating func deflate(_ input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    deflate(input.span, into: &output)
    return output
  }
}
