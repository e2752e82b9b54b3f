internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// Finds the revision that a specifier names.
  ///
  /// `NAME` (the latest), `NAME@3` (the third), `NAME@-1` (the one before the latest),
  /// `NAME@2011-11-24` or `NAME@2011-11-24T17:27:00Z` (as of that time; of a day, its end),
  /// `NAME@` (the latest of a name that means something else, too), or a commit id's first digits,
  /// four or more.
  ///
  /// - Throws: `.unknownArticle`, `.unknownRevision`, `.ambiguous`, `.invalidSpecifier`.
  public func revision(_ specifier: String) throws(ArchiveError) -> Revision {
    let revision = try resolve(meanings(of: specifier), specifier, counts: true)
    guard revision.number == nil, let article = revision.article else { return revision }
    // A commit that the head does not reach has no number.
    return try recordedHistory(of: article).revisions.first { $0.id == revision.id } ?? revision
  }

  /// The same without its number, for which all of an article's history would be read.
  func uncountedRevision(_ specifier: String) throws(ArchiveError) -> Revision {
    try resolve(meanings(of: specifier), specifier, counts: false)
  }

  /// The revision that a commit records, whatever articles are called.
  ///
  /// - Throws: `.unknownRevision`, also for a commit that the head does not lead to.
  public func revision(of id: RevisionID) throws(ArchiveError) -> Revision {
    let known = "the archive has no commit of this id"
    guard try commits(startingWith: id.description).contains(id.object) else {
      throw .unknownRevision(id.description, known: known)
    }
    let found = try revision(id.object)
    guard let article = found.article else {
      throw .unknownRevision(id.description, known: "that commit records no article of Stet's")
    }
    let counted = try recordedHistory(of: article).revisions.first { $0.id == id } ?? found
    guard try isInLog(counted) else { throw .unknownRevision(id.description, known: known) }
    return counted
  }

  /// The exact bytes of the revision that a specifier names.
  ///
  /// For the latest revision of a name, and for a commit's id, this reads one commit and five trees,
  /// whatever the length of the history.
  public func content(_ specifier: String) throws(ArchiveError) -> [UInt8] {
    let meanings = try meanings(of: specifier)
    if meanings.count == 1, case .selected(let latest) = meanings[0],
      latest.selection == .latest,
      let head = try headCommit(),
      let blob = try blob(of: latest.article, inTree: try revision(head).root)
    {
      return try content(ContentID(blob))
    }
    return try content(of: resolve(meanings, specifier, counts: false))
  }

  /// Whether the head leads to a revision. A commit's id names those, too, to which it does not: the branch was
  /// set back, or another branch of a repository of git's has them.
  ///
  /// - Throws: `.damaged` where that cannot be known.
  public func isInLog(_ revision: Revision) throws(ArchiveError) -> Bool {
    if revision.number != nil { return true }
    var isFound = false
    let look: (LogStep) throws(ArchiveError) -> Bool = { step throws(ArchiveError) in
      switch step {
      case .damage(let place): throw place.cause
      case .revision(let other): isFound = other.id == revision.id
      }
      return !isFound
    }
    if let article = revision.article {
      try index().visitHistory(of: article, look)
    } else {
      try index().visitLog(look)
    }
    return isFound
  }

  // MARK: What a specifier can mean

  private enum Meaning {
    case selected(RevisionSpecifier)
    case commit(ObjectID)

    /// A specifier that can mean nothing else.
    var spelling: String {
      switch self {
      case .selected(let specifier): specifier.description
      case .commit(let id): id.description
      }
    }
  }

  /// All that a specifier can mean, at least one thing.
  ///
  /// - Throws: `.unknownArticle`, `.invalidSpecifier`.
  private func meanings(of specifier: String) throws(ArchiveError) -> [Meaning] {
    let commits = try commits(startingWith: specifier)
    for isKnown in [isPresent, isRecorded] {
      // A damaged head does not stand between a commit and somebody who knows its id.
      let names: [Meaning]
      do throws(ArchiveError) {
        names = try self.names(in: specifier, known: isKnown)
      } catch {
        guard case .damaged = error, !commits.isEmpty else { throw error }
        names = []
      }
      let meanings = names + commits.map { .commit($0) }
      // Only the history knows an article that was withdrawn.
      if !meanings.isEmpty { return meanings }
    }
    throw try unknownSpecifier(specifier)
  }

  private func names(
    in specifier: String, known isKnown: (ArticleName) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> [Meaning] {
    var meanings: [Meaning] = []
    if let article = ArticleName(ifAllowed: specifier), try isKnown(article) {
      meanings.append(.selected(RevisionSpecifier(latestOf: article)))
    }
    if let selected = selected(specifier), try isKnown(selected.article) {
      meanings.append(.selected(selected))
    }
    return meanings
  }

  private func selected(_ specifier: String) -> RevisionSpecifier? {
    RevisionSpecifier(specifier, localZone: localZone)
  }

  private func commits(startingWith prefix: String) throws(ArchiveError) -> [ObjectID] {
    guard (4...64).contains(prefix.utf8.count),
      prefix.utf8.allSatisfy({ byte in
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
      })
    else { return [] }
    return try translated { () throws(RepositoryError) in
      var commits: [ObjectID] = []
      for id in try repository.ids(startingWith: prefix)
      where try repository.object(id).kind == .commit { commits.append(id) }
      return commits
    }
  }

  /// Whether the head has an article of this name.
  func isPresent(_ article: ArticleName) throws(ArchiveError) -> Bool {
    guard let head = try headCommit() else { return false }
    return try blob(of: article, inTree: try revision(head).root) != nil
  }

  /// Whether an article was ever recorded under this name.
  private func isRecorded(_ article: ArticleName) throws(ArchiveError) -> Bool {
    try index().contains(article)
  }

  /// The same, asked of the head first: that takes the same time however long the log is.
  public func contains(_ article: ArticleName) throws(ArchiveError) -> Bool {
    if try isPresent(article) { return true }
    return try isRecorded(article)
  }

  /// Refuses a name that was never recorded: most likely it is mistyped.
  ///
  /// - Throws: As `readableHistory(of:)`.
  public func demand(_ article: ArticleName) throws(ArchiveError) {
    if try isPresent(article) { return }
    _ = try readableHistory(of: article)
  }

  // MARK: Which revision that is

  /// The one meaning that there is a revision for.
  ///
  /// - Parameter counts: Whether the revision's number is wanted, for which all of the article's
  ///   history is read; else only as much as it takes to find it.
  /// - Throws: `.ambiguous` where there is more than one, each by a name that is only its own.
  private func resolve(
    _ meanings: [Meaning], _ specifier: String, counts: Bool
  ) throws(ArchiveError) -> Revision {
    if meanings.count == 1 { return try resolve(meanings[0], counts: counts) }
    var found: [(spelling: String, revision: Revision)] = []
    for meaning in meanings {
      do throws(ArchiveError) {
        let revision = try resolve(meaning, counts: counts)
        let isClear = meaning.spelling != specifier
        found.append((isClear ? meaning.spelling : revision.id.description, revision))
      } catch .unknownRevision {
        continue
      } catch {
        throw error
      }
    }
    guard found.count == 1 else {
      throw .ambiguous(specifier, meanings: found.map(\.spelling))
    }
    return found[0].revision
  }

  private func resolve(_ meaning: Meaning, counts: Bool) throws(ArchiveError) -> Revision {
    switch meaning {
    case .commit(let id):
      return try revision(id)
    case .selected(let specifier):
      let (article, selection) = (specifier.article, specifier.selection)
      if !counts, let place = selection.placeBeforeLatest,
        let revision = try revision(of: article, beforeLatest: place)
      {
        return revision
      }
      if case .asOf(let time) = selection {
        return try standingRevision(of: article, asOf: Moment(time))
      }
      return try selection.revision(in: readableHistory(of: article))
    }
  }

  /// What an article said at a time; where it was called something else then, what it said under that name.
  ///
  /// Its own name goes before: what it had then, or that it was gone, is not overruled by a story that came to
  /// the name later.
  /// - Throws: `.unknownRevision` where it was first seen later, under any name.
  func standingRevision(
    of article: ArticleName, asOf moment: Moment
  ) throws(ArchiveError) -> Revision {
    let (time, kind) = (moment.time, moment.kind)
    let own = try readableHistory(of: article)
    guard own.revisions.contains(where: { $0.origin != nil }) else {
      return try own.revision(asOf: time, by: kind)
    }
    let followed = try followedHistory(of: article)
    let found: Revision
    do throws(ArchiveError) {
      found = try own.revision(asOf: time, by: kind)
    } catch .unknownRevision {
      return try followed.revision(asOf: time, by: kind)
    } catch {
      throw error
    }
    guard let departure = own.departure(after: found),
      followed.revisions.contains(where: { $0.article == departure })
    else { return found }
    // It was given up for another name, from which the story came back.
    return try followed.without { $0.article == article && $0.metadata.renamedTo != nil }
      .revision(asOf: time, by: kind)
  }

  /// The revision so many before the latest one; `nil` where there are not so many.
  ///
  /// - Throws: `.damaged` where one that cannot be read may lie before it.
  private func revision(
    of article: ArticleName, beforeLatest place: Int
  ) throws(ArchiveError) -> Revision? {
    var found: Revision?
    var count = 0
    try index().visitHistory(of: article) { step throws(ArchiveError) in
      switch step {
      case .damage(let place): throw place.cause
      case .revision(let revision):
        if count == place { found = revision }
        count += 1
        return found == nil
      }
    }
    return found
  }

  private func unknownSpecifier(_ specifier: String) throws(ArchiveError) -> ArchiveError {
    if let at = specifier.utf8.lastIndex(of: UInt8(ascii: "@")),
      let article = ArticleName(ifAllowed: String(specifier[..<at])), try isRecorded(article)
    {
      return .invalidSpecifier(
        specifier,
        reason: "after @ comes a number (3), a number back from the latest (-1) or a time"
          + " (2011-11-24, 2011-11-24T17:27:00Z)")
    }
    return try unknown(specifier, like: selected(specifier)?.article.description)
  }
}
