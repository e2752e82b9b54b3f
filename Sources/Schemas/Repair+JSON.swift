package import JSON
package import Stet

extension Repair {
  /// What was done, or would be, and what the archive is like then.
  ///
  /// - Parameters:
  ///   - words: As in `Verification.json`.
  ///   - explanation: What the shell says of a note.
  package func json(
    words: (Damage) -> (explanation: String, advice: String), explanation: (Note) -> String
  ) -> JSON {
    [
      "dryRun": .bool(isTrial),
      "restored": .array(
        restoredCounts.map { ["source": .string($0.source), "objects": .integer($0.count)] }),
      "salvaged": .integer(salvagedCount),
      "reindexed": .array(reindexedPacks.map { .string($0) }),
      "setAside": .array(setAside.map { .string($0) }),
      "movedReference": movedReference?.json ?? .null,
      "restoredReferences": .array(restoredReferences.map(\.json)),
      "lostReferences": .array(lostReferences.map { .string($0) }),
      "commitGraphRebuilt": .bool(isGraphRebuilt),
      "remaining": remaining.json(
        notes: remaining.notes.map { $0.json(explanation: explanation($0)) }, words: words),
    ]
  }
}

extension Repair.RestoredReference {
  fileprivate var json: JSON {
    [
      "name": .string(name), "old": old.map { .string($0.description) } ?? .null,
      "new": .string(id.description),
      "source": source.map { .string($0) } ?? .null,
    ]
  }
}

extension Repair.MovedReference {
  fileprivate var json: JSON {
    [
      "name": .string(name), "old": old.map { .string($0.description) } ?? .null,
      "new": .string(new.description), "wasSetBack": .bool(wasSetBack),
    ]
  }
}
