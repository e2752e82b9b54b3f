internal import Bytes

extension LogPolicy {
  /// Reads a policy.
  ///
  /// - Throws: The number, from 1, of the first line that is wrong, and what is wrong with it.
  package init(decoding bytes: [UInt8]) throws(LogPolicyError) {
    var reader = PolicyReader()
    var lines = LineReader(bytes)
    while let line = lines.next() {
      do {
        try reader.read(line)
      } catch {
        throw LogPolicyError(line: lines.lineNumber, fault: error)
      }
    }
    // What is cut short could ask for less.
    guard lines.rest.isEmpty else {
      throw LogPolicyError(line: lines.lineNumber, fault: .unterminated)
    }
    guard reader.hasQuorum else {
      throw LogPolicyError(line: lines.lineNumber, fault: .missingQuorum)
    }
    self = reader.policy
  }
}

/// Where a text is no policy.
package struct LogPolicyError: Error, Equatable, Sendable {
  package enum Fault: Error, Equatable, Sendable {
    /// A control character that is neither a tab nor a newline, or DEL.
    case badCharacter
    /// The line does not end in a newline.
    case unterminated
    /// The first word is none of `log`, `witness`, `group` and `quorum`.
    case unknownKeyword
    /// There are too few words, or too many.
    case wrongWordCount
    case badKey(KeyError)
    /// A witness signs cosignatures.
    case keyOfWrongKind
    /// Another log, or another witness, has the same public key.
    case duplicateKey
    /// Another witness or group has the name.
    case duplicateName
    /// `none` names no witness and no group, and is no member.
    case reservedName
    /// No line above defines the name.
    case undefinedName
    /// The name is a member of a group already.
    case repeatedMember
    /// It is neither `all` nor `any`, nor a number from 1 to that of the members.
    case badThreshold
    case secondQuorum
    /// The text ends before a line with `quorum`.
    case missingQuorum
  }

  /// From 1.
  package let line: Int
  package let fault: Fault
}

/// Reads a policy line by line.
private struct PolicyReader {
  typealias Words = ArraySlice<ArraySlice<UInt8>>
  typealias Fault = LogPolicyError.Fault

  var policy = LogPolicy()
  var hasQuorum = false
  /// The number of each party by its name.
  private var numbers: [[UInt8]: Int] = [:]
  private var members: Set<Int> = []
  private var logKeys: Set<[UInt8]> = []
  private var witnessKeys: Set<[UInt8]> = []

  mutating func read(_ line: ArraySlice<UInt8>) throws(Fault) {
    for byte in line where byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7f {
      throw .badCharacter
    }
    let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
    let rest = words.dropFirst()
    switch String(decoding: keyword, as: UTF8.self) {
    case "log": try readLog(rest)
    case "witness": try readWitness(rest)
    case "group": try readGroup(rest)
    case "quorum": try readQuorum(rest)
    default: throw .unknownKeyword
    }
  }

  private mutating func readLog(_ words: Words) throws(Fault) {
    guard let text = words.first, words.count <= 2 else { throw .wrongWordCount }
    let key = try verifierKey(text)
    guard logKeys.insert(key.key).inserted else { throw .duplicateKey }
    policy.logs.append(LogPolicy.Log(key: key, url: words.dropFirst().first.map(Array.init)))
  }

  private mutating func readWitness(_ words: Words) throws(Fault) {
    guard let name = words.first, let text = words.dropFirst().first, words.count <= 3 else {
      throw .wrongWordCount
    }
    let key = try verifierKey(text)
    guard key.kind == .cosignature else { throw .keyOfWrongKind }
    guard witnessKeys.insert(key.key).inserted else { throw .duplicateKey }
    try define(name, as: .witness(policy.witnesses.count))
    policy.witnesses.append(
      LogPolicy.Witness(
        name: Array(name), key: key, url: words.dropFirst(2).first.map(Array.init)))
  }

  private mutating func readGroup(_ words: Words) throws(Fault) {
    guard let name = words.first, let threshold = words.dropFirst().first, words.count >= 3 else {
      throw .wrongWordCount
    }
    var group: [Int] = []
    for member in words.dropFirst(2) {
      let number = try number(of: member)
      guard members.insert(number).inserted else { throw .repeatedMember }
      group.append(number)
    }
    let count: Int?
    switch String(decoding: threshold, as: UTF8.self) {
    case "any": count = 1
    case "all": count = group.count
    default: count = Decimal.value(of: threshold)
    }
    guard let count, (1...group.count).contains(count) else { throw .badThreshold }
    try define(name, as: .group(threshold: count, members: group))
  }

  private mutating func readQuorum(_ words: Words) throws(Fault) {
    guard let name = words.first, words.count == 1 else { throw .wrongWordCount }
    guard !hasQuorum else { throw .secondQuorum }
    hasQuorum = true
    if !PolicyReader.isReserved(name) { policy.quorum = try number(of: name) }
  }

  private func verifierKey(_ text: ArraySlice<UInt8>) throws(Fault) -> VerifierKey {
    guard let text = String(validating: text, as: UTF8.self) else { throw .badKey(.malformed) }
    do {
      return try VerifierKey(text: text)
    } catch {
      throw .badKey(error)
    }
  }

  private mutating func define(
    _ name: ArraySlice<UInt8>, as party: LogPolicy.Party
  ) throws(Fault) {
    if PolicyReader.isReserved(name) { throw .reservedName }
    guard numbers.updateValue(policy.parties.count, forKey: Array(name)) == nil else {
      throw .duplicateName
    }
    policy.parties.append(party)
  }

  private func number(of name: ArraySlice<UInt8>) throws(Fault) -> Int {
    if PolicyReader.isReserved(name) { throw .reservedName }
    guard let number = numbers[Array(name)] else { throw .undefinedName }
    return number
  }

  private static func isReserved(_ name: ArraySlice<UInt8>) -> Bool {
    name.elementsEqual("none".utf8)
  }
}
