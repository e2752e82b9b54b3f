package import JSON
internal import Rendering
package import Stet

extension RevisionDraft {
  /// What counts as said of a text that stands already: when it was seen again is no correction of when it was seen.
  package static let comparedFields = MetadataField.amendable.filter { $0 != .retrieved }

  /// What is said here and is not what is known of a revision with these bytes: nothing was recorded of that.
  package func unrecordedFields(of revision: Revision) -> [MetadataField] {
    RevisionDraft.comparedFields.filter { field in
      guard let value = metadata[field] else { return false }
      return revision.metadata[field].map { !$0.utf8.elementsEqual(value.utf8) } ?? true
    }
  }
}

extension JSON.Member {
  /// The members of a request that were not recorded.
  package static func notRecorded(_ fields: [MetadataField]) -> JSON.Member {
    .init("notRecorded", .array(fields.map { .string($0.memberName) }))
  }
}
