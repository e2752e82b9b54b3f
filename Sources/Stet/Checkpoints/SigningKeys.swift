internal import TransparencyLog

/// The keys by which an archive signs its checkpoints, the newest last: lines of keys as Go's `note` package has them.
///
/// They are in one file that nobody else may read, and in no copy of the archive.
struct SigningKeys {
  private(set) var keys: [SigningKey] = []

  /// More are never needed: two sign while one takes the place of the other.
  static let limit = 8

  /// - Throws: The first line, from 1, that is no key, or one of another origin.
  init(decoding bytes: [UInt8]) throws(SigningKeysError) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      guard keys.count < SigningKeys.limit,
        let key = try? SigningKey(text: String(decoding: line, as: UTF8.self)),
        keys.allSatisfy({ $0.verifier.name == key.verifier.name })
      else { throw SigningKeysError(line: index + 1) }
      keys.append(key)
    }
  }

  var encoded: [UInt8] { Array(keys.map { $0.text + "\n" }.joined().utf8) }

  var origin: String? { keys.first?.verifier.name }

  mutating func append(_ key: SigningKey) { keys.append(key) }

  mutating func remove(_ key: VerifierKey) { keys.removeAll { $0.verifier == key } }

  /// The keys as others may know them.
  var publicKeys: [PublicKey] { keys.map { PublicKey($0.verifier) } }
}

/// A line, from 1, that is no key.
struct SigningKeysError: Error {
  let line: Int
}

/// A key that signs checkpoints, as others may know it.
public struct PublicKey: Hashable, Sendable {
  /// The name of the log.
  public let origin: String
  /// Eight hexadecimal digits.
  public let id: String
  /// As it stands in a policy: `name+id+key`.
  public let text: String

  init(_ key: VerifierKey) {
    origin = key.name
    text = key.text
    id = key.keyIDText
  }
}

extension [PublicKey] {
  /// Which keys count, for others: a policy of their logs, without witnesses.
  ///
  /// Source: C2SP tlog-policy.
  public var policy: [UInt8] {
    let lines: [String] = map { "log \($0.text)\n" } + ["quorum none\n"]
    return [UInt8](lines.joined().utf8)
  }
}
