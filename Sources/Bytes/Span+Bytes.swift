internal import Glibc

extension Span where Element == UInt8 {
  /// The position of the first `byte` at or after `start`.
  package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    precondition(start >= 0, "a position is never negative")
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      // memchr reads 32 bytes at a time: parsing a tree takes half the time of a byte loop.
      guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else {
        return nil
      }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// A copy of the bytes in `range`.
  package func bytes(in range: Range<Int>) -> [UInt8] {
    let part = extracting(range)
    return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// A copy of all bytes.
  package var bytes: [UInt8] { bytes(in: 0..<count) }

  /// Whether the bytes at `offset` are those of `other`.
  package func matches(_ other: StaticString, at offset: Int = 0) -> Bool {
    let length = other.utf8CodeUnitCount
    guard offset >= 0, offset + length <= count else { return false }
    return unsafe withUnsafeBytes { buffer in
      guard length > 0, let base = buffer.baseAddress else { return true }
      return unsafe memcmp(base + offset, other.utf8Start, length) == 0
    }
  }

  /// Whether the bytes are the same as those of `other`.
  package func isEqual(to other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { mine in
      unsafe other.withUnsafeBytes { theirs in
        guard let a = mine.baseAddress, let b = theirs.baseAddress else { return true }
        return unsafe memcmp(a, b, mine.count) == 0
      }
    }
  }

  /// Feeds all bytes to a hasher at once: byte by byte takes eight times as long.
  package func hash(into hasher: inout Hasher) {
    unsafe withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }

  /// The big-endian number in the four bytes at `offset`.
  @inlinable
  package func bigEndianUInt32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count - 4)
    return unsafe withUnsafeBytes { buffer in
      unsafe UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
  }

  /// The big-endian number in the eight bytes at `offset`.
  @inlinable
  package func bigEndianUInt64(at offset: Int) -> UInt64 {
    littleEndianUInt64(at: offset).byteSwapped
  }
}

extension [UInt8] {
  /// Appends the four bytes of a number, the highest first.
  @inlinable
  package mutating func append(bigEndian number: UInt32) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  /// Appends the eight bytes of a number, the highest first.
  @inlinable
  package mutating func append(bigEndian number: UInt64) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  /// Appends a copy of the bytes of a span.
  @inlinable
  package mutating func append(_ span: borrowing Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
