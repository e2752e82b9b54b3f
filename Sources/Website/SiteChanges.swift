internal import Stet

/// What has changed since a head that pages of an article may tell of.
struct SiteChanges {
  /// The articles that got a revision, or an amendment; `nil` for all.
  private var articles: Set<ArticleName>? = []
  /// Whether any text came or went.
  private(set) var concernTexts = false
  /// The texts of which pages tell another last sighting than before, or may.
  private(set) var seen: [ArticleName: Set<ContentID>] = [:]

  /// - Parameter last: `nil` where nothing is known of before; so it is, too, where the log does not lead there.
  init(of archive: Archive, since last: RevisionID?) throws(ArchiveError) {
    guard let last else {
      articles = nil
      return
    }
    var (changed, isFound, runCount) = (Set<ArticleName>(), false, 0)
    try archive.index().visitLog { step throws(ArchiveError) in
      guard case .revision(let revision) = step else { return true }
      isFound = revision.id == last
      guard !isFound, let name = revision.article else { return !isFound }
      changed.insert(name.amended ?? name)
      if name == .runs { runCount += 1 }
      return true
    }
    // An erasure may be of any article.
    guard isFound, !changed.contains(.erased) else {
      articles = nil
      return
    }
    articles = changed
    concernTexts = changed.contains { !$0.isReserved }
    try note(runCount, of: archive)
  }

  func concern(_ article: ArticleName) -> Bool { articles?.contains(article) ?? true }

  /// Notes what new runs saw, and what those saw that are no longer among the latest because of them.
  private mutating func note(_ count: Int, of archive: Archive) throws(ArchiveError) {
    guard count > 0 else { return }
    let reaches = [0, Archive.sightingReach, KnownSightings.reach]
    let last = KnownSightings.reach + count
    var place = 0
    try archive.visitRuns { run throws(ArchiveError) in
      if reaches.contains(where: { ($0..<$0 + count).contains(place) }) {
        for entry in archive.manifest(of: run)?.entries ?? [] {
          seen[entry.article, default: []].formUnion(entry.content.map { [$0] } ?? [])
        }
      }
      place += 1
      return place < last
    }
  }
}
