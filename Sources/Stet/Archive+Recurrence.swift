internal import Articles
internal import Objects

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
  let archive: Archive
  let path: ArticlePath
  /// The blob below each folder on the way that has been read.
  private var known: [ObjectID: ObjectID?] = [:]

  init(archive: Archive, path: ArticlePath) {
    self.archive = archive
    self.path = path
  }

  /// The id of a revision's bytes; `nil` where it has none, or they cannot be found.
  mutating func blob(of revision: Revision) -> ObjectID? {
    if revision.isWithdrawal { return nil }
    return blob(below: revision.root, path.folders[...])
  }

  private mutating func blob(below id: ObjectID, _ folders: ArraySlice<String>) -> ObjectID? {
    if let blob = known[id] { return blob }
    let blob = (try? archive.tree(id)).flatMap { tree in
      guard let name = folders.first else {
        return path.entry(in: tree).flatMap { $0.mode.isRegularFile ? $0.id : nil }
      }
      guard let entry = tree[name], entry.mode == .directory else { return nil }
      return self.blob(below: entry.id, folders.dropFirst())
    }
    known[id] = .some(blob)
    return blob
  }
}
