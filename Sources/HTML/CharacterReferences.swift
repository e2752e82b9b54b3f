/// What a character reference stands for: one or two characters.
package struct CharacterReference: Equatable, Sendable {
  package let first: Unicode.Scalar
  /// Some names stand for a character and one that combines with it.
  package let second: Unicode.Scalar?

  /// UTF-8.
  package var bytes: [UInt8] {
    Array(String(first).utf8) + (second.map { Array(String($0).utf8) } ?? [])
  }
}

/// Reads character references, by name or number.
///
/// Source: HTML Standard, 13.2.5.72 to 13.2.5.80.
struct CharacterReferences {
  /// All names, one after the other.
  private var names: [UInt8] = []
  /// Where each name starts in `names`, and where the last one ends.
  private var starts: [UInt32] = [0]
  private var values: [CharacterReference] = []
  /// Whether a name means the same without a semicolon.
  private var needsNoSemicolon: [Bool] = []

  static let all = CharacterReferences()

  private init() {
    for entry in Self.table.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
      guard let mark = entry.lastIndex(where: { $0 == 0x3A || $0 == 0x21 }) else { continue }
      let points = entry[entry.index(after: mark)...].split(separator: 0x2E).compactMap {
        Substring($0).scalarOfDigits
      }
      guard let first = points.first else { continue }
      names += entry[..<mark]
      starts.append(UInt32(names.count))
      values.append(CharacterReference(first: first, second: points.dropFirst().first))
      needsNoSemicolon.append(entry[mark] == 0x21)
    }
  }

  /// The number of names, those that may lack a semicolon counted once.
  var count: Int { values.count }

  /// The reference that starts with the `&` at `start`, and where it ends; `nil` where there is
  /// none.
  ///
  /// - Parameters:
  ///   - limit: Where the text or the attribute's value ends.
  ///   - isInAttribute: There a name without semicolon is none where `=`, a letter or a digit follows.
  /// - Complexity: O(length of the reference); a name is read for 32 bytes at most.
  func reference(
    in bytes: Span<UInt8>, at start: Int, limit: Int, isInAttribute: Bool
  ) -> (value: CharacterReference, end: Int)? {
    guard start + 1 < limit else { return nil }
    if bytes[start + 1] == 0x23 { return Self.number(in: bytes, after: start + 2, limit: limit) }
    guard let match = longestName(in: bytes, from: start + 1, limit: limit) else { return nil }
    let end = start + 1 + match.byteCount
    if isInAttribute, bytes[end - 1] != 0x3B, end < limit,
      bytes[end] == 0x3D || bytes[end].isAlphanumeric
    {
      return nil
    }
    return (values[match.index], end)
  }

  // MARK: - Names

  /// The longest name that the bytes start with, and how many of them it takes with its semicolon.
  private func longestName(
    in bytes: Span<UInt8>, from start: Int, limit: Int
  ) -> (index: Int, byteCount: Int)? {
    var (low, high) = (0, values.count)
    var depth = 0
    var best: (index: Int, byteCount: Int)?
    while start + depth < limit {
      let byte = bytes[start + depth]
      if byte == 0x3B, depth > 0, length(low) == depth { return (low, depth + 1) }
      guard byte.isAlphanumeric else { break }
      low = firstName(in: low..<high, at: depth) { $0 >= Int(byte) }
      high = firstName(in: low..<high, at: depth) { $0 > Int(byte) }
      guard low < high else { break }
      depth += 1
      if length(low) == depth, needsNoSemicolon[low] { best = (low, depth) }
    }
    return best
  }

  private func length(_ index: Int) -> Int { Int(starts[index + 1] - starts[index]) }

  /// The first name of a range whose byte at `depth` satisfies the condition; -1 stands for its end.
  private func firstName(
    in range: Range<Int>, at depth: Int, where isBehind: (Int) -> Bool
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let byte = length(middle) > depth ? Int(names[Int(starts[middle]) + depth]) : -1
      if isBehind(byte) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  // MARK: - Numbers

  private static func number(
    in bytes: Span<UInt8>, after start: Int, limit: Int
  ) -> (value: CharacterReference, end: Int)? {
    let isHexadecimal = start < limit && bytes[start] | 0x20 == 0x78
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let digits = isHexadecimal ? start + 1 : start
    var place = digits
    var number: UInt32 = 0
    while place < limit, let digit = bytes[place].digit(radix: radix) {
      // What is larger than any character stays so.
      number = min(number * radix + digit, 0x11_0000)
      place += 1
    }
    guard place > digits else { return nil }
    if place < limit, bytes[place] == 0x3B { place += 1 }
    return (CharacterReference(first: scalar(number), second: nil), place)
  }

  /// The character for a number: what no page can mean is replaced as browsers do.
  private static func scalar(_ number: UInt32) -> Unicode.Scalar {
    if (0x80..<0xA0).contains(number), windows1252[Int(number - 0x80)] != 0 {
      return Unicode.Scalar(UInt32(windows1252[Int(number - 0x80)])) ?? "\u{FFFD}"
    }
    return number == 0 ? "\u{FFFD}" : Unicode.Scalar(number) ?? "\u{FFFD}"
  }

  /// What the numbers from 128 to 159 stand for; zero where it is the number itself.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}

extension Substring {
  /// The character whose code point these hexadecimal digits are.
  fileprivate var scalarOfDigits: Unicode.Scalar? {
    UInt32(self, radix: 16).flatMap(Unicode.Scalar.init)
  }
}

extension CharacterReference {
  /// The reference that starts with the `&` at `start` of a text that ends at `limit`, and where it
  /// ends; `nil` where there is none.
  package static func read(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (value: CharacterReference, end: Int)? {
    CharacterReferences.all.reference(in: bytes.span, at: start, limit: limit, isInAttribute: false)
  }
}
