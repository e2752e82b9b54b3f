import Foundation

/// Random numbers that are the same again for the same seed.
///
/// A property test takes its seeds as arguments, so that a failure prints the seed:
/// ```swift
/// @Test(arguments: SeededGenerator.seeds(8))
/// func `bytes survive`(seed: UInt64) { var random = SeededGenerator(seed: seed) ... }
/// ```
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// `count` seeds, the same in each run, so that a crash happens again.
  ///
  /// `STET_TEST_SEED` names the first one: with it a longer hunt starts where the last ended.
  public static func seeds(_ count: UInt64) -> [UInt64] {
    let first = ProcessInfo.processInfo.environment["STET_TEST_SEED"].flatMap(UInt64.init) ?? 1
    return (0..<count).map { first &+ $0 }
  }
}

extension SeededGenerator {
  public mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  public mutating func bytes(count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

  public mutating func number(in range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

  /// One of `values`, which are not empty.
  public mutating func pick<Value>(_ values: [Value]) -> Value {
    values[number(in: 0..<values.count)]
  }

  /// `bytes` with one byte changed, put in or taken out, or the end cut off.
  public mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [byte()] }
    var mutated = bytes
    let position = number(in: 0..<bytes.count)
    switch number(in: 0..<4) {
    case 0: mutated[position] = byte()
    case 1: mutated.insert(byte(), at: position)
    case 2: mutated.remove(at: position)
    default: mutated.removeLast(bytes.count - position)
    }
    return mutated
  }
}
