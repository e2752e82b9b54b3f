/// Decimal numbers as git writes them: digits only, no sign, no leading zero.
enum Decimal {
  /// The number in `range`; `nil` where it is not one or does not fit.
  static func value(of bytes: borrowing Span<UInt8>, in range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    if bytes[range.lowerBound] == UInt8(ascii: "0") && range.count > 1 { return nil }
    var value = 0
    for index in range {
      let digit = Int(bytes[index]) - Int(UInt8(ascii: "0"))
      guard (0...9).contains(digit) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}
