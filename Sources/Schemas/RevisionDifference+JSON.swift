package import JSON
internal import Rendering
package import Stet

extension Revision {
  /// A revision, and how it differs from the one before.
  ///
  /// - Parameter difference: `nil` for the first of its article.
  package func json(since difference: RevisionDifference?) -> JSON {
    ["revision": json, "difference": difference?.json ?? .null]
  }
}

extension RevisionDifference {
  /// As `Difference.json(old:new:)`, with what is known of both revisions.
  package var json: JSON {
    difference.json(
      old: RevisionLabel(old, contentID: oldContentID),
      new: RevisionLabel(new, contentID: newContentID))
  }
}
