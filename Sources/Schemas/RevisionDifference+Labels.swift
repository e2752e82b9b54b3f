package import Articles
package import Rendering
package import Stet

extension RevisionDifference {
  /// What a renderer says about both sides.
  ///
  /// - Parameter recurrences: As `Archive.recurrences(of:)` gives them.
  package func labels(
    _ recurrences: [RevisionID: Revision]
  ) -> (old: RevisionLabel, new: RevisionLabel) {
    var labels = (
      old: RevisionLabel(old, contentID: oldContentID, sameAs: recurrences[old.id]),
      new: RevisionLabel(new, contentID: newContentID, sameAs: recurrences[new.id])
    )
    (labels.old.sha256, labels.new.sha256) = (oldSHA256, newSHA256)
    labels.old.withdrawn = oldWithdrawn?.description
    labels.new.withdrawn = newWithdrawn?.description
    return labels
  }
}
