import Bytes
import Packs
import Testing

@Suite struct DeltaEncoderTests {
  private func encoded(_ base: [UInt8], _ target: [UInt8], limit: Int = .max) -> [UInt8]? {
    var encoder = DeltaEncoder(base: base)
    return encoder.encode(target, limit: limit)
  }

  private func roundTrip(_ base: [UInt8], _ target: [UInt8]) throws -> Int {
    let delta = try #require(encoded(base, target))
    var output: [UInt8] = []
    try Delta.apply(delta.span, to: base.span, into: &output)
    #expect(output == target)
    return delta.count
  }

  @Test(arguments: (1...40).map(UInt64.init))
  func `every edit of a text comes back`(seed: UInt64) throws {
    var writer = Writer(seed: seed)
    var text = writer.text(words: Int.random(in: 0..<2000, using: &writer.random))
    for _ in 0..<5 {
      let next = writer.edited(text)
      #expect(try roundTrip(text, next) < next.count / 2 + 200, "seed \(seed)")
      text = next
    }
  }

  @Test(arguments: (1...20).map(UInt64.init))
  func `bytes of few values come back`(seed: UInt64) throws {
    var random = Seeded(seed)
    func bytes(_ count: Int) -> [UInt8] {
      let alphabet = UInt8.random(in: 0...3, using: &random)
      return (0..<count).map { _ in UInt8.random(in: 0...alphabet, using: &random) }
    }
    for _ in 0..<40 {
      let base = bytes(Int.random(in: 0..<300, using: &random))
      _ = try roundTrip(base, bytes(Int.random(in: 0..<300, using: &random)))
    }
  }

  @Test func `nothing, the same and something unrelated come back`() throws {
    let text = Writer.sample
    #expect(try roundTrip([], []) == 2)
    #expect(try roundTrip(text, []) > 0)
    #expect(try roundTrip([], text) > text.count)
    #expect(try roundTrip(text, text) < 16)
  }

  @Test func `a paragraph that moved is copied`() throws {
    let text = Writer.sample
    let moved = Array(text[4000...]) + text[..<4000]
    #expect(try roundTrip(text, moved) < 64)
  }

  @Test func `one changed word in a long text costs a few bytes`() throws {
    let text = Writer.sample
    var edited = text
    edited.replaceSubrange(5000..<5005, with: Array("seven".utf8))
    #expect(try roundTrip(text, edited) < 32)
  }

  @Test func `two changed words at the ends cost a few bytes`() throws {
    var edited = Writer.sample
    edited.replaceSubrange(3..<5, with: Array("seven".utf8))
    edited.replaceSubrange(edited.count - 9..<edited.count - 4, with: Array("eight".utf8))
    #expect(try roundTrip(Writer.sample, edited) < 48)
  }

  @Test func `copies longer than three bytes can say are split`() throws {
    let long = [UInt8](repeating: 0x61, count: DeltaInstructionLimits.largestCopy + 1000)
    #expect(try roundTrip(long, long) < 32)
  }

  @Test func `a delta larger than the limit is given up`() throws {
    var writer = Writer(seed: 9)
    let (base, target) = (writer.text(words: 3000), [UInt8](repeating: 1, count: 20_000))
    #expect(encoded(base, target, limit: 1000) == nil)
    let edited = writer.edited(base)
    let size = try #require(encoded(base, edited)).count
    #expect(encoded(base, edited, limit: size)?.count == size)
    #expect(encoded(base, edited, limit: size - 1) == nil)
  }

  @Test func `one encoder serves many targets`() throws {
    var writer = Writer(seed: 3)
    var encoder = DeltaEncoder(base: Writer.sample)
    for _ in 0..<5 {
      let target = writer.edited(Writer.sample)
      let delta = encoder.encode(target)
      #expect(delta == encoded(Writer.sample, target))
    }
  }

  @Test func `text that repeats itself takes bounded work`() throws {
    // With unbounded chains this would compare 40,000 blocks at each of 600,000 positions, for hours.
    let period = Array("<li><a href=\"#\">x</a>\n".utf8)
    var base: [UInt8] = []
    while base.count < 600_000 { base += period }
    var target = base
    for position in stride(from: 7, to: target.count, by: 997) { target[position] = 0x7e }
    _ = try roundTrip(base, target)
  }
}

extension Writer {
  static let sample: [UInt8] = {
    var writer = Writer(seed: 42)
    return writer.text(words: 2000)
  }()
}

enum DeltaInstructionLimits {
  static let largestCopy = 0xff_ffff
}
