internal import Bytes

/// Whose signatures one believes: keys, the names of who has them, and for what and when they count.
///
/// Source: ssh-keygen(1), "ALLOWED SIGNERS".
package struct AllowedSigners: Equatable, Sendable {
  /// What one line allows.
  struct Entry: Equatable, Sendable {
    /// Who signs by the key: patterns of names, as they stand in the file.
    let principals: String
    let options: SignerOptions
    let key: SSHPublicKey
  }

  /// Lines by the key's bytes, in the file's order.
  private var entries: [[UInt8]: [Entry]] = [:]

  /// Nobody.
  package init() {}

  /// Reads a file of allowed signers.
  ///
  /// - Parameter localZone: The local zone's minutes east of UTC at a local time in seconds, for times that name no zone.
  /// - Throws: With the first line that is none: a file that is half understood would say less, or more, than its
  ///   writer meant.
  package init(
    decoding text: [UInt8], localZone: (Int) -> Int
  ) throws(AllowedSignersError) {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) {
      guard let entry = try Entry(line, number: number, localZone: localZone) else { continue }
      entries[entry.key.blob, default: []].append(entry)
    }
  }

  /// What is said of a key.
  package enum Answer: Equatable, Sendable {
    /// Whoever signs by it is this: the first name of the line that says so, which may be a pattern.
    case allowed(String)
    /// No line has this key, but as an authority's.
    case unknownKey
    /// A line has it, for other purposes.
    case otherNamespace
    /// A line has it, and it did not count at that time.
    case outsideValidity
    /// A line has it, and takes the name away that it gives.
    case noName
  }

  /// Whose a key is, at a time and for a purpose; of several lines the first that says so counts.
  ///
  /// A certificate's authority (`cert-authority`) is not asked: no certificate is checked here.
  package func answer(
    for key: SSHPublicKey, namespace: String, at seconds: Int
  ) -> Answer {
    var answer = Answer.unknownKey
    for entry in entries[key.blob] ?? [] where !entry.options.isAuthority {
      let found = entry.answer(namespace: namespace, at: seconds)
      if case .allowed = found { return found }
      if answer == .unknownKey { answer = found }
    }
    return answer
  }
}

extension AllowedSigners.Entry {
  fileprivate func answer(namespace: String, at seconds: Int) -> AllowedSigners.Answer {
    if let allowed = options.namespaces, !PatternList(allowed).matches(namespace) {
      return .otherNamespace
    }
    if let first = options.validAfter, seconds < first { return .outsideValidity }
    if let last = options.validBefore, seconds > last { return .outsideValidity }
    let patterns = PatternList(principals)
    guard let name = patterns.firstWanted, patterns.matches(name) else { return .noName }
    return .allowed(name)
  }
}

/// Why a file says nobody's name.
package enum AllowedSignersError: Error, Equatable, Sendable {
  /// The line does not start with who may sign, or a quotation mark is not closed.
  case badPrincipals(line: Int)
  /// The names take more room than any reader needs.
  case principalsTooLong(line: Int)
  /// An option is unknown, stands twice, or has a value that is none.
  case badOption(line: Int)
  /// There is no key, or one that is malformed.
  case badKey(line: Int)

  /// The line, from 1.
  package var line: Int {
    switch self {
    case .badPrincipals(let line), .principalsTooLong(let line), .badOption(let line),
      .badKey(let line):
      line
    }
  }
}
