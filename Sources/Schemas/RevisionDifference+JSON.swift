package import JSON
internal import Rendering
package import Stet

extension Revision {
  /// A revision, and how it differs from the one before.
  ///
  /// - Parameters:
  ///   - difference: `nil` for the first of its article.
  ///   - recurrences: As `Archive.recurrences(of:)` gives them.
  package func json(
    since difference: RevisionDifference?, _ recurrences: [RevisionID: Revision]
  ) -> JSON {
    [
      "revision": json(sameAs: recurrences[id]),
      "difference": difference?.json(recurrences) ?? .null,
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
