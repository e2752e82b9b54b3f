internal import Stet

extension Arguments {
  /// The paragraphs of `-m`; `nil` where there is none.
  var message: [UInt8]? {
    let paragraphs = all(.message)
    return paragraphs.isEmpty ? nil : Array(paragraphs.joined(separator: "\n\n").utf8)
  }

  /// What the options say of a revision.
  func metadata(in archive: Archive, now: Timestamp) throws(CommandError) -> Metadata {
    var metadata = Metadata()
    metadata.title = self[.title]
    metadata.source = self[.source]
    metadata.published = try time(.published, now: now)
    metadata.retrieved = try time(.retrieved, now: now)
    metadata.mediaType = self[.mediaType]
    if let specifier = self[.republishes] {
      let original = try archived { () throws(ArchiveError) in try archive.revision(specifier) }
      metadata.republishes = "\(original.article?.description ?? "")@\(original.id)"
    }
    return metadata
  }
}
