/// Marks that say something: signs of numbers, comparisons, fractions, symbols.
struct SignRule {
  private let side: ChangedWords
  private let tokens: [Token]
  private let changed: Range<Int>

  private init(_ side: ChangedWords) {
    self.side = side
    (tokens, changed) = side.surroundings
  }

  /// Whether a sign of a number is not the same on both sides: -5 and 5, <5 and >5, ½ and ¼.
  static func changesNumbers(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    guard mayHaveSigns(before) || mayHaveSigns(after) else { return false }
    let (old, new) = (SignRule(before), SignRule(after))
    if old.signs != new.signs { return true }
    // Between words, what compares is told from what adorns by being turned round.
    let (oldComparisons, newComparisons) = (old.comparisons, new.comparisons)
    return !oldComparisons.isEmpty && !newComparisons.isEmpty && oldComparisons != newComparisons
  }

  /// Whether a symbol that says something is not the same: ✓ and ✗, ↑ and ↓.
  static func changesSymbols(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    guard mayHaveSigns(before) || mayHaveSigns(after) else { return false }
    return SignRule(before).symbols != SignRule(after).symbols
  }

  private static func mayHaveSigns(_ side: ChangedWords) -> Bool {
    side.tokens.contains { token in
      guard token.kind == .punctuation else { return false }
      switch side.text[Int(token.start)] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"):
        return false
      default: return true
      }
    }
  }

  private var signs: [UInt32] { changed.compactMap(sign) }

  private var comparisons: [UInt32] {
    changed.compactMap { index in
      let scalar = side.scalar(tokens[index])
      return Self.isComparison(scalar) && !startsLine(index) ? scalar : nil
    }
  }

  private var symbols: [UInt32] {
    changed.compactMap { index in
      guard tokens[index].kind == .punctuation else { return nil }
      let scalar = side.scalar(tokens[index])
      if isStrikingOut(index) { return scalar }
      return Self.isSymbol(scalar) && !(Self.isBullet(scalar) && startsLine(index)) ? scalar : nil
    }
  }

  /// Whether a mark is one of two with which Markdown strikes a text out: ~~gone~~.
  private func isStrikingOut(_ index: Int) -> Bool {
    let tilde: UInt32 = 0x7E
    guard side.scalar(tokens[index]) == tilde else { return false }
    return [index - 1, index + 1].contains { place in
      tokens.indices.contains(place) && side.scalar(tokens[place]) == tilde
    }
  }

  // MARK: - Signs

  /// What a mark says about a number, whatever form it has; `nil` where it says nothing.
  private func sign(at index: Int) -> UInt32? {
    guard tokens[index].kind == .punctuation else { return nil }
    let scalar = side.scalar(tokens[index])
    if let quantity = Self.quantitySign(scalar) { return quantity }
    switch scalar {
    case 0x2212: return 0x2D
    case 0x2D, 0x2010...0x2013, 0xFE63, 0xFF0D:
      return isMinus(index) || isBetweenNumbers(index) ? 0x2D : nil
    case 0x2B, 0xB1: return touchesNumber(index) ? scalar : nil
    case 0x2E: return isDecimalPoint(index) ? scalar : nil
    case 0x2F, 0x3A, 0x2A, 0xB7, 0xD7, 0xF7, 0x5E:
      return touchesNumbersOnBothSides(index) ? scalar : nil
    case _ where Self.isComparison(scalar) && !isStrikingOut(index):
      return isBesideNumber(index) && !startsLine(index) ? scalar : nil
    default: return nil
    }
  }

  /// Signs that belong to a number wherever they stand: % ° and those of money, and fractions.
  private static func quantitySign(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x25, 0xFF05, 0xFE6A, 0x66A: return 0x25
    case 0x24, 0xFF04, 0xFE69: return 0x24
    case 0xA2...0xA5, 0xB0, 0x2030, 0x2031, 0x20A0...0x20CF: return scalar
    case 0..<0xB2: return nil
    default: return Unicode.Scalar(scalar)?.properties.numericType == nil ? nil : scalar
    }
  }

  private static func isComparison(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3C...0x3E, 0x7E, 0x223C, 0x2248, 0x2260, 0x2264...0x2267, 0x226A, 0x226B, 0x2A7D, 0x2A7E,
      0xFF1C...0xFF1E:
      true
    default: false
    }
  }

  private func isMinus(_ index: Int) -> Bool {
    guard startsNumber(after: index) else { return false }
    guard index > 0, tokens[index - 1].end == tokens[index].start else { return true }
    return tokens[index - 1].kind == .punctuation || tokens[index - 1].kind == .character
  }

  private func isDecimalPoint(_ index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].kind == .number,
      tokens[index + 1].start == tokens[index].end
    else { return false }
    return index == 0 || tokens[index - 1].end != tokens[index].start
      || tokens[index - 1].kind == .punctuation
  }

  /// Whether a number touches the mark from behind, perhaps with its unit of money first.
  private func startsNumber(after index: Int) -> Bool {
    var next = index + 1
    while next < tokens.count, tokens[next].start == tokens[next - 1].end {
      if tokens[next].kind == .number { return true }
      let scalar = side.scalar(tokens[next])
      guard tokens[next].kind == .punctuation,
        Self.quantitySign(scalar) != nil || scalar == 0x2E || scalar == 0x2C
      else { return false }
      if scalar != 0x24, Unicode.Scalar(scalar)?.properties.numericType != nil { return true }
      next += 1
    }
    return false
  }

  private func touchesNumber(_ index: Int) -> Bool {
    startsNumber(after: index)
      || index > 0 && tokens[index - 1].kind == .number
        && tokens[index - 1].end == tokens[index].start
  }

  private func touchesNumbersOnBothSides(_ index: Int) -> Bool {
    isBetweenNumbers(index) && tokens[index - 1].end == tokens[index].start
      && tokens[index + 1].start == tokens[index].end
  }

  private func isBetweenNumbers(_ index: Int) -> Bool {
    index > 0 && index + 1 < tokens.count && tokens[index - 1].kind == .number
      && tokens[index + 1].kind == .number
  }

  private func isBesideNumber(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return false }
    let next = tokens[index + 1]
    // Of "<=", the second mark stands between.
    let isNext =
      next.kind == .number || Self.quantitySign(side.scalar(next)) != nil
      || startsNumber(after: index)
      || Self.isComparison(side.scalar(next)) || [0x2D, 0x2212, 0x2E].contains(side.scalar(next))
    return isNext
      || index > 0 && Self.isComparison(side.scalar(tokens[index - 1])) && next.kind == .number
  }

  // MARK: - Symbols

  private static func isSymbol(_ scalar: UInt32) -> Bool {
    switch scalar {
    // © ® and the like adorn, the replacement character hides, lines and boxes divide.
    case 0..<0x2190, 0xFFFD, 0x2500...0x259F: return false
    case 0x2190...0x21FF, 0x27F0...0x27FF, 0x2900...0x297F: return true
    default: return Unicode.Scalar(scalar)?.properties.generalCategory == .otherSymbol
    }
  }

  private static func isBullet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x25A0...0x25B1, 0x25B6...0x25BB, 0x25C6...0x25EF, 0x2756, 0x27A4, 0x2794: true
    default: false
    }
  }

  /// Whether nothing stands before a mark on its line, as before a bullet or a quoted line.
  private func startsLine(_ index: Int) -> Bool {
    var place = Int(tokens[index].start)
    let limit = max(0, place - 8)
    while place > limit {
      switch side.text[place - 1] {
      case 0x0A: return true
      case 0x20, 0x09, 0x3E: place -= 1
      default: return false
      }
    }
    return place == 0
  }
}
