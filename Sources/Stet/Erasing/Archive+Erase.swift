public import Articles
internal import Objects
internal import Repository
internal import Storage

/// What an erasure took away, or would.
public struct Erasure: Sendable {
  /// How it is told from now on.
  public internal(set) var text: ErasedText
  /// The revisions whose bytes these were, the newest first: all lose them.
  public internal(set) var revisions: [Revision] = []
  /// Whether commits cannot be read, so that more revisions may have had these bytes.
  public internal(set) var mayHaveMore = false
  /// The revision of `stet:erased` that was recorded; `nil` where that was done before, or is not done yet.
  public internal(set) var recorded: RevisionID?
  public internal(set) var completion = ErasureCompletion()
}

/// What was done so that nothing is here any more of what was erased.
public struct ErasureCompletion: Equatable, Sendable {
  /// Objects that were packed anew, since they stood beside it.
  public var packedCount = 0
  public var replacedPackCount = 0
  public var removedLooseCount = 0
  /// Files that were no part of the archive, and went with it.
  public var removedFiles: [String] = []
  /// Damaged files of which nobody can tell whether they hold it: `repair` can.
  public var doubtful: [String] = []
  /// Where git takes objects from, too: what is there was not looked at.
  public var borrowedFrom: [String] = []
  /// Whether a `git gc` is at work, which may have read before what it writes now.
  public var isBesideClearing = false

  /// Whether there was anything to do, or is.
  public var isNothing: Bool { self == ErasureCompletion() }
}

extension Archive {
  /// What erasing the text of a revision would take away; changes nothing.
  ///
  /// - Throws: As `erase`.
  public func erasure(
    of specifier: String, reason: String, now: Timestamp
  ) throws(ArchiveError) -> Erasure {
    let text = try erasable(specifier, reason, now)
    return try erasure(of: text, at: ownHead())
  }

  /// Erases the text of a revision by law: its bytes go for ever from every file of the archive, and from every
  /// revision that has the same. The ids stay, and a revision of `stet:erased` tells what was erased, when and why.
  ///
  /// First that is recorded, durably; then git is told that objects may be absent; then what stood beside the bytes is
  /// packed anew, and they are removed. Whoever is killed between leaves an archive where all else is whole, and
  /// which the next `erase` or `maintain` completes. What is erased already is not recorded again.
  ///
  /// - Parameters:
  ///   - reason: One line of at most 200 characters.
  ///   - progress: As `maintain` calls it.
  /// - Throws: `.notErasable`, `.invalidMetadata`; `.withdrawn` where there is no text; as `revision(_:)` and
  ///   `record(_:by:now:patience:)`; `.erasureIncomplete` once it is recorded.
  public func erase(
    _ specifier: String, reason: String, by author: Author, now: Timestamp, workers: Int,
    patience: Duration = Archive.patience,
    progress: @escaping (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Erasure {
    let text = try erasable(specifier, reason, now)
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    var result = Erasure(text: text)
    try publish(patience: patience) { head throws(ArchiveError) in
      result = try erasure(of: text, at: head)
      let texts = try erasedTexts(at: head)
      if texts[text.content] != nil { return nil }
      let prepared = try prepare(texts, adding: text, to: head, author, now)
      result.recorded = prepared.map { RevisionID($0.id) }
      return prepared
    }
    do throws(ArchiveError) {
      result.completion = try completeErasures(
        also: result.text.content, clearsUnfinished: true, now: now, workers: workers,
        progress: progress)
      return result
    } catch {
      throw .erasureIncomplete(result.text, cause: error)
    }
  }

  private func prepare(
    _ texts: ErasedTexts, adding text: ErasedText, to head: ObjectID?, _ author: Author,
    _ now: Timestamp
  ) throws(ArchiveError) -> PreparedHead? {
    var texts = texts
    texts.append(text)
    var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
    _ = try writer.add(RevisionDraft(texts, adding: text))
    return try prepared(&writer, after: head)
  }

  // MARK: What may be erased

  private func erasable(
    _ specifier: String, _ reason: String, _ now: Timestamp
  ) throws(ArchiveError) -> ErasedText {
    if reason.allSatisfy(\.isWhitespace) {
      throw .invalidMetadata(field: "reason", reason: "it has no words")
    }
    if reason.unicodeScalars.count > ErasedText.longestReason {
      throw .invalidMetadata(
        field: "reason", reason: "it has more than \(ErasedText.longestReason) characters")
    }
    let revision = try revision(specifier)
    let content = try contentID(of: revision)
    guard let article = revision.article, !article.isReserved else {
      throw .notErasable(specifier, reason: "what stet: articles say of the archive stays")
    }
    let arrangements = try translated { () throws(RepositoryError) in
      try repository.arrangements()
    }
    if arrangements.contains(.partial) {
      throw .notErasable(
        specifier, reason: "this is a partial clone, and git would get the text again")
    }
    return ErasedText(
      content: content, erased: now, reason: reason, article: article, revision: revision.id)
  }

  /// - Throws: `.notErasable` where an article of the archive's own has the same bytes.
  private func erasure(
    of text: ErasedText, at head: ObjectID?
  ) throws(ArchiveError) -> Erasure {
    var result = Erasure(text: try erasedTexts(at: head)[text.content] ?? text)
    var ways: [ArticleName: [[[UInt8]]]] = [:]
    var counts: [ArticleName: Int] = [:]
    try LogIndex(self, head: head).visitLog { step throws(ArchiveError) in
      guard case .revision(var revision) = step else {
        result.mayHaveMore = true
        return true
      }
      guard let article = revision.article else { return true }
      counts[article, default: 0] += 1
      let way = ways[article] ?? ArticlePath(article).steps
      ways[article] = way
      guard readableBlob(of: revision, at: way) == text.content.object else { return true }
      // Counted from the newest until all are counted.
      revision.number = counts[article]
      result.revisions.append(revision)
      return true
    }
    if let own = result.revisions.first(where: { $0.article?.isReserved ?? false }) {
      throw .notErasable(
        text.article.description,
        reason: "the archive's own \(own.specifier) has the same bytes, and stays")
    }
    for index in result.revisions.indices {
      guard let article = result.revisions[index].article,
        let place = result.revisions[index].number
      else { continue }
      // Where the log is broken, nobody counted.
      result.revisions[index].number =
        result.mayHaveMore ? nil : (counts[article] ?? 0) - place + 1
    }
    return result
  }
}

extension Archive {
  /// Sees to it that nothing is here of what was erased, and that git knows; the caller holds the writer's lock.
  ///
  /// - Parameter asked: What somebody has just named, whatever its line says of it: else a forged line, which
  ///   is acted on by nobody, would keep it here.
  /// - Throws: Where the list of what was erased cannot be read, too.
  func completeErasures(
    also asked: ContentID? = nil, clearsUnfinished: Bool, now: Timestamp, workers: Int,
    progress: @escaping (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> ErasureCompletion {
    let texts = try erasedTexts().entries.filter { $0.content == asked || isSound($0) == true }
    let ids = Set(texts.map(\.content.object))
    guard !ids.isEmpty else { return ErasureCompletion() }
    return try translated { () throws(RepositoryError) in
      let arrangements = try repository.arrangements()
      // Git would get them again, and knows already that objects are absent.
      if arrangements.contains(.partial) { return ErasureCompletion() }
      let isBesideClearing = try repository.isBeingCleared()
      // Its words may be found no longer, whatever becomes of the rest.
      if clearsUnfinished {
        passages?.discard()
      } else {
        passages?.discardWhatErasuresFollowed(in: self)
      }
      let result = try repository.erase(
        ids, clearsUnfinished: clearsUnfinished, now: now.seconds, workers: workers,
        progress: progress)
      var completion = ErasureCompletion(result)
      if clearsUnfinished || !completion.isNothing {
        completion.isBesideClearing = isBesideClearing
        for case .borrowing(let places) in arrangements { completion.borrowedFrom += places }
      }
      return completion
    }
  }
}

extension Archive {
  /// Whether the revision that an entry names had these bytes: nothing is removed because of a line that names
  /// another. `nil` where nobody can tell: it is not here, or cannot be read.
  func isSound(_ text: ErasedText) -> Bool? {
    do throws(ArchiveError) {
      let revision = try revision(text.revision.object)
      guard revision.article == text.article else { return false }
      return try blob(of: text.article, inTree: revision.root) == text.content.object
    } catch {
      // An object that is no commit is no revision.
      if case .damaged(let damage) = error, case .wrongKind = damage.cause { return false }
      return nil
    }
  }
}

extension ErasureCompletion {
  fileprivate init(_ result: ErasureResult) {
    packedCount = result.packedCount
    replacedPackCount = result.replacedPackCount
    removedLooseCount = result.removedLooseCount
    removedFiles = result.removedFiles
    doubtful = result.doubtful
  }
}

extension RevisionDraft {
  fileprivate init(_ texts: ErasedTexts, adding text: ErasedText) {
    let words =
      "the text of \(text.article)@\(text.revision.abbreviated) was erased: \(text.reason)"
    self.init(article: .erased, content: texts.encoded(), message: Array(words.utf8))
    metadata.mediaType = "text/tab-separated-values; charset=utf-8"
  }
}
