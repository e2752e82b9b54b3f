package import Objects

extension Revision {
  /// - Parameter localZone: Where a trailer names only a day, it is that day here.
  package init(_ id: ObjectID, _ commit: Commit, localZone: (Int) -> Int) {
    let (words, trailers) = Trailers.split(commit.message, localZone: localZone)
    self.id = RevisionID(id)
    article = trailers?.article
    number = nil
    author = Author(
      name: String(decoding: commit.author.name, as: UTF8.self),
      mail: String(decoding: commit.author.mail, as: UTF8.self))
    authored = Timestamp(commit.author)
    recorded = Timestamp(commit.committer)
    metadata = trailers?.metadata ?? Metadata()
    message = words
    isWithdrawal = trailers?.isWithdrawal ?? false
    isSigned = commit.isSigned
    root = commit.tree
    parents = commit.parents
  }

  /// Only what a check of the log, or a count, has a use for: a million fit in memory, and are read in little time.
  package init(checking id: ObjectID, _ commit: Commit) {
    let record = Trailers.record(in: commit.message)
    self.id = RevisionID(id)
    article = record?.article
    number = nil
    author = Author(name: "", mail: "")
    authored = Timestamp(commit.author)
    recorded = Timestamp(commit.committer)
    metadata = record?.links ?? Metadata()
    message = []
    isWithdrawal = record?.isWithdrawal ?? false
    isSigned = commit.isSigned
    root = commit.tree
    parents = commit.parents
  }
}

extension Timestamp {
  package init(_ signature: Signature) {
    // Git takes any four digits for a zone; a day has 1,440 minutes.
    let zone = signature.zoneMinutes
    self.init(seconds: signature.seconds, zoneMinutes: abs(zone) < 1440 ? zone : 0)
  }
}
