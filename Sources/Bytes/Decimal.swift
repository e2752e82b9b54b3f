/// Decimal numbers as git and transparency logs write them: digits only, no sign, no leading zero.
package enum Decimal {
  /// The number in `range`; `nil` where it is not one or does not fit.
  @inlinable
  package static func value<Number: FixedWidthInteger>(
    of bytes: borrowing Span<UInt8>, in range: Range<Int>, as type: Number.Type = Int.self
  ) -> Number? {
    guard !range.isEmpty else { return nil }
    if bytes[range.lowerBound] == UInt8(ascii: "0") && range.count > 1 { return nil }
    var value: Number = 0
    for index in range {
      let digit = Int(bytes[index]) - Int(UInt8(ascii: "0"))
      guard (0...9).contains(digit) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Number(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// The number that all of the bytes are.
  @inlinable
  package static func value<Number: FixedWidthInteger>(
    of bytes: ArraySlice<UInt8>, as type: Number.Type = Int.self
  ) -> Number? {
    value(of: bytes.span, in: 0..<bytes.count, as: type)
  }
}
