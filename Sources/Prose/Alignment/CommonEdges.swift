/// How much two texts share at their beginning and at their end, down to whole sentences.
///
/// What is left between them is all that has to be read closely. The edges fall behind white
/// space that follows a sentence, so that the sentences that changed are seen as wholes.
struct CommonEdges {
  /// In bytes. The two never overlap on either side.
  private(set) var prefixCount = 0
  private(set) var suffixCount = 0

  /// How far back a sentence start is looked for, in bytes.
  private static let reach = 4_096

  init(_ old: [UInt8], _ new: [UInt8]) {
    let shorter = min(old.count, new.count)
    let prefix = Self.commonPrefix(old, new)
    if prefix == shorter && old.count == new.count {
      prefixCount = prefix
      return
    }
    prefixCount = Self.sentenceStart(atOrBefore: prefix, in: old)
    let suffix = Self.commonSuffix(old, new, limit: shorter - prefixCount)
    let start = Self.sentenceStart(atOrAfter: old.count - suffix, in: old)
    suffixCount = old.count - start
  }

  private static func commonPrefix(_ old: [UInt8], _ new: [UInt8]) -> Int {
    let (old, new) = (old.span, new.span)
    let shorter = min(old.count, new.count)
    var count = 0
    while count < shorter, old[count] == new[count] { count += 1 }
    return count
  }

  private static func commonSuffix(_ old: [UInt8], _ new: [UInt8], limit: Int) -> Int {
    let (old, new) = (old.span, new.span)
    var count = 0
    while count < limit, old[old.count - 1 - count] == new[new.count - 1 - count] { count += 1 }
    return count
  }

  /// The nearest place at or before `offset` where a sentence seems to start, or the start of
  /// the text where none is near.
  private static func sentenceStart(atOrBefore offset: Int, in text: [UInt8]) -> Int {
    var place = offset
    while place > 0, offset - place < reach {
      if isSentenceStart(place, in: text) { return place }
      place -= 1
    }
    return 0
  }

  private static func sentenceStart(atOrAfter offset: Int, in text: [UInt8]) -> Int {
    var place = max(offset, 1)
    while place < text.count, place - offset < reach {
      if isSentenceStart(place, in: text) { return place }
      place += 1
    }
    return text.count
  }

  /// Whether an ASCII character after a blank and a sentence's end stands at `place`.
  private static func isSentenceStart(_ place: Int, in text: [UInt8]) -> Bool {
    guard place >= 2, place < text.count, text[place] > 0x20, text[place] < 0x80 else {
      return false
    }
    let (before, end) = (text[place - 1], text[place - 2])
    guard before == 0x20 || before == 0x0A else { return false }
    switch end {
    case 0x0A: return before == 0x0A
    case 0x2E, 0x21, 0x3F: return text[place] &- 0x41 < 26 && endsWord(place - 2, in: text)
    default: return false
    }
  }

  /// Whether four small letters stand before `place`: more than most abbreviations have.
  private static func endsWord(_ place: Int, in text: [UInt8]) -> Bool {
    place >= 4 && (1...4).allSatisfy { text[place - $0] &- 0x61 < 26 }
  }
}
