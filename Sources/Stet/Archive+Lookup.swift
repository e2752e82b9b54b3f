internal import ObjectDatabase
internal import Objects

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
    var meanings = try meanings(of: specifier, known: isPresent)
    // Only a walk through the history finds an article that was withdrawn.
    if meanings.isEmpty { meanings = try self.meanings(of: specifier, known: isRecorded) }
    guard let first = meanings.first else { throw try unknownSpecifier(specifier) }
    return meanings.count == 1 ? try resolve(first) : try choose(among: meanings, specifier)
  }

  /// The exact bytes of the revision that a specifier names.
  ///
  /// For the latest revision of a name this reads one commit and five trees, whatever the length
  /// of the history.
  public func content(_ specifier: String) throws(ArchiveError) -> [UInt8] {
    let meanings = try meanings(of: specifier, known: isPresent)
    if meanings.count == 1, case .selected(let article, .latest) = meanings[0],
      let head = try headCommit(),
      let blob = try blob(of: article, inTree: try revision(head).root)
    {
      return try translated { () throws(ObjectDatabaseError) in try database.blob(blob) }
    }
    return try content(of: revision(specifier))
  }

  // MARK: What a specifier can mean

  private enum Selection {
    case latest
    case number(Int)
    case before(Int)
    case asOf(Timestamp)
  }

  private enum Meaning {
    case selected(ArticleName, Selection)
    case commit(ObjectID)

    /// A specifier that can mean nothing else.
    var spelling: String {
      switch self {
      case .selected(let article, .latest): "\(article)@"
      case .selected(let article, .number(let number)): "\(article)@\(number)"
      case .selected(let article, .before(let count)): "\(article)@-\(count)"
      case .selected(let article, .asOf(let time)): "\(article)@\(time)"
      case .commit(let id): id.description
      }
    }
  }

  private func meanings(
    of specifier: String, known isKnown: (ArticleName) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> [Meaning] {
    var meanings: [Meaning] = []
    if let article = ArticleName(ifAllowed: specifier), try isKnown(article) {
      meanings.append(.selected(article, .latest))
    }
    if let (article, selection) = select(specifier), try isKnown(article) {
      meanings.append(.selected(article, selection))
    }
    for id in try commits(startingWith: specifier) { meanings.append(.commit(id)) }
    return meanings
  }

  /// Reads `NAME@…`; `nil` where what follows the last `@` selects nothing.
  private func select(_ specifier: String) -> (ArticleName, Selection)? {
    guard let at = specifier.utf8.lastIndex(of: UInt8(ascii: "@")),
      let article = ArticleName(ifAllowed: String(specifier[..<at]))
    else { return nil }
    let text = String(specifier.unicodeScalars[at...].dropFirst())
    if text.isEmpty { return (article, .latest) }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) {
      return (article, .number(number))
    }
    if text.hasPrefix("-"), let count = Int(text.dropFirst()), count >= 0 {
      return (article, .before(count))
    }
    return Timestamp(text, localZone: localZone).map { (article, .asOf($0)) }
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
    return try translated { () throws(ObjectDatabaseError) in
      var commits: [ObjectID] = []
      for id in try database.ids(startingWith: prefix)
      where try database.object(id).kind == .commit { commits.append(id) }
      return commits
    }
  }

  /// Whether the head has an article of this name.
  private func isPresent(_ article: ArticleName) throws(ArchiveError) -> Bool {
    guard let head = try headCommit() else { return false }
    return try blob(of: article, inTree: try revision(head).root) != nil
  }

  /// Whether an article was ever recorded under this name.
  private func isRecorded(_ article: ArticleName) throws(ArchiveError) -> Bool {
    var isFound = false
    try visitHistory { revision throws(ArchiveError) in
      isFound = revision.article == article
      return !isFound
    }
    return isFound
  }

  // MARK: Which revision that is

  /// The one meaning that there is a revision for.
  ///
  /// - Throws: `.ambiguous` where there is more than one, each by a name that is only its own.
  private func choose(
    among meanings: [Meaning], _ specifier: String
  ) throws(ArchiveError) -> Revision {
    var found: [(spelling: String, revision: Revision)] = []
    for meaning in meanings {
      do throws(ArchiveError) {
        let revision = try resolve(meaning)
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

  private func resolve(_ meaning: Meaning) throws(ArchiveError) -> Revision {
    switch meaning {
    case .commit(let id):
      return try numbered(revision(id))
    case .selected(let article, let selection):
      return try resolve(selection, of: article)
    }
  }

  private func resolve(
    _ selection: Selection, of article: ArticleName
  ) throws(ArchiveError) -> Revision {
    let history = try history(of: article)
    switch selection {
    case .latest: return history[0]
    case .number(let number):
      guard (1...history.count).contains(number) else {
        throw .unknownRevision("\(article)@\(number)", known: Archive.extent(of: history))
      }
      return history[history.count - number]
    case .before(let count):
      guard count < history.count else {
        throw .unknownRevision("\(article)@-\(count)", known: Archive.extent(of: history))
      }
      return history[count]
    case .asOf(let time):
      let seen = history.filter { $0.observed.seconds <= time.lastSecond }
      // Of revisions seen at one time, the one recorded last counts; `history` has it first.
      guard let latest = seen.max(by: { $0.observed.seconds < $1.observed.seconds }),
        let revision = seen.first(where: { $0.observed.seconds == latest.observed.seconds })
      else {
        let first = history.map(\.observed).min { $0.seconds < $1.seconds }
        throw .unknownRevision(
          "\(article)@\(time)", known: "it was first seen \(first?.description ?? "never")")
      }
      return revision
    }
  }

  private static func extent(of history: [Revision]) -> String {
    history.count == 1 ? "it has one revision" : "it has revisions 1 to \(history.count)"
  }

  private func numbered(_ revision: Revision) throws(ArchiveError) -> Revision {
    guard let article = revision.article else { return revision }
    // A commit that the head does not reach has no number.
    return try history(of: article).first { $0.id == revision.id } ?? revision
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
    return try unknown(specifier, like: select(specifier)?.0.description)
  }
}
