package import JSON
package import Stet

extension RecordOutcome {
  /// What became of an amendment.
  ///
  /// - Parameter revision: The amended revision, as it is known now.
  package func json(amending revision: Revision) -> JSON {
    let commit: JSON
    let outcome: JSON
    switch self {
    case .recorded(let amendment):
      (commit, outcome) = (.string(amendment.id.description), "amended")
    case .unchanged: (commit, outcome) = (.null, "unchanged")
    }
    return ["outcome": outcome, "commit": commit, "revision": revision.json(sameAs: nil)]
  }
}

extension Renaming {
  /// Both sides of a rename.
  package var json: JSON {
    ["revision": revision.json(sameAs: nil), "withdrawal": withdrawal.json(sameAs: nil)]
  }
}
