import Bytes
import TestSupport
import Testing

struct DeflaterTests {
  @Test(arguments: SeededGenerator.seeds(12))
  func `bytes survive a round trip at every level`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = Sample.bytes(of: &random)
    for level in Int32(0)...9 {
      var deflater = Deflater(level: level)
      let stream = deflater.deflate(bytes)
      #expect(try inflated(stream, count: bytes.count) == bytes)
    }
  }

  @Test(arguments: [0, 1, 2, 255, 256, 32_767, 32_768, 65_535, 65_536, 1_000_000])
  func `sizes at the edges of zlib's buffers survive`(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    var deflater = Deflater()
    for bytes in [[UInt8](repeating: 7, count: count), random.bytes(count: count)] {
      let stream = deflater.deflate(bytes)
      #expect(try inflated(stream, count: count) == bytes)
    }
  }

  @Test func `a stream is appended to what is there`() throws {
    var deflater = Deflater()
    var output: [UInt8] = [1, 2, 3]
    let text = Array("stet".utf8)
    deflater.deflate(text.span, into: &output)
    #expect(output.prefix(3) == [1, 2, 3])
    #expect(try inflated(output, at: 3, count: 4) == text)
  }

  @Test func `a used deflater writes what a new one writes`() {
    var used = Deflater()
    var new = Deflater()
    _ = used.deflate(Array("let it stand, let it stand".utf8))
    let text = Array("let it stand".utf8)
    let (first, second) = (used.deflate(text), new.deflate(text))
    #expect(first == second)
  }

  @Test(arguments: [(0, 0), (0, 5), (1, 0), (27, 100_000), (65_535, 65_536)])
  func `two parts are one stream, without being joined`(firstCount: Int, count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let (first, rest) = (random.bytes(count: firstCount), Sample.text(of: &random, count: count))
    var deflater = Deflater()
    var output: [UInt8] = [9]
    deflater.deflate(stored: first.span, then: rest.span, into: &output)
    #expect(try inflated(output, at: 1, count: firstCount + count) == first + rest)
    #expect(try inflatedByPython(Array(output.dropFirst())) == first + rest)
  }

  @Test func `python reads what is deflated`() throws {
    var random = SeededGenerator(seed: 1)
    let bytes = Sample.text(of: &random, count: 100_000)
    var deflater = Deflater()
    #expect(try inflatedByPython(deflater.deflate(bytes)) == bytes)
  }

  @Test func `a gzip stream is one to others, and tells no time`() throws {
    var random = SeededGenerator(seed: 2)
    for bytes in [[], Sample.text(of: &random, count: 100_000)] {
      var deflater = Deflater()
      var other = Deflater()
      let stream = deflater.gzip(bytes)
      #expect(stream == other.gzip(bytes))
      #expect(Array(stream[4..<8]) == [0, 0, 0, 0])
      let program =
        "import sys, gzip; "
        + "sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))"
      #expect(try Program.run("python3", ["-c", program], input: stream).output == bytes)
    }
  }

  private func inflatedByPython(_ stream: [UInt8]) throws -> [UInt8] {
    let program =
      "import sys, zlib; io = sys.stdin.buffer; "
      + "sys.stdout.buffer.write(zlib.decompress(io.read()))"
    return try Program.run("python3", ["-c", program], input: stream).output
  }
}
