package import JSON
internal import Rendering
package import Stet

extension Revision {
  /// A revision, and how it differs from the one before.
  ///
  /// - Parameters:
  ///   - difference: `nil` for the first of its article, and where one text was erased.
  ///   - recurrences: As `Archive.recurrences(of:)` gives them.
  ///   - text: The names of its bytes; `nil` for a withdrawal.
  ///   - erased: How its bytes were erased.
  ///   - sighting: When a run last saw the article to have these bytes.
  ///   - signature: What is to be said of its commit's signature.
  package func json(
    since difference: RevisionDifference?, _ recurrences: [RevisionID: Revision],
    text: TextIdentity?, erased: ErasedText? = nil, lastSeen sighting: Sighting?,
    signature: RevisionSignature? = nil
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("revision", json(sameAs: recurrences[id], erased: erased, signature: signature)),
      .init("difference", difference?.json(recurrences) ?? .null),
    ]
    if let text { members.append(.init("text", text.json)) }
    if let sighting {
      let time = JSON.string(sighting.entry.retrieved.description)
      members.append(
        .init("lastSeen", ["retrieved": time, "run": .string(sighting.run.description)]))
    }
    return .object(members)
  }
}

extension TextIdentity {
  package var json: JSON {
    [
      "blob": .string(content.description), "sha256": .string(sha256),
      "byteCount": .integer(byteCount),
    ]
  }
}

extension RevisionDifference {
  /// As `Difference.json(old:new:)`, with what is known of both revisions.
  package func json(_ recurrences: [RevisionID: Revision]) -> JSON {
    let labels = labels(recurrences)
    return difference.json(old: labels.old, new: labels.new)
  }
}
