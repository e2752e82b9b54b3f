/// Why a zlib stream cannot be read.
package enum ZlibError: Error, Equatable, Sendable {
  /// The stream is not valid at or before this byte of the compressed input.
  case damaged(atByte: Int)
  /// The input ends before the stream does.
  case truncated(atByte: Int)
  /// The stream holds more bytes than it was said to hold.
  case tooLong(limit: Int)
  /// The stream ends after `actual` bytes where `expected` were declared.
  case tooShort(expected: Int, actual: Int)
}
