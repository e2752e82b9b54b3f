internal import CDeflate
internal import CZlib

/// A reusable decompressor of zlib streams.
///
/// Whole streams go through libdeflate, at twice zlib's speed; the start of one, and one that
/// libdeflate refuses, through zlib, which can stop anywhere and says where a stream goes wrong.
@safe package struct Inflater: ~Copyable {
  // zlib keeps the stream's address inside its state, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let decompressor: OpaquePointer

  /// What one inflated byte costs at the least: deflate cannot expand further than this.
  ///
  /// Source: zlib's technical details, "maximum compression factor" 1032:1.
  package static let largestExpansion = 1032

  package init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // Only a lack of memory or a mismatched library can fail here.
    precondition(status == Z_OK, "zlib does not start: \(status)")
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
      preconditionFailure("libdeflate does not start")
    }
    unsafe self.decompressor = decompressor
  }

  deinit {
    unsafe libdeflate_free_decompressor(decompressor)
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Whether `inflatedCount` bytes can come out of `deflatedCount` at all.
  ///
  /// Ask before taking memory for a size that only the input claims.
  package static func isPossible(inflatedCount: Int, from deflatedCount: Int) -> Bool {
    inflatedCount / largestExpansion <= deflatedCount
  }

  /// Inflates one whole stream that starts at `offset` and holds exactly `count` bytes.
  ///
  /// The bytes are appended; a caller with many streams to read empties one array between them
  /// and keeps its memory.
  /// - Parameter end: Where the input ends at the latest; by default, at its last byte.
  /// - Returns: The number of compressed bytes that the stream took.
  /// - Throws: `.truncated`, `.damaged`, `.tooLong`, `.tooShort`; `output` is then unspecified.
  @discardableResult
  package mutating func inflate(
    _ input: borrowing Span<UInt8>, at offset: Int = 0, upTo end: Int? = nil, count: Int,
    into output: inout [UInt8]
  ) throws(ZlibError) -> Int {
    let part = input.extracting(offset..<(end ?? input.count))
    guard Inflater.isPossible(inflatedCount: count, from: part.count) else {
      throw .tooShort(expected: count, actual: part.count * Inflater.largestExpansion)
    }
    if let used = unsafe inflateAll(
      part, count: count, into: &output, libdeflate_zlib_decompress_ex)
    {
      return used
    }
    unsafe inflateReset(stream)
    let base = output.count
    // One byte more than declared, to notice a stream that holds more than it says.
    let (status, used) = run(part, into: &output, limit: count + 1)
    let produced = output.count - base
    if produced > count { throw .tooLong(limit: count) }
    try check(status, at: offset + used)
    guard produced == count else { throw .tooShort(expected: count, actual: produced) }
    return used
  }

  /// A function of libdeflate that inflates a buffer into another, and says how much of the first it took.
  private typealias Decompression = (
    OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int,
    UnsafeMutablePointer<Int>?, UnsafeMutablePointer<Int>?
  ) -> libdeflate_result

  /// Inflates a stream that holds exactly `count` bytes; `nil`, and nothing appended, where it is
  /// any other.
  private mutating func inflateAll(
    _ input: borrowing Span<UInt8>, count: Int, into output: inout [UInt8],
    _ decompression: Decompression
  ) -> Int? {
    var used: Int?
    output.append(addingCapacity: count) { free in
      unsafe free.withUnsafeMutableBufferPointer { target, initializedCount in
        unsafe input.withUnsafeBytes { source in
          var taken = 0
          let status = unsafe decompression(
            decompressor, source.baseAddress, source.count, target.baseAddress, count, &taken, nil)
          guard status == LIBDEFLATE_SUCCESS else { return }
          initializedCount = count
          used = taken
        }
      }
    }
    return used
  }

  /// Inflates one whole stream without zlib's header and checksum that is all of `input` and holds exactly `count`
  /// bytes; `nil` where it is any other.
  ///
  /// Source: RFC 1951.
  package mutating func inflateRaw(_ input: borrowing Span<UInt8>, count: Int) -> [UInt8]? {
    guard Inflater.isPossible(inflatedCount: count, from: input.count) else { return nil }
    var output: [UInt8] = []
    let used = unsafe inflateAll(
      input, count: count, into: &output, libdeflate_deflate_decompress_ex)
    return used == input.count ? output : nil
  }

  /// Inflates up to `limit` bytes from the start of a stream, for reading a header.
  ///
  /// - Parameter offset: Where in `input` the stream starts.
  /// - Throws: `.damaged` where the stream is not valid before that.
  package mutating func prefix(
    of input: borrowing Span<UInt8>, at offset: Int = 0, limit: Int
  ) throws(ZlibError) -> [UInt8] {
    unsafe inflateReset(stream)
    var output: [UInt8] = []
    let (status, used) = run(input.extracting(offset...), into: &output, limit: limit)
    if status != Z_OK && status != Z_BUF_ERROR { try check(status, at: offset + used) }
    return output
  }

  /// Runs zlib once over all input; returns its status and the number of bytes read.
  private mutating func run(
    _ input: borrowing Span<UInt8>, into output: inout [UInt8], limit: Int
  ) -> (status: Int32, used: Int) {
    var result = (status: Z_OK, used: 0, produced: 0)
    output.append(addingCapacity: limit) { free in
      unsafe free.withUnsafeMutableBufferPointer { target, initializedCount in
        result = unsafe run(input, into: target)
        initializedCount = result.produced
      }
    }
    return (result.status, result.used)
  }

  private mutating func run(
    _ input: borrowing Span<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) -> (status: Int32, used: Int, produced: Int) {
    unsafe input.withUnsafeBufferPointer { source in
      // zlib counts in 32 bits; what lies beyond is reported as cut short.
      let readable = min(source.count, Int(UInt32.max))
      let writable = min(target.count, Int(UInt32.max))
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(readable)
      unsafe stream.pointee.next_out = target.baseAddress
      unsafe stream.pointee.avail_out = UInt32(writable)
      let status = unsafe CZlib.inflate(stream, Z_FINISH)
      return unsafe (
        status, readable - Int(stream.pointee.avail_in),
        writable - Int(stream.pointee.avail_out)
      )
    }
  }

  private func check(_ status: Int32, at offset: Int) throws(ZlibError) {
    switch status {
    case Z_STREAM_END: return
    case Z_BUF_ERROR, Z_OK: throw .truncated(atByte: offset)
    default: throw .damaged(atByte: offset)
    }
  }
}
