/// Numbers as streams write them: only digits, leading zeros allowed.
enum Digits {
  static func value(of digits: ArraySlice<UInt8>, radix: Int = 10) -> Int? {
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      let digit = Int(byte) - Int(UInt8(ascii: "0"))
      guard digit >= 0, digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}
