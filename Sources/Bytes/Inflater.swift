internal import CZlib

/// A reusable zlib decompressor: one stream, reset for each buffer.
@safe public struct Inflater: ~Copyable {
  // zlib keeps the stream's address inside its state, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// What one inflated byte costs at the least: deflate cannot expand further than this.
  ///
  /// Source: zlib's technical details, "maximum compression factor" 1032:1.
  public static let largestExpansion = 1032

  public init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // Only a lack of memory or a mismatched library can fail here.
    precondition(status == Z_OK, "zlib does not start: \(status)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Whether `inflatedCount` bytes can come out of `deflatedCount` at all.
  ///
  /// Ask before taking memory for a size that only the input claims.
  public static func isPossible(inflatedCount: Int, from deflatedCount: Int) -> Bool {
    inflatedCount / largestExpansion <= deflatedCount
  }

  /// Inflates one whole stream that starts at `offset` and holds exactly `count` bytes.
  ///
  /// - Returns: The number of compressed bytes that the stream took.
  /// - Throws: `.truncated`, `.damaged`, `.tooLong`, `.tooShort`; `output` is then unspecified.
  @discardableResult
  public mutating func inflate(
    _ input: borrowing Span<UInt8>, at offset: Int = 0, count: Int, into output: inout [UInt8]
  ) throws(ZlibError) -> Int {
    guard Inflater.isPossible(inflatedCount: count, from: input.count - offset) else {
      throw .tooShort(expected: count, actual: (input.count - offset) * Inflater.largestExpansion)
    }
    unsafe inflateReset(stream)
    let base = output.count
    // One byte more than declared, to notice a stream that holds more than it says.
    output.append(contentsOf: repeatElement(0, count: count + 1))
    let (status, used, produced) = run(input, at: offset, into: &output, from: base)
    output.removeLast(output.count - base - min(produced, count))
    if produced > count { throw .tooLong(limit: count) }
    try check(status, at: offset + used)
    guard produced == count else { throw .tooShort(expected: count, actual: produced) }
    return used
  }

  /// Inflates up to `limit` bytes from the start of a stream, for reading a header.
  ///
  /// - Throws: `.damaged` where the stream is not valid before that.
  public mutating func prefix(
    of input: borrowing Span<UInt8>, limit: Int
  ) throws(ZlibError) -> [UInt8] {
    unsafe inflateReset(stream)
    var output = [UInt8](repeating: 0, count: limit)
    let (status, used, produced) = run(input, at: 0, into: &output, from: 0)
    if status != Z_OK && status != Z_BUF_ERROR { try check(status, at: used) }
    output.removeLast(limit - produced)
    return output
  }

  /// Runs zlib once over all input; returns its status, the bytes read and the bytes written.
  private mutating func run(
    _ input: borrowing Span<UInt8>, at offset: Int, into output: inout [UInt8], from base: Int
  ) -> (status: Int32, used: Int, produced: Int) {
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        // zlib counts in 32 bits; what lies beyond is reported as cut short.
        let readable = min(source.count - offset, Int(UInt32.max))
        let writable = min(target.count - base, Int(UInt32.max))
        unsafe stream.pointee.next_in = source.baseAddress.map {
          unsafe UnsafeMutablePointer(mutating: $0 + offset)
        }
        unsafe stream.pointee.avail_in = UInt32(readable)
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + base }
        unsafe stream.pointee.avail_out = UInt32(writable)
        let status = unsafe CZlib.inflate(stream, Z_FINISH)
        return unsafe (
          status, readable - Int(stream.pointee.avail_in),
          writable - Int(stream.pointee.avail_out)
        )
      }
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
