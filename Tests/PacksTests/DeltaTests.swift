import Bytes
import Packs
import Testing

@Suite struct DeltaTests {
  private let base = Array("0123456789".utf8)

  private func apply(_ delta: [UInt8], limit: Int = .max) throws(DeltaError) -> [UInt8] {
    var output: [UInt8] = []
    try Delta.apply(delta.span, to: base.span, limit: limit, into: &output)
    return output
  }

  private func error(_ delta: [UInt8], limit: Int = .max) -> DeltaError? {
    do throws(DeltaError) {
      _ = try apply(delta, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a delta copies from its base and inserts its own bytes`() throws {
    let delta: [UInt8] = [10, 7, 0x91, 4, 3, 2, 0x41, 0x42, 0x90, 2]
    #expect(try apply(delta) == Array("456AB01".utf8))
  }

  @Test func `a copy without a size copies 65536 bytes`() throws {
    let base = [UInt8](repeating: 7, count: 70_000)
    var output: [UInt8] = [1]
    let delta = encodedSize(70_000) + encodedSize(65_536) + [0x80]
    try Delta.apply(delta.span, to: base.span, into: &output)
    #expect(output == [1] + base.prefix(65_536))
  }

  @Test func `a delta says its sizes before it is applied`() throws {
    let delta = encodedSize(300) + encodedSize(1 << 40)
    #expect(try Delta.sizes(of: delta.span) == Delta.Sizes(base: 300, result: 1 << 40))
  }

  @Test func `a delta cut short names the byte where it stops`() {
    #expect(error([]) == .truncated(atByte: 0))
    #expect(error([0x8a]) == .truncated(atByte: 1))
    #expect(error([10]) == .truncated(atByte: 1))
    #expect(error([10, 3, 3, 0x41]) == .truncated(atByte: 4))
    #expect(error([10, 3, 0x91, 4]) == .truncated(atByte: 4))
  }

  @Test func `the reserved instruction is refused`() {
    #expect(error([10, 3, 0]) == .reservedInstruction(atByte: 2))
  }

  @Test func `a size beyond 63 bits is refused`() {
    let tooLarge = [UInt8](repeating: 0xff, count: 9) + [1]
    #expect(error(tooLarge) == .numberTooLarge(atByte: 9))
    #expect(error([10] + tooLarge) == .numberTooLarge(atByte: 10))
  }

  @Test func `a delta for another base is refused`() {
    #expect(error([11, 1, 1, 0x41]) == .baseSizeMismatch(declared: 11, actual: 10))
  }

  @Test func `a copy beyond the end of the base is refused`() {
    #expect(error([10, 2, 0x91, 9, 2]) == .copyOutOfBounds(atByte: 2))
    #expect(error([10, 1, 0x9f, 0xff, 0xff, 0xff, 0xff, 1]) == .copyOutOfBounds(atByte: 2))
  }

  @Test func `a result larger than the limit is refused`() {
    let delta = [10] + encodedSize(1 << 60) + [0x90, 10]
    #expect(error(delta, limit: 1 << 30) == .resultTooLarge(byteCount: 1 << 60, limit: 1 << 30))
  }

  @Test func `a result that its instructions do not make is refused without memory`() {
    let delta = [10] + encodedSize(1 << 60) + [0x90, 10]
    #expect(error(delta) == .resultMismatch(declared: 1 << 60, actual: 10))
    #expect(error([10, 1, 0x90, 10]) == .resultMismatch(declared: 1, actual: 10))
  }

  @Test func `a delta that fails leaves the output as it was`() {
    var output: [UInt8] = [1, 2, 3]
    let delta: [UInt8] = [10, 7, 0x91, 4, 3]
    #expect(throws: DeltaError.self) {
      try Delta.apply(delta.span, to: base.span, into: &output)
    }
    #expect(output == [1, 2, 3])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `random bytes never crash`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<3000 {
      let count = Int.random(in: 0..<24, using: &random)
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = error([10] + noise, limit: 1 << 20)
    }
  }
}
