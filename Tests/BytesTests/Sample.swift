import Bytes
import TestSupport

/// Bytes to compress.
enum Sample {
  /// Noise, text or one byte over and over, of up to 10,000 bytes.
  static func bytes(of random: inout SeededGenerator) -> [UInt8] {
    let count = random.number(in: 0..<10_000)
    switch random.number(in: 0..<3) {
    case 0: return random.bytes(count: count)
    case 1: return [UInt8](repeating: random.byte(), count: count)
    default: return text(of: &random, count: count)
    }
  }

  /// Words, as an article has them.
  static func text(of random: inout SeededGenerator, count: Int) -> [UInt8] {
    let words = ["the ", "archive ", "said, ", "on ", "Thursday\n", "42 ", "unchanged. "]
    var text: [UInt8] = []
    while text.count < count { text.append(contentsOf: random.pick(words).utf8) }
    return Array(text.prefix(count))
  }
}

/// What a new inflater makes of a stream.
func inflated(_ input: [UInt8], at offset: Int = 0, count: Int) throws(ZlibError) -> [UInt8] {
  var inflater = Inflater()
  var output: [UInt8] = []
  try inflater.inflate(input.span, at: offset, count: count, into: &output)
  return output
}
