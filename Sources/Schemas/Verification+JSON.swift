package import JSON
package import Stet

extension Verification {
  /// What was looked at, and each piece of damage with the revisions that it takes away.
  ///
  /// - Parameters:
  ///   - notes: What is no damage, as JSON.
  ///   - words: What the shell says of a piece of damage, and what it advises.
  package func json(
    notes: [JSON] = [], words: (Damage) -> (explanation: String, advice: String)
  ) -> JSON {
    [
      "clean": .bool(isClean), "complete": .bool(isComplete), "scope": .string(scope.code),
      "objects": .integer(objectCount),
      "revisions": .integer(revisionCount), "articles": .integer(articleCount),
      "lossKnown": .bool(isLossKnown),
      "findings": .array(findings.map { $0.json(words($0.damage)) }),
      "erased": .array(erased.map(\.json)), "notes": .array(notes),
    ]
  }
}

extension ErasedText {
  /// What was erased, when and why.
  package var json: JSON {
    [
      "blob": .string(content.description), "erased": .string(erased.description),
      "reason": .string(reason), "article": .string(article.description),
      "commit": .string(revision.description),
    ]
  }
}

extension Verification.Scope {
  fileprivate var code: String {
    switch self {
    case .everything: "everything"
    case .head: "head"
    case .sinceLast: "since-last"
    }
  }
}

extension Finding {
  fileprivate func json(_ words: (explanation: String, advice: String)) -> JSON {
    [
      "kind": .string(damage.kind.rawValue), "subject": .string(damage.subject.text),
      "path": damage.path.map { .string($0) } ?? .null, "cause": .string(damage.cause.code),
      "remedy": .string(damage.remedy.rawValue), "explanation": .string(words.explanation),
      "advice": .string(words.advice), "lost": .array(lost.map(\.json)),
    ]
  }
}

extension LostRevision {
  fileprivate var json: JSON {
    [
      "commit": .string(id.description),
      "article": article.map { .string($0.description) } ?? .null,
      "number": number.map { .integer($0) } ?? .null,
    ]
  }
}

extension DamageCause {
  /// A word for programs that stays what it is.
  package var code: String {
    switch self {
    case .missing: "missing"
    case .wrongKind: "wrong-kind"
    case .wrongHash: "wrong-hash"
    case .compression: "compression"
    case .trailingBytes: "trailing-bytes"
    case .malformed: "malformed"
    case .pack: "pack"
    case .packIndex: "pack-index"
    case .tooLarge: "too-large"
    case .refused: "refused"
    case .unreadable: "unreadable"
    case .stranger: "stranger"
    case .reference: "reference"
    case .log: "log"
    case .commitGraph: "commit-graph"
    case .catalogue: "catalogue"
    case .passages: "passages"
    case .logTiles: "log-tiles"
    case .sidecar: "sidecar"
    }
  }
}
