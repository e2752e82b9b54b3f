internal import Articles

/// What an import did.
public struct ImportSummary: Equatable, Sendable {
  /// Commits of the stream.
  public var commitCount = 0
  /// Revisions recorded, withdrawals among them.
  public var revisionCount = 0
  public var withdrawalCount = 0
  public var renameCount = 0
  /// Articles that got a revision.
  public var articleCount = 0
  /// Revisions of another archive, recorded with all that is known of them there.
  public var copiedCount = 0
  /// Revisions of another archive that say what would not be true here, and so were left out.
  public var leftOutCount = 0
  /// Commits that the archive has already.
  public var knownCommitCount = 0
  /// Files that a commit names and that did not change.
  public var unchangedCount = 0
  /// Changes to files that the rules leave out.
  public var filteredCount = 0
  /// Revisions that were recorded without their text, since it was erased by law.
  public var erasedCount = 0
  /// What is no article.
  public var symbolicLinkCount = 0
  public var submoduleCount = 0
  public var tagCount = 0
  /// Paths that cannot be names, and so were left out.
  public var unnamable: [String] = []
}

/// How far an import has come.
public struct ImportProgress: Sendable {
  public var revisionCount: Int
  /// Bytes of the stream that were used.
  public var byteCount: Int
}
