/// The bytes of an object's header, in place: to hash an object takes no memory.
package struct EncodedHeader: Sendable {
  /// Filled from the end, as the digits of a number come.
  private var bytes = InlineArray<27, UInt8>(repeating: 0)
  private var start = ObjectHeader.largestByteCount - 1

  init(_ header: ObjectHeader) {
    var rest = header.byteCount
    repeat {
      push(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    push(UInt8(ascii: " "))
    for byte in header.kind.rawValue.utf8.reversed() { push(byte) }
  }

  private mutating func push(_ byte: UInt8) {
    start -= 1
    bytes[start] = byte
  }

  package var span: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(start...) }
  }
}
