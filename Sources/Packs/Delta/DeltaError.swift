/// Why bytes are not a delta for their base; offsets count from the delta's start.
package enum DeltaError: Error, Equatable, Sendable {
  /// The delta ends inside a number or an instruction.
  case truncated(atByte: Int)
  /// A size does not fit in 63 bits.
  case numberTooLarge(atByte: Int)
  /// The instruction 0, which is reserved.
  case reservedInstruction(atByte: Int)
  /// The delta is for a base of `declared` bytes; this one has `actual`.
  case baseSizeMismatch(declared: Int, actual: Int)
  /// A copy reaches beyond the end of the base.
  case copyOutOfBounds(atByte: Int)
  /// The result is larger than the caller takes.
  case resultTooLarge(byteCount: Int, limit: Int)
  /// The instructions make `actual` bytes or more where `declared` were announced.
  case resultMismatch(declared: Int, actual: Int)
}
