import JSON
import Testing

struct JSONRoundTripTests {
  @Test func `what is written is read back the same`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<2_000 {
      let value = random.value(depth: 4)
      let pretty = Bool.random(using: &random)
      let read = try JSON(decoding: value.encoded(pretty: pretty))
      #expect(read == value, "seed \(seed), round \(round)")
    }
  }

  @Test func `damaged JSON is refused or read but never traps`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    print("damaged JSON: seed \(seed)")
    for _ in 0..<5_000 {
      var bytes = random.value(depth: 3).encoded()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        bytes[position] =
          Bool.random(using: &random)
          ? random.byte() : #"\"u{}[],:"#.utf8.randomElement(using: &random) ?? 0
      }
      if Bool.random(using: &random) { bytes.removeLast(bytes.count / 3) }
      if let value = try? JSON(decoding: bytes) {
        #expect((try? JSON(decoding: value.encoded())) == value, "seed \(seed)")
      }
    }
  }
}

/// Steele, Lea and Flood's generator: the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func byte() -> UInt8 { UInt8.random(in: 0 ... .max, using: &self) }

  mutating func value(depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: .null
    case 1: .bool(Bool.random(using: &self))
    case 2: .integer(Int(truncatingIfNeeded: next()) >> Int.random(in: 0..<64, using: &self))
    case 3: .double(finiteDouble())
    case 4: .string(text())
    case 5: .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      .object(
        (0..<Int.random(in: 0..<5, using: &self)).map { _ in
          JSON.Member(text(), value(depth: depth - 1))
        })
    }
  }

  private mutating func finiteDouble() -> Double {
    let number = Double(bitPattern: next())
    return number.isFinite ? number : 0.1
  }

  private mutating func text() -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &self) {
      let limit: UInt32 = [0x80, 0x800, 0x3000, 0x11_0000].randomElement(using: &self) ?? 0x80
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
