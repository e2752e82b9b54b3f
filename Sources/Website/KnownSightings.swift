internal import Pages
internal import Stet
internal import Synchronization

/// On which days runs saw articles and found nothing new, once the runs were read: what they say never changes.
///
/// Memory: some 50 bytes for each article and day. Only the latest runs are read.
final class KnownSightings: Sendable {
  fileprivate struct State {
    var newest: RevisionID?
    /// The newest first.
    var days: [ArticleName: [TimelinePage.Sighting]] = [:]
  }

  /// So many runs are read, from the latest: six weeks of one each hour, or three years of one a day.
  static let reach = 1000

  private let state = Mutex(State())

  /// When runs saw an article unchanged, a moment for each day, the newest first.
  ///
  /// - Throws: `.damaged` where the history of runs cannot be read.
  func sightings(
    of article: ArticleName, in archive: Archive
  ) throws(ArchiveError) -> [TimelinePage.Sighting] {
    try state.withLock { state throws(ArchiveError) in
      try state.catchUp(with: archive)
      return state.days[article] ?? []
    }
  }
}

extension KnownSightings.State {
  mutating func catchUp(with archive: Archive) throws(ArchiveError) {
    var found = KnownSightings.State()
    var (isReached, count) = (false, 0)
    try archive.visitRuns { run throws(ArchiveError) in
      isReached = run.id == newest
      guard !isReached, count < KnownSightings.reach else { return false }
      count += 1
      if found.newest == nil { found.newest = run.id }
      for entry in archive.manifest(of: run)?.entries ?? [] where entry.outcome == .unchanged {
        found.days[entry.article, default: []].add(entry.retrieved)
      }
      return true
    }
    guard isReached else {
      self = found
      return
    }
    newest = found.newest ?? newest
    for (article, days) in found.days { self.days[article, default: []].insert(days) }
  }
}

extension [TimelinePage.Sighting] {
  fileprivate mutating func add(_ time: Timestamp) { add(.init(time: time, count: 1)) }

  /// Adds what was seen before all that is here.
  private mutating func add(_ sighting: TimelinePage.Sighting) {
    guard let last = last, last.time.seconds / 86_400 == sighting.time.seconds / 86_400 else {
      return append(sighting)
    }
    self[endIndex - 1].count += sighting.count
  }

  /// Adds what was seen after all that is here.
  fileprivate mutating func insert(_ newer: Self) {
    var all = newer
    for sighting in self { all.add(sighting) }
    self = all
  }
}
