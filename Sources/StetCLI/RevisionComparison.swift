internal import Prose
internal import Rendering
internal import Stet

/// Two revisions side by side, with what a renderer says about them.
struct RevisionComparison {
  let oldLabel: RevisionLabel
  let newLabel: RevisionLabel
  let difference: Difference

  init(_ archive: Archive, old: Revision, new: Revision) throws(ArchiveError) {
    let oldID = try RevisionComparison.contentID(of: old, in: archive)
    let newID = try RevisionComparison.contentID(of: new, in: archive)
    oldLabel = RevisionLabel(old, contentID: oldID)
    newLabel = RevisionLabel(new, contentID: newID)
    let oldBytes = try RevisionComparison.bytes(oldID, in: archive)
    let newBytes = try RevisionComparison.bytes(newID, in: archive)
    difference = Difference.between(old: oldBytes, new: newBytes)
  }

  /// A revision against the one before it; `nil` for the first, or where it records no article.
  init?(_ archive: Archive, before revision: Revision) throws(ArchiveError) {
    guard let predecessor = try archive.predecessor(of: revision) else { return nil }
    try self.init(archive, old: predecessor, new: revision)
  }

  /// Two files, or standard input and one.
  init(oldPath: String, _ oldBytes: [UInt8], newPath: String, _ newBytes: [UInt8]) {
    oldLabel = RevisionLabel(name: oldPath, specifier: oldPath, byteCount: oldBytes.count)
    newLabel = RevisionLabel(name: newPath, specifier: newPath, byteCount: newBytes.count)
    difference = Difference.between(old: oldBytes, new: newBytes)
  }

  func rendered(
    as format: RenderingFormat, _ session: Session, isFile: Bool = false, showsHeader: Bool = true
  ) -> [UInt8] {
    let surroundings = session.surroundings
    let options = RenderingOptions(
      usesColour: session.usesColour && !isFile,
      isTerminal: surroundings.isTerminal && !isFile, width: surroundings.width,
      showsHeader: showsHeader)
    return difference.rendered(as: format, old: oldLabel, new: newLabel, options: options)
  }

  /// One line: what is compared, how much changed, and whether it matters.
  var summary: String {
    let old = oldLabel.specifier ?? oldLabel.name
    let new = newLabel.specifier ?? newLabel.name
    return "\(old) → \(new): \(difference.summary)"
  }

  /// A withdrawal has no bytes, and so compares as nothing.
  private static func contentID(
    of revision: Revision, in archive: Archive
  ) throws(ArchiveError) -> ContentID? {
    revision.isWithdrawal ? nil : try archive.contentID(of: revision)
  }

  private static func bytes(
    _ id: ContentID?, in archive: Archive
  ) throws(ArchiveError) -> [UInt8] {
    guard let id else { return [] }
    return try archive.content(id)
  }
}

extension RevisionLabel {
  init(_ revision: Revision, contentID: ContentID?) {
    self.init(
      name: revision.article?.description ?? revision.id.description,
      specifier: RevisionText.specifier(revision), commitID: revision.id.description,
      blobID: contentID?.description,
      title: revision.metadata.title, published: revision.metadata.published?.description,
      retrieved: revision.metadata.retrieved?.description,
      recorded: revision.recorded.description)
  }
}
