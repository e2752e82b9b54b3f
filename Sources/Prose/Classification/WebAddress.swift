/// Addresses of pages and of mail.
enum WebAddress {
  /// No address is longer, in bytes.
  private static let longest = 500
  /// No mail box has a longer name, in bytes.
  private static let longestName = 64

  /// The address around a change, as far as it holds all of it; `nil` where there is none.
  static func around(_ change: Range<Int>, in text: [UInt8]) -> ArraySlice<UInt8>? {
    guard change.count <= longest else { return nil }
    let range = text.trimmingBlanks(change)
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < longest, isPart(text[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < text.count, end - range.upperBound < longest, isPart(text[end]) { end += 1 }
    while end > start, isTrailing(text[end - 1]) { end -= 1 }
    guard start < end, range.upperBound <= end, text[range].allSatisfy(isPart) else { return nil }
    return isAddress(text[start..<end]) ? text[start..<end] : nil
  }

  /// Where the address ends that begins with a word, without the marks of the sentence around it; `nil`
  /// where none does.
  @inline(__always)
  static func end(in text: [UInt8], ofWord word: Range<Int>, limit: Int) -> Int? {
    guard word.upperBound + 3 < limit else { return nil }
    let mark = text[word.upperBound]
    guard mark == 0x3A || mark == 0x2E || mark == 0x40 || mark == 0x2D || mark == 0x2B else {
      return nil
    }
    return longEnd(in: text, ofWord: word, limit: limit)
  }

  private static func longEnd(in text: [UInt8], ofWord word: Range<Int>, limit: Int) -> Int? {
    let rest = text[word.upperBound..<min(limit, word.upperBound + longest)]
    let isPage =
      rest.starts(with: "://".utf8)
      || rest[...].first == 0x2E && text[word].elementsEqual("www".utf8)
    guard isPage || hasMailMark(rest) else { return nil }
    var end = rest.firstIndex { !isPart($0) } ?? rest.endIndex
    while end > word.upperBound, isTrailing(text[end - 1]) { end -= 1 }
    return end
  }

  /// Whether the rest of a mail box's name and its mark stand here, and a host behind it.
  private static func hasMailMark(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let mark = rest.prefix(longestName).firstIndex(where: { !isMailPart($0) }),
      rest[mark] == 0x40
    else {
      return false
    }
    return rest[mark...].dropFirst().first.map { isMailPart($0) && $0 != 0x2E } ?? false
  }

  private static func isMailPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D || byte == 0x2B
      || byte == 0x5F
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case ".", ",", ";", ":", "!", "?", "*", "_": true
    default: false
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "<", ">", "\"", "'", "(", ")", "[", "]", "{", "}", "|", "\\", "`": false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  static func isAddress(_ run: ArraySlice<UInt8>) -> Bool {
    if let colon = run.firstIndex(of: UInt8(ascii: ":")),
      run[colon...].starts(with: "://".utf8)
    {
      return colon > run.startIndex
    }
    if run.starts(with: "www.".utf8) { return true }
    guard let at = run.firstIndex(of: UInt8(ascii: "@")), at > run.startIndex else { return false }
    return run[at...].dropFirst().contains(UInt8(ascii: "."))
  }

  /// An address without what leads nowhere else: the scheme of the web, session ids, marks by which
  /// readers are followed; of what is loaded into a page, all that a program reads.
  static func destination(_ address: ArraySlice<UInt8>, isLoaded: Bool = false) -> [UInt8] {
    var rest = address
    for scheme in ["https:", "http:"] where rest.starts(with: scheme.utf8) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    let pathEnd = rest.firstIndex { ";?#".utf8.contains($0) } ?? rest.endIndex
    let path = Array(rest[..<pathEnd])
    if isLoaded { return path }
    let fragment = rest.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex
    let query =
      rest[..<fragment].firstIndex(of: UInt8(ascii: "?")).map { rest[($0 + 1)..<fragment] } ?? []
    let items = query.split { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: ";") }
    let telling = items.filter { !isIncidental(name: $0.prefix { $0 != UInt8(ascii: "=") }) }
    return path + telling.flatMap { [UInt8(ascii: "?")] + $0 } + rest[fragment...]
  }

  /// Whether a parameter of this name says who asks and how, and not what is asked for.
  private static func isIncidental(name: ArraySlice<UInt8>) -> Bool {
    let name = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return name.starts(with: "utm_".utf8) || incidental.contains(name)
  }

  private static let incidental = Set(
    """
    sid sessionid session session_id jsessionid phpsessid aspsessionid cfid cftoken token csrf
    csrf_token nonce _csrf fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid ref ref_src _ga _gl
    v ver version ts t timestamp cb cachebuster cache rnd rand random hash _ hsctatracking spm amp
    """.utf8.wordsInList.map(Array.init))
}

extension [UInt8] {
  /// A range without the ASCII blanks at its ends.
  fileprivate func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    let isWord = { (byte: UInt8) in byte > 0x20 }
    guard let first = self[range].firstIndex(where: isWord),
      let last = self[range].lastIndex(where: isWord)
    else { return range }
    return first..<last + 1
  }
}
