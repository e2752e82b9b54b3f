internal import Bytes
internal import HTTP
internal import Synchronization

/// What requests with a key were answered, for a day: who got no answer asks again, and nothing happens twice.
///
/// In memory: a server that starts anew knows none. Then the same bytes are `unchanged` as long as no other came.
final class IdempotencyKeys: Sendable {
  enum Finding: Sendable {
    /// Nobody asked before: `finish` or `forget` has to follow.
    case new
    case answered(HTTPResponse)
    /// The first request is not answered yet.
    case running
    /// It was another request.
    case reused
  }

  private struct Entry {
    var fingerprint: Digest
    var response: HTTPResponse?
    var began: Int
  }

  static let lifetime = 86_400
  private static let mostCount = 10_000
  private let entries = Mutex<[String: Entry]>([:])

  /// - Parameters:
  ///   - key: With the token's digest: nobody learns what another did.
  ///   - fingerprint: Of all that the request asks for.
  ///   - now: In seconds.
  func begin(_ key: String, _ fingerprint: Digest, now: Int) -> Finding {
    entries.withLock { entries in
      if let known = entries[key], now - known.began < Self.lifetime {
        guard known.fingerprint == fingerprint else { return .reused }
        return known.response.map { .answered($0) } ?? .running
      }
      if entries.count >= Self.mostCount {
        entries = entries.filter { now - $0.value.began < Self.lifetime }
        if entries.count >= Self.mostCount {
          let starts = entries.values.map(\.began).sorted()
          let middle = starts[starts.count / 2]
          entries = entries.filter { $0.value.began > middle || $0.value.response == nil }
        }
      }
      entries[key] = Entry(fingerprint: fingerprint, began: now)
      return .new
    }
  }

  func finish(_ key: String, with response: HTTPResponse) {
    entries.withLock { $0[key]?.response = response }
  }

  /// Nothing was done: it may be tried again.
  func forget(_ key: String) {
    entries.withLock { _ = $0.removeValue(forKey: key) }
  }
}
