/// Random numbers that are the same again for the same seed.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
struct SeededRandom {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(bitPattern: Int64(seed))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `limit`, each as likely as any other.
  mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + number(below: range.count)
  }

  /// A number below `limit`; small ones are far likelier, as frequent words are in a text.
  mutating func skewedNumber(below limit: Int) -> Int {
    let part = Double(next() >> 11) / Double(1 << 53)
    return min(limit - 1, Int(part * part * part * Double(limit)))
  }

  mutating func happens(percent: Int) -> Bool { number(below: 100) < percent }
}
