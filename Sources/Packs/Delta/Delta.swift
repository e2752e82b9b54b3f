internal import Bytes

/// The difference of one object from another, as packs keep it.
///
/// Source: gitformat-pack(5), "Deltified representation".
///
/// ```
/// size of the base | size of the result | instructions ...
/// ```
package enum Delta {
  /// The sizes that a delta declares, in bytes.
  package struct Sizes: Equatable, Sendable {
    package let base: Int
    package let result: Int

    package init(base: Int, result: Int) {
      self.base = base
      self.result = result
    }
  }

  /// Reads what a delta declares; a prefix of `largestHeaderCount` bytes is enough.
  ///
  /// - Throws: `.truncated`, `.numberTooLarge`.
  package static func sizes(of delta: borrowing Span<UInt8>) throws(DeltaError) -> Sizes {
    var position = 0
    return try sizes(of: delta, at: &position)
  }

  /// No two sizes take more bytes.
  package static let largestHeaderCount = 18

  /// Appends what `delta` makes of `base`.
  ///
  /// All instructions are checked before memory is taken: a delta cannot claim more than its
  /// instructions make.
  /// - Parameter limit: The largest result to accept, in bytes.
  /// - Throws: Any `DeltaError`; `output` is then as it was.
  /// - Complexity: O(delta + result).
  package static func apply(
    _ delta: borrowing Span<UInt8>, to base: borrowing Span<UInt8>, limit: Int = .max,
    into output: inout [UInt8]
  ) throws(DeltaError) {
    let (start, count) = try check(delta, baseCount: base.count, limit: limit)
    try output.append(addingCapacity: count) { target throws(DeltaError) in
      var position = start
      while position < delta.count {
        switch try DeltaInstruction.next(in: delta, at: &position) {
        case .copy(let range): target.append(base, in: range)
        case .insert(let range): target.append(delta, in: range)
        }
      }
    }
  }

  /// Checks every instruction against the sizes.
  ///
  /// - Returns: Where the instructions start, and the result's size.
  static func check(
    _ delta: borrowing Span<UInt8>, baseCount: Int, limit: Int
  ) throws(DeltaError) -> (start: Int, resultCount: Int) {
    var position = 0
    let declared = try sizes(of: delta, at: &position)
    guard declared.base == baseCount else {
      throw .baseSizeMismatch(declared: declared.base, actual: baseCount)
    }
    guard declared.result <= limit else {
      throw .resultTooLarge(byteCount: declared.result, limit: limit)
    }
    let start = position
    let made = try resultCount(of: delta, from: start, baseCount: baseCount)
    guard made == declared.result else {
      throw .resultMismatch(declared: declared.result, actual: made)
    }
    return (start, made)
  }

  /// What the instructions make, in bytes; 31 bits for each byte of delta cannot overflow.
  private static func resultCount(
    of delta: borrowing Span<UInt8>, from start: Int, baseCount: Int
  ) throws(DeltaError) -> Int {
    var position = start
    var count = 0
    while position < delta.count {
      let instruction = position
      let next = try DeltaInstruction.next(in: delta, at: &position)
      if case .copy(let range) = next, range.upperBound > baseCount {
        throw .copyOutOfBounds(atByte: instruction)
      }
      count += next.byteCount
    }
    return count
  }

  private static func sizes(
    of delta: borrowing Span<UInt8>, at position: inout Int
  ) throws(DeltaError) -> Sizes {
    let base = try size(delta, at: &position)
    return Sizes(base: base, result: try size(delta, at: &position))
  }

  private static func size(
    _ delta: borrowing Span<UInt8>, at position: inout Int
  ) throws(DeltaError) -> Int {
    if let size = Varint.size(delta, at: &position) { return size }
    throw position < delta.count
      ? .numberTooLarge(atByte: position) : .truncated(atByte: position)
  }
}
