/// The words of a change that deny, or that say what may and must be.
extension ChangedWords {
  /// The words that one of the lists holds, in order.
  ///
  /// Two characters of a script without spaces are looked up before one; what `apparent` holds only
  /// looks like one of the list.
  func words(in list: Set<UInt64>, but apparent: Set<UInt64> = []) -> [UInt64] {
    var found: [UInt64] = []
    var isTaken = false
    for (index, word) in words.enumerated() {
      guard word.kind == .character else {
        if list.contains(foldedKeys[index]) { found.append(foldedKeys[index]) }
        continue
      }
      let (last, next) = neighbours(of: index)
      let isApparent = [last.flatMap { pairKey($0, word) }, next.flatMap { pairKey(word, $0) }]
        .contains { $0.map(apparent.contains) ?? false }
      defer { isTaken = false }
      if isTaken || isApparent { continue }
      if let next, let pair = pairKey(word, next), list.contains(pair) {
        found.append(pair)
        isTaken = true
        continue
      }
      if list.contains(foldedKeys[index]) { found.append(foldedKeys[index]) }
    }
    return found
  }

  private func neighbours(of index: Int) -> (Token?, Token?) {
    (
      index > 0 ? words[index - 1] : before.last,
      index + 1 < words.count ? words[index + 1] : after.first
    )
  }

  /// The words that deny. "No." before a number is none of them.
  var negations: [UInt64] {
    let named = words(in: Vocabulary.negations, but: Vocabulary.apparentNegations)
    let signs = words.count(where: isNumberSign)
    let contracted = words.compactMap(contractedNegation)
    return (signs > 0 ? Array(named.dropLast(min(signs, named.count))) : named) + contracted
  }

  private static let not = WordForm.key(of: ArraySlice("not".utf8))
  private static let ne = WordForm.key(of: ArraySlice("ne".utf8))

  /// "not" for "don't", and "ne" for "n'est".
  private func contractedNegation(_ word: Token) -> UInt64? {
    guard word.kind == .word, word.range.count > 2 else { return nil }
    let bytes = text[word.range]
    let (first, last) = (bytes[bytes.startIndex] | 0x20, bytes[bytes.endIndex - 1] | 0x20)
    guard first == UInt8(ascii: "n") || last == UInt8(ascii: "t") else { return nil }
    let letters = String(decoding: bytes, as: UTF8.self).lowercased()
      .replacingCurvedApostrophes
    if letters.hasSuffix("n't") { return Self.not }
    return letters.hasPrefix("n'") ? Self.ne : nil
  }

  private func isNumberSign(_ word: Token) -> Bool {
    guard word.range.count == 2, text[Int(word.start)] | 0x20 == UInt8(ascii: "n"),
      text[Int(word.start) + 1] | 0x20 == UInt8(ascii: "o")
    else { return false }
    let all = tokens + after
    let place = all.partitioningIndex { $0.start > word.start }
    guard place + 1 < all.count else { return false }
    return text[Int(all[place].start)] == UInt8(ascii: ".") && all[place].start == word.end
      && all[place + 1].kind == .number
  }

  /// The words that say who said it. A capital inside a sentence makes a name of one: "United States".
  var attributions: [UInt64] {
    var found = words(in: Vocabulary.attributions)
    for word in words where isCapitalised(word) && !startsSentence(word) {
      if let place = found.firstIndex(of: foldedKey(word)) { found.remove(at: place) }
    }
    return found
  }

  private static let may = WordForm.key(of: ArraySlice("May".utf8))
  private static let will = WordForm.key(of: ArraySlice("Will".utf8))
  private static let smallMay = WordForm.key(of: ArraySlice("may".utf8))
  private static let smallWill = WordForm.key(of: ArraySlice("will".utf8))

  /// The words that allow or demand. "May" is a month, and "Will" a name.
  var modals: [UInt64] {
    var found = words(in: Vocabulary.modals, but: Vocabulary.apparentModals)
    for word in words where word.kind == .word && word.range.count <= 4 {
      let key = exactKey(word)
      guard key == Self.may || key == Self.will else { continue }
      let folded = key == Self.may ? Self.smallMay : Self.smallWill
      if let place = found.firstIndex(of: folded) { found.remove(at: place) }
    }
    return found
  }
}

extension String {
  fileprivate var replacingCurvedApostrophes: String {
    String(map { $0 == "’" ? "'" : $0 })
  }
}
