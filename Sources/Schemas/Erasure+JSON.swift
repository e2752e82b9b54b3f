package import JSON
package import Stet

/// What became of a wish to erase a text.
package enum ErasureOutcome: String, Sendable {
  case erased
  /// It was erased before.
  case unchanged
  /// Nobody insisted, so nothing was done.
  case refused
}

extension Erasure {
  /// What an erasure took away, or would.
  package func json(_ outcome: ErasureOutcome) -> JSON {
    [
      "outcome": .string(outcome.rawValue),
      "commit": recorded.map { .string($0.description) } ?? .null,
      "erased": text.json,
      "revisions": .array(revisions.map { $0.json(sameAs: nil) }),
      "revisionsKnown": .bool(!mayHaveMore),
      "packed": .integer(completion.packedCount),
      "replacedPacks": .integer(completion.replacedPackCount),
      "removedLoose": .integer(completion.removedLooseCount),
      "removedFiles": .array(completion.removedFiles.map { .string($0) }),
      "inDoubt": .array(completion.doubtful.map { .string($0) }),
      "borrowedFrom": .array(completion.borrowedFrom.map { .string($0) }),
      "besideClearing": .bool(completion.isBesideClearing),
    ]
  }
}
