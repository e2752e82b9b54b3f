internal import Bytes

extension AllowedSigners.Entry {
  /// The most bytes that a line's names may have: comparing patterns takes the square of that.
  static var principalByteLimit: Int { 1024 }

  /// Reads a line: names, perhaps options, the key, perhaps a comment; `nil` where it is empty or a comment.
  init?(
    _ line: ArraySlice<UInt8>, number: Int, localZone: (Int) -> Int
  ) throws(AllowedSignersError) {
    var rest = line
    rest.skipSpace()
    guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
    guard let names = rest.takeName(), !names.isEmpty,
      let principals = String(validating: names, as: UTF8.self)
    else { throw .badPrincipals(line: number) }
    guard names.count <= Self.principalByteLimit else { throw .principalsTooLong(line: number) }
    guard !rest.isEmpty else { throw .badKey(line: number) }
    self.principals = principals
    var algorithm = rest.takeWord()
    if SSHPublicKey.isAlgorithm(algorithm) {
      options = SignerOptions()
    } else {
      rest = line[(rest.startIndex - algorithm.utf8.count)...]
      guard let text = rest.takeOptions(),
        let options = SignerOptions(text, localZone: localZone)
      else { throw .badOption(line: number) }
      self.options = options
      rest.skipSpace()
      algorithm = rest.takeWord()
    }
    rest.skipSpace()
    guard SSHPublicKey.isAlgorithm(algorithm),
      let blob = Base64.bytes(Array(rest.takeWord().utf8)), let key = SSHPublicKey(blob),
      key.algorithm == algorithm
    else { throw .badKey(line: number) }
    self.key = key
  }
}

/// What a line of allowed signers says beside names and key.
struct SignerOptions: Equatable, Sendable {
  /// The key certifies others, and signs nothing itself.
  var isAuthority = false
  /// Patterns of the purposes for which it counts; `nil` for all.
  var namespaces: String?
  /// Seconds since 1970-01-01T00:00:00Z; it counts from then on.
  var validAfter: Int?
  /// The last second at which it counts.
  var validBefore: Int?

  init() {}

  /// Reads options with commas between; `nil` where one is unknown, stands twice or has no value that it may have.
  init?(_ text: ArraySlice<UInt8>, localZone: (Int) -> Int) {
    var rest = text
    while true {
      let name = String(decoding: rest.prefix { SignerOptions.isNameByte($0) }, as: UTF8.self)
      rest = rest.dropFirst(name.utf8.count)
      switch name.lowercased() {
      case "cert-authority": isAuthority = true
      case "namespaces":
        guard namespaces == nil, let value = rest.takeValue() else { return nil }
        namespaces = value
      case "valid-after":
        guard validAfter == nil, let time = rest.takeTime(localZone) else { return nil }
        validAfter = time
      case "valid-before":
        guard validBefore == nil, let time = rest.takeTime(localZone) else { return nil }
        validBefore = time
      default: return nil
      }
      guard let comma = rest.popFirst() else { break }
      guard comma == UInt8(ascii: ",") else { return nil }
    }
    if let validAfter, let validBefore, validBefore <= validAfter { return nil }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The seconds since 1970 of `20260302`, `202603021340` or `20260302134000`, with `Z` for UTC.
  static func seconds(of text: String, localZone: (Int) -> Int) -> Int? {
    let isUTC = text.hasSuffix("Z")
    let digits = Array((isUTC ? text.dropLast() : text[...]).utf8)
    guard [8, 12, 14].contains(digits.count) else { return nil }
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    func number(_ range: Range<Int>) -> Int {
      guard range.upperBound <= digits.count else { return 0 }
      return digits[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard year >= 1970, (1...12).contains(month), day >= 1,
      day <= CivilCalendar.dayCount(year: year, month: month), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = CivilCalendar.days(year: year, month: month, day: day)
    let local = days * 86_400 + hour * 3600 + minute * 60 + second
    return isUTC ? local : local - localZone(local) * 60
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func skipSpace() {
    self = drop { Self.isSpace($0) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// Everything up to white space, or up to the end of what is in quotation marks; `nil` where those are not closed.
  fileprivate mutating func takeName() -> [UInt8]? {
    var name = Array(prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "\"") })
    self = dropFirst(name.count)
    if first == UInt8(ascii: "\"") {
      self = dropFirst()
      guard let end = firstIndex(of: UInt8(ascii: "\"")) else { return nil }
      name += self[..<end]
      self = self[(end + 1)...]
    }
    skipSpace()
    return name
  }

  /// Everything up to white space, which stays; what is not UTF-8 is no word that anybody looks for.
  fileprivate mutating func takeWord() -> String {
    let word = prefix { !Self.isSpace($0) }
    guard let text = String(validating: word, as: UTF8.self) else { return "" }
    self = self[word.endIndex...]
    return text
  }

  /// Everything up to white space that is in no quotation marks; `nil` where those are not closed.
  fileprivate mutating func takeOptions() -> ArraySlice<UInt8>? {
    var isQuoted = false
    var end = startIndex
    while end < endIndex, isQuoted || !Self.isSpace(self[end]) {
      if self[end] == UInt8(ascii: "\\"), end + 1 < endIndex, self[end + 1] == UInt8(ascii: "\"") {
        end += 1
      } else if self[end] == UInt8(ascii: "\"") {
        isQuoted.toggle()
      }
      end += 1
    }
    if isQuoted { return nil }
    defer { self = self[end...] }
    return self[..<end]
  }

  /// `="value"`, in which a backslash may stand before a quotation mark; `nil` where that does not come next.
  fileprivate mutating func takeValue() -> String? {
    guard starts(with: Array("=\"".utf8)) else { return nil }
    var value: [UInt8] = []
    var rest = dropFirst(2)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        self = rest
        return String(validating: value, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
        value.append(UInt8(ascii: "\""))
        rest = rest.dropFirst()
      } else {
        value.append(byte)
      }
    }
    return nil
  }

  fileprivate mutating func takeTime(_ localZone: (Int) -> Int) -> Int? {
    takeValue().flatMap { SignerOptions.seconds(of: $0, localZone: localZone) }
  }
}
