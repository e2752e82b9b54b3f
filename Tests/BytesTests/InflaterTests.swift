import Bytes
import TestSupport
import Testing

struct InflaterTests {
  private let text: [UInt8]
  private let stream: [UInt8]

  init() {
    var random = SeededGenerator(seed: 1)
    var deflater = Deflater()
    text = Sample.text(of: &random, count: 3000)
    stream = deflater.deflate(text)
  }

  @Test func `a stream is read in the midst of others`() throws {
    var inflater = Inflater()
    var output = Array("before ".utf8)
    let input = [9, 9, 9] + stream + [9, 9]
    let used = try inflater.inflate(input.span, at: 3, count: text.count, into: &output)
    #expect(used == stream.count)
    #expect(output == Array("before ".utf8) + text)
  }

  @Test func `a stream cut short names its end`() {
    for cut in 0..<stream.count {
      // Less input than the size needs at the least is refused before it is read.
      let isPossible = Inflater.isPossible(inflatedCount: text.count, from: cut)
      let expected =
        isPossible
        ? ZlibError.truncated(atByte: cut)
        : .tooShort(expected: text.count, actual: cut * Inflater.largestExpansion)
      #expect(throws: expected) {
        try inflated(Array(stream.prefix(cut)), count: text.count)
      }
    }
  }

  @Test func `a stream cut short at an offset names its end in the input`() {
    let input = [0, 0] + stream.dropLast()
    #expect(throws: ZlibError.truncated(atByte: input.count)) {
      try inflated(input, at: 2, count: text.count)
    }
  }

  @Test func `a stream is read up to the end it is given and no further`() throws {
    var inflater = Inflater()
    var output: [UInt8] = []
    let input = [9] + stream
    try inflater.inflate(
      input.span, at: 1, upTo: input.count, count: text.count, into: &output)
    #expect(output == text)
    #expect(throws: ZlibError.truncated(atByte: input.count - 1)) {
      var inflater = Inflater()
      var output: [UInt8] = []
      try inflater.inflate(
        input.span, at: 1, upTo: input.count - 1, count: text.count, into: &output)
    }
  }

  @Test func `no input is a stream cut short at its first byte`() {
    #expect(throws: ZlibError.truncated(atByte: 0)) { try inflated([], count: 0) }
    #expect(throws: ZlibError.truncated(atByte: 4)) { try inflated([1, 2, 3, 4], at: 4, count: 0) }
  }

  @Test func `bytes that are no zlib header are damage at byte 2`() {
    #expect(throws: ZlibError.damaged(atByte: 2)) { try inflated([0x79] + stream, count: 10) }
    #expect(throws: ZlibError.damaged(atByte: 5)) {
      try inflated([0, 0, 0] + Array("blob 3".utf8), at: 3, count: 10)
    }
  }

  @Test func `a wrong checksum is damage at the end of the stream`() {
    var damaged = stream
    damaged[stream.count - 1] ^= 1
    #expect(throws: ZlibError.damaged(atByte: stream.count)) {
      try inflated(damaged, count: text.count)
    }
  }

  @Test func `a stream that asks for a dictionary is damage`() {
    #expect(throws: ZlibError.damaged(atByte: 6)) {
      try inflated([0x78, 0xBB, 1, 2, 3, 4, 5, 6, 7, 8], count: 4)
    }
  }

  @Test func `a stream that holds one byte more than declared is too long`() {
    #expect(throws: ZlibError.tooLong(limit: text.count - 1)) {
      try inflated(stream, count: text.count - 1)
    }
    #expect(throws: ZlibError.tooLong(limit: 0)) { try inflated(stream, count: 0) }
  }

  @Test func `a stream that holds one byte less than declared is too short`() {
    #expect(throws: ZlibError.tooShort(expected: text.count + 1, actual: text.count)) {
      try inflated(stream, count: text.count + 1)
    }
  }

  @Test(arguments: [1 << 40, 1 << 60, Int.max])
  func `an absurd size is refused before memory is taken`(count: Int) {
    let largest = stream.count * Inflater.largestExpansion
    #expect(throws: ZlibError.tooShort(expected: count, actual: largest)) {
      try inflated(stream, count: count)
    }
  }

  @Test func `what zlib packs most tightly still counts as possible`() throws {
    let zeros = [UInt8](repeating: 0, count: 10_000_000)
    var deflater = Deflater(level: 9)
    let stream = deflater.deflate(zeros)
    #expect(Inflater.isPossible(inflatedCount: zeros.count, from: stream.count))
    #expect(!Inflater.isPossible(inflatedCount: zeros.count * 2, from: stream.count))
    #expect(try inflated(stream, count: zeros.count).count == zeros.count)
  }

  @Test func `an inflater works on after damage`() throws {
    var inflater = Inflater()
    var output: [UInt8] = []
    _ = try? inflater.inflate([1, 2, 3].span, count: 3, into: &output)
    output = []
    try inflater.inflate(stream.span, count: text.count, into: &output)
    #expect(output == text)
  }

  @Test(arguments: SeededGenerator.seeds(16))
  func `a mutated stream is refused or means the same`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let mutated = random.mutation(of: stream)
      if let output = try? inflated(mutated, count: text.count) { #expect(output == text) }
      _ = try? prefix(of: mutated, limit: 100)
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `random bytes never crash the inflater`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      // A zlib header first, or hardly any input passes the first two bytes.
      let input = [0x78, 0x9C] + random.bytes(count: random.number(in: 0..<60))
      _ = try? inflated(input, count: random.number(in: 0..<500))
    }
  }
}

struct InflaterPrefixTests {
  private let text = Array("blob 12\0let it stand".utf8)

  @Test func `a prefix is as long as its limit or the stream`() throws {
    let stream = deflated(text)
    #expect(try prefix(of: stream, limit: 8) == Array("blob 12\0".utf8))
    #expect(try prefix(of: stream, limit: text.count) == text)
    #expect(try prefix(of: stream, limit: 500) == text)
    #expect(try prefix(of: stream, limit: 0) == [])
  }

  @Test func `a prefix of a stream cut short is what can be read`() throws {
    var random = SeededGenerator(seed: 1)
    let text = Sample.text(of: &random, count: 50_000)
    let half = Array(deflated(text).prefix(1000))
    #expect(try prefix(of: half, limit: 100) == Array(text.prefix(100)))
    let all = try prefix(of: half, limit: 50_000)
    #expect(!all.isEmpty && all.count < text.count && text.starts(with: all))
    #expect(try prefix(of: [], limit: 10) == [])
  }

  @Test func `a prefix is read at an offset, and damage named there`() throws {
    var inflater = Inflater()
    let input = [9, 9, 9] + deflated(text)
    let start = try inflater.prefix(of: input.span, at: 3, limit: 4)
    #expect(start == Array("blob".utf8))
    #expect(throws: ZlibError.damaged(atByte: 4)) {
      var inflater = Inflater()
      _ = try inflater.prefix(of: input.span, at: 2, limit: 4)
    }
  }

  @Test func `a prefix of what is no stream is damage`() {
    #expect(throws: ZlibError.damaged(atByte: 2)) {
      try prefix(of: Array("blob 12".utf8), limit: 27)
    }
  }

  @Test func `damage behind the prefix does not matter`() throws {
    var random = SeededGenerator(seed: 1)
    let text = random.bytes(count: 5000)
    var stream = deflated(text)
    stream[stream.count - 1] ^= 1
    #expect(try prefix(of: stream, limit: 27) == Array(text.prefix(27)))
  }

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var deflater = Deflater()
    return deflater.deflate(bytes)
  }
}

private func prefix(of input: [UInt8], limit: Int) throws(ZlibError) -> [UInt8] {
  var inflater = Inflater()
  return try inflater.prefix(of: input.span, limit: limit)
}
