internal import Bytes

/// One step of a delta: copy a range of the base, or insert a range of the delta itself.
///
/// Source: gitformat-pack(5), "Instruction to copy from base object", "to add new data".
///
/// ```
/// 1abcdefg  offset: 4 bytes, those of gfed... that are set; size: 3 bytes; size 0 is 65,536
/// 0nnnnnnn  n > 0 bytes follow, which are the data
/// ```
enum DeltaInstruction {
  case copy(Range<Int>)
  case insert(Range<Int>)

  /// The largest copy that three bytes of size can say.
  static let largestCopy = 0xff_ffff
  /// The largest insertion that seven bits can say.
  static let largestInsertion = 0x7f
  /// The size that is written as no bytes at all.
  static let unwrittenCopy = 0x1_0000

  var byteCount: Int {
    switch self {
    case .copy(let range), .insert(let range): range.count
    }
  }

  /// Reads the instruction at `position` and moves past it.
  @inline(__always)
  static func next(
    in delta: borrowing Span<UInt8>, at position: inout Int
  ) throws(DeltaError) -> DeltaInstruction {
    let operation = delta[position]
    if operation & 0x80 != 0 { return try copy(operation, in: delta, at: &position) }
    guard operation != 0 else { throw .reservedInstruction(atByte: position) }
    let start = position + 1
    let end = start + Int(operation)
    guard end <= delta.count else { throw .truncated(atByte: delta.count) }
    position = end
    return .insert(start..<end)
  }

  @inline(__always)
  private static func copy(
    _ operation: UInt8, in delta: borrowing Span<UInt8>, at position: inout Int
  ) throws(DeltaError) -> DeltaInstruction {
    position += 1
    guard position + (operation & 0x7f).nonzeroBitCount <= delta.count else {
      throw .truncated(atByte: delta.count)
    }
    let offset = number(of: 4, flags: operation, in: delta, at: &position)
    let size = number(of: 3, flags: operation >> 4, in: delta, at: &position)
    return .copy(offset..<offset + (size == 0 ? unwrittenCopy : size))
  }

  /// Reads a little-endian number of which only the bytes with a set flag are there.
  @inline(__always)
  private static func number(
    of byteCount: Int, flags: UInt8, in delta: borrowing Span<UInt8>, at position: inout Int
  ) -> Int {
    var value = 0
    for index in 0..<byteCount where flags >> UInt8(index) & 1 != 0 {
      value |= Int(delta[position]) << (8 * index)
      position += 1
    }
    return value
  }

  /// Appends a copy of at most `largestCopy` bytes.
  static func append(copyFrom offset: Int, count: Int, to delta: inout [UInt8]) {
    let operation = delta.count
    delta.append(0)
    var flags: UInt8 = 0x80
    append(offset, flag: 0x01, to: &delta, &flags)
    if count != unwrittenCopy { append(count, flag: 0x10, to: &delta, &flags) }
    delta[operation] = flags
  }

  /// Appends the bytes of a number that are not zero, and notes which they are.
  private static func append(
    _ number: Int, flag: UInt8, to delta: inout [UInt8], _ flags: inout UInt8
  ) {
    var rest = number
    var flag = flag
    while rest > 0 {
      if rest & 0xff != 0 {
        delta.append(UInt8(truncatingIfNeeded: rest))
        flags |= flag
      }
      rest >>= 8
      flag <<= 1
    }
  }
}
