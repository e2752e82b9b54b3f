/// Where the tokens stand that a comparison has read, so that they can be counted later on.
///
/// A comparison reads no more of a text than it has to. What it has not read is known by its range
/// alone, and is left to whoever wants to know.
struct ReadTokens {
  /// Byte offsets where tokens start, in order; each twice, and one more where it is no punctuation.
  private var starts: [UInt32] = []
  /// Byte ranges that were not read, in order.
  private var unread: [Range<Int>] = []

  /// Of a text that has not been read at all.
  init(unread byteCount: Int) { add(unread: 0..<byteCount) }

  /// Of a text of which `range` was read, token by token.
  ///
  /// A comparison takes an address for one word, and what touches it may be cut otherwise: that counts
  /// as not read.
  init(_ text: TokenisedText, in range: Range<Int>) {
    add(unread: 0..<range.lowerBound)
    starts.reserveCapacity(text.tokens.count)
    var addressEnd: UInt32?
    for token in text.tokens {
      if token.isPassage {
        add(unread: token.range)
      } else if token.start == addressEnd || text.mayBeAddress(token) {
        add(unread: token.range)
        addressEnd = token.end
      } else {
        starts.append(token.start << 1 | (token.kind == .punctuation ? 0 : 1))
      }
    }
    add(unread: range.upperBound..<text.bytes.count)
  }

  private mutating func add(unread range: Range<Int>) {
    if range.isEmpty { return }
    if let last = unread.last, last.upperBound == range.lowerBound {
      unread[unread.count - 1] = last.lowerBound..<range.upperBound
    } else {
      unread.append(range)
    }
  }

  /// How many tokens that were read start in a range.
  func count(in range: Range<Int>) -> TokenCount {
    var count = TokenCount()
    var place = starts.partitioningIndex { Int($0 >> 1) >= range.lowerBound }
    while place < starts.count, Int(starts[place] >> 1) < range.upperBound {
      count.tokens += 1
      count.words += Int(starts[place] & 1)
      place += 1
    }
    return count
  }

  /// The parts of a range that were not read.
  func unread(in range: Range<Int>) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    let first = unread.partitioningIndex { $0.upperBound > range.lowerBound }
    return unread[first...].prefix { $0.lowerBound < range.upperBound }.map {
      $0.clamped(to: range)
    }
  }
}

extension TokenisedText {
  /// Whether a token has a mark that all addresses have, and else hardly a word.
  fileprivate func mayBeAddress(_ token: Token) -> Bool {
    guard token.kind == .word, token.range.count > 2 else { return false }
    for offset in token.range {
      let byte = bytes[offset]
      if byte == 0x2E || byte == 0x3A || byte == 0x40 { return true }
    }
    return false
  }
}
