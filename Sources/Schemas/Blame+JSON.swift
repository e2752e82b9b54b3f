package import JSON
package import Stet

extension Blame {
  /// When each sentence arrived.
  ///
  /// - Parameter explanation: Why what came before cannot be read, for people.
  package func json(view: String, explanation: String?) -> JSON {
    var members: [JSON.Member] = [
      .init("revision", revision.json(sameAs: nil)), .init("view", .string(view)),
      .init("end", .string(end.word)),
    ]
    if let explanation { members.append(.init("explanation", .string(explanation))) }
    members.append(.init("parts", .array(parts.map { json(of: $0) })))
    return .object(members)
  }

  private func json(of part: Part) -> JSON {
    var members: [JSON.Member] = [
      .init("range", [.integer(part.range.lowerBound), .integer(part.range.upperBound)]),
      .text("text", text[part.range]),
      .init("commit", .string(part.arrival.id.description)),
      .init("article", part.arrival.article.map { .string($0.description) } ?? .null),
      .init("number", part.arrival.number.map { .integer($0) } ?? .null),
      .init("observed", .string(part.arrival.observed.description)),
      .init("recorded", .string(part.arrival.recorded.description)),
    ]
    if part.isAtLeast { members.append(.init("atLeast", true)) }
    return .object(members)
  }
}

extension Blame.End {
  fileprivate var word: String {
    switch self {
    case .complete: "complete"
    case .limit: "limit"
    case .erased: "erased"
    case .damaged: "damaged"
    }
  }
}
