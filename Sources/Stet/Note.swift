public import Articles

/// What is no damage, and yet nobody should find out by chance.
public enum Note: Hashable, Sendable {
  /// The newest commit was recorded at a time that has not come yet. The log's times never run
  /// backwards, so every revision until then gets this one.
  case recordedAhead(Timestamp)
  /// Git takes objects from other places, too; so many that are needed are not here.
  case borrowing(from: [String], missingCount: Int)
  /// Git gets objects from elsewhere when they are asked for; so many that are needed are not here.
  case partial(missingCount: Int)
  /// The history before so many commits was left out when this was cloned.
  case shallow(commitCount: Int)
  /// Git shows other objects in the place of so many; Stet reads what was recorded.
  case replacing(count: Int)
  /// Packs without an index, which nobody reads, and from which nothing is missed: a program was
  /// killed while it wrote them.
  case unindexedPacks([String])
  /// So many texts that were erased by law are still here, or came back: `maintain` removes them.
  case erasureIncomplete(textCount: Int)
  /// Texts were erased, and git is not told that they may be absent, as in a clone: `maintain` tells it.
  case erasureUntold
  /// `HEAD` leads to a commit and to no branch: the history shown ends there, and new revisions are in no
  /// branch. Git makes that at a request, and Stet never.
  case detachedHead(RevisionID)
  /// Commits with a signature that is not of them, or is broken, in the order of their ids. They are what was recorded.
  case badSignatures([RevisionID])

  /// How far, in seconds, a time may be ahead: clocks differ.
  public static let clockTolerance = 300
}

extension Archive {
  /// What is worth knowing of the archive as it is now.
  ///
  /// A head that cannot be read gives no note: that is for `verify` to say.
  public func notes(now: Timestamp) -> [Note] {
    guard let head = try? headCommit(), let recorded = try? revision(head).recorded,
      recorded.seconds - Note.clockTolerance > now.seconds
    else { return [] }
    return [.recordedAhead(recorded)]
  }
}
