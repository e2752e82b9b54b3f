internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// For each revision of a history whose exact bytes stood before, the first that had them: a page
  /// that flips between two states says nothing new.
  ///
  /// Reads trees, no article's bytes. Revisions whose trees cannot be read are passed over: what
  /// they say is not known, and nobody asked for it.
  /// - Complexity: Up to five trees a revision; fewer where folders recur as well.
  public func recurrences(in history: ArticleHistory) -> [RevisionID: Revision] {
    var places = BlobPlaces(archive: self, path: ArticlePath(history.article))
    var first: [ObjectID: Revision] = [:]
    var found: [RevisionID: Revision] = [:]
    for revision in history.revisions.reversed() {
      guard let blob = places.blob(of: revision) else { continue }
      if let earlier = first[blob] {
        found[revision.id] = earlier
      } else {
        first[blob] = revision
      }
    }
    return found
  }

  /// The same for all revisions of an article; empty for a name that was never recorded.
  ///
  /// - Throws: `.damaged` where the head cannot be read.
  public func recurrences(
    of article: ArticleName
  ) throws(ArchiveError) -> [RevisionID: Revision] {
    recurrences(in: try recordedHistory(of: article))
  }
}

extension Archive {
  /// The same for the articles of some revisions, all in one.
  ///
  /// - Throws: `.damaged` where the head cannot be read.
  public func recurrences(
    of revisions: Revision...
  ) throws(ArchiveError) -> [RevisionID: Revision] {
    var found: [RevisionID: Revision] = [:]
    for article in Set(revisions.compactMap(\.article)) {
      found.merge(try recurrences(of: article)) { first, _ in first }
    }
    return found
  }
}

/// Finds the blobs of one article in many trees, and reads no folder twice.
private struct BlobPlaces {
  private let repository: Repository
  /// The names on the way from the root, each with what may stand for it.
  private let names: [[[UInt8]]]
  /// The blob below each folder on the way that has been read.
  private var known: [ObjectID: ObjectID?] = [:]

  init(archive: Archive, path: ArticlePath) {
    repository = archive.repository
    names = path.steps
  }

  /// The id of a revision's bytes; `nil` where it has none, or they cannot be found.
  mutating func blob(of revision: Revision) -> ObjectID? {
    if revision.isWithdrawal { return nil }
    return blob(below: revision.root, names[...])
  }

  private mutating func blob(below id: ObjectID, _ names: ArraySlice<[[UInt8]]>) -> ObjectID? {
    if let blob = known[id] { return blob }
    let blob = names.first.flatMap { try? repository.entry($0, of: id) }.flatMap { entry in
      if names.count == 1 { return entry.mode.isRegularFile ? entry.id : nil }
      return entry.mode == .directory ? self.blob(below: entry.id, names.dropFirst()) : nil
    }
    known[id] = .some(blob)
    return blob
  }
}
