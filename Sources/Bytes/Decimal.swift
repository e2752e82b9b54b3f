/// Decimal numbers as git and transparency logs write them: digits only, no sign, no leading zero.
@usableFromInline
package enum Decimal {
  /// The number in `range`; `nil` where it is not one or does not fit.
  @inlinable @inline(__always)
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

extension [UInt8] {
  /// Appends a number, with zeros before it where it is shorter than `width`.
  ///
  /// Into the bytes themselves: a date is made of six, and a list of revisions of thousands.
  /// - Parameter width: At most 20 digits.
  @inlinable
  package mutating func append(decimal number: Int, width: Int) {
    precondition(width <= 20, "the longest number has 20 digits")
    var digits: [20 of UInt8] = .init(repeating: UInt8(ascii: "0"))
    var rest = number.magnitude
    var first = digits.count
    repeat {
      first -= 1
      digits[first] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 { append(UInt8(ascii: "-")) }
    first = Swift.min(first, digits.count - width)
    for index in first..<digits.count { append(digits[index]) }
  }
}
