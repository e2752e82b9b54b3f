internal import Stet
internal import Synchronization

/// Which commits the head leads to, and in which order: read once, and then what is new in it.
///
/// With it a page of events costs what it tells, wherever in the log it is. Memory: some 65 bytes a commit.
final class RecordedLog: Sendable {
  fileprivate struct State {
    var head: RevisionID?
    /// The oldest first.
    var ids: [RevisionID] = []
    /// Whether each is an article's, and not what the archive says of itself.
    var isTold: [Bool] = []
    /// Where each is, by its hash value: the ids again would take as much memory as all else.
    var places: [Int: Int32] = [:]
    var walkedCount = 0
  }

  /// Some commits of the log.
  struct Page {
    var ids: [RevisionID] = []
    /// After which commit to go on.
    var next: RevisionID?
    /// Whether there is more now.
    var isMore = false
  }

  private let state = Mutex(State())

  /// How many commits were read for their place, in all.
  var walkedCount: Int { state.withLock { $0.walkedCount } }

  /// The articles' commits after one, the oldest first, so many at most; from the first on for `nil`.
  ///
  /// - Throws: `.unknownRevision` where the head does not come after that commit; `.damaged` where the log cannot be
  ///   read.
  func page(
    after commit: RevisionID?, limit: Int, of archive: Archive
  ) throws(ArchiveError) -> Page {
    try state.withLock { state throws(ArchiveError) in
      try state.catchUp(with: archive)
      var start = 0
      if let commit {
        guard let place = state.place(of: commit) else {
          throw .unknownRevision(
            commit.description, known: "the head's history does not contain it")
        }
        start = place + 1
      }
      var page = Page(next: state.head)
      for place in start..<state.ids.count where state.isTold[place] {
        guard page.ids.count < limit else {
          page.next = page.ids.last
          page.isMore = true
          break
        }
        page.ids.append(state.ids[place])
      }
      return page
    }
  }
}

extension RecordedLog.State {
  mutating func catchUp(with archive: Archive) throws(ArchiveError) {
    let index = try archive.index()
    guard index.head != head else { return }
    var (found, isReached) = ([(id: RevisionID, isTold: Bool)](), false)
    try index.visitRevisions { revision throws(ArchiveError) in
      isReached = revision.id == head
      guard !isReached else { return false }
      found.append((revision.id, revision.article?.isReserved == false))
      return true
    }
    walkedCount += found.count
    // The history was set back, or is another.
    if !isReached { (ids, isTold, places) = ([], [], [:]) }
    for commit in found.reversed() {
      places[commit.id.hashValue] = Int32(ids.count)
      ids.append(commit.id)
      isTold.append(commit.isTold)
    }
    head = index.head
  }

  func place(of commit: RevisionID) -> Int? {
    guard let place = places[commit.hashValue] else { return nil }
    if ids[Int(place)] == commit { return Int(place) }
    // Two ids of one hash value: nobody can have made them, and nobody will see them.
    return ids.firstIndex(of: commit)
  }
}
