package import JSON
package import Stet

extension Note {
  /// - Parameter explanation: What the shell says of it.
  package func json(explanation: String) -> JSON {
    let facts: [JSON.Member] =
      switch self {
      case .recordedAhead(let time): [.init("recorded", .string(time.description))]
      case .borrowing(let places, let count):
        [.init("from", .array(places.map { .string($0) })), .init("missing", .integer(count))]
      case .partial(let count): [.init("missing", .integer(count))]
      case .shallow(let count): [.init("commits", .integer(count))]
      case .replacing(let count): [.init("objects", .integer(count))]
      case .unindexedPacks(let paths): [.init("paths", .array(paths.map { .string($0) }))]
      case .erasureIncomplete(let count): [.init("texts", .integer(count))]
      case .erasureUntold: []
      case .detachedHead(let id): [.init("commit", .string(id.description))]
      case .badSignatures(let ids):
        [.init("signed", .array(ids.map { .string($0.description) }))]
      }
    return .object(
      [.init("kind", .string(kind))] + facts + [.init("explanation", .string(explanation))])
  }

  private var kind: String {
    switch self {
    case .recordedAhead: "recorded ahead"
    case .borrowing: "borrowing"
    case .partial: "partial"
    case .shallow: "shallow"
    case .replacing: "replacing"
    case .unindexedPacks: "unindexed packs"
    case .erasureIncomplete: "erasure incomplete"
    case .erasureUntold: "erasure untold"
    case .detachedHead: "detached head"
    case .badSignatures: "bad signatures"
    }
  }
}
