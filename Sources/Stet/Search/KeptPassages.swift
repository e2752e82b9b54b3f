internal import Articles
internal import Catalogue
internal import Objects
internal import Passages
internal import Synchronization

/// The passages of an archive in a folder: made when somebody first searches, brought up to the head by whoever does
/// next, and made anew where they are damaged or tell of another history.
final class KeptPassages: Sendable {
  private let file: PassageFile

  /// - Parameters:
  ///   - folder: Stet's own in the archive.
  ///   - journal: `nil` for what suits the file system.
  init(in folder: String, journal: DatabaseJournal? = nil) {
    file = PassageFile(in: folder, journal: journal)
  }

  /// The bytes that they take.
  var byteCount: Int { file.database.byteCount }

  /// Answers a question from the passages as of a head.
  ///
  /// - Throws: What keeps the texts from being read; `.cancelled`.
  func ask<Answer>(
    at head: ObjectID, of archive: Archive, goesOn: @escaping @Sendable (Int, Int) -> Bool,
    _ question: (PassageDatabase) throws(CatalogueError) -> Answer
  ) throws(ArchiveError) -> Answer {
    // What is damaged is made anew once; what is damaged again is not asked again.
    for _ in 0..<2 {
      do throws(CatalogueError) {
        let database = try database(at: head, of: archive, goesOn: goesOn)
        do throws(CatalogueError) {
          return try question(database)
        } catch {
          database.abandon()
          guard error.needsRebuilding else { throw error }
          file.database.invalidate()
        }
      } catch .source(let error) {
        throw error
      } catch {
        break
      }
    }
    return try archive.askInMemory(at: head, goesOn: goesOn, question)
  }

  /// Answers a question from the passages as they are, where they tell of a head's history; `nil` where they do not.
  func askKnown<Answer>(
    at head: ObjectID, of archive: Archive,
    _ question: (PassageDatabase) throws(CatalogueError) -> Answer
  ) -> Answer? {
    guard let database = try? file.open() else { return nil }
    defer { database.abandon() }
    guard let known = try? database.head(),
      archive.visitLine(from: head, to: known, limit: KeptPassages.longestWay, { _ in })
    else { return nil }
    return try? question(database)
  }

  /// So many commits are read to see that a head comes after what is known.
  private static let longestWay = 1000

  private func database(
    at head: ObjectID, of archive: Archive, goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CatalogueError) -> PassageDatabase {
    var waits = KeptPassages.patience
    while true {
      do throws(CatalogueError) {
        do throws(CatalogueError) {
          return try currentDatabase(at: head, of: archive, goesOn: goesOn)
        } catch {
          guard error.needsRebuilding else { throw error }
        }
        let texts = ReadAhead(try archive.passageReader(at: head, goesOn: goesOn))
        defer { texts.stop() }
        try file.rebuild(for: head) { () throws(CatalogueError) in try texts.next() }
        return try currentDatabase(at: head, of: archive, goesOn: goesOn)
      } catch {
        // Somebody makes them at this moment: then they are there.
        guard case .busy = error, waits > 0 else { throw error }
        waits -= 1
        DatabaseFile.waitForOthers()
      }
    }
  }

  /// How often a tenth of a second is waited for others.
  private static let patience = 200

  /// - Throws: `.outdated` where the file tells of another history.
  private func currentDatabase(
    at head: ObjectID, of archive: Archive, goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CatalogueError) -> PassageDatabase {
    let database = try file.open()
    do throws(CatalogueError) {
      let known = try database.head()
      if known == head { return database }
      guard let commits = archive.commits(from: head, to: known) else {
        throw .outdated(version: 0)
      }
      // What was erased by law may be found no longer, and cannot be taken out.
      if commits.contains(where: { $0.article == .erased }) { throw .outdated(version: 0) }
      let texts = ReadAhead(try archive.passageReader(commits, goesOn: goesOn))
      defer { texts.stop() }
      try database.append(from: known, to: head, waiting: 5000) { () throws(CatalogueError) in
        try texts.next()
      }
      return database
    } catch {
      database.abandon()
      throw error
    }
  }

  /// Takes them away, whoever has them open: something was erased.
  func discard() { file.database.remove() }

  /// Takes them away, unless they were brought up to a head that knew of all that is erased: that was left out then.
  func discardWhatErasuresFollowed(in archive: Archive) {
    do throws(CatalogueError) {
      let database = try file.open()
      defer { database.abandon() }
      let known = try database.head()
      if let head = try? archive.ownHead(), let commits = archive.commits(from: head, to: known),
        !commits.contains(where: { $0.article == .erased })
      {
        return
      }
    } catch .missing {
      return
    } catch {}
    discard()
  }

  /// Makes one piece of what was added since, where there is anything.
  func maintain(at head: ObjectID, of archive: Archive) {
    guard file.database.exists else { return }
    _ = try? ask(at: head, of: archive, goesOn: { _, _ in true }) {
      database throws(CatalogueError) in
      try database.merge()
    }
  }
}

extension KeptPassages {
  /// What verification says of them: whether they say of words what the texts do, as far as they were brought up.
  ///
  /// What is not there, of another version or history, or in use by who makes it is no damage.
  ///
  /// - Throws: `.system` where the file cannot be read; `.cancelled`.
  func finding(
    in archive: Archive, _ share: IndexShare, goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) -> Finding? {
    do throws(CatalogueError) {
      do throws(CatalogueError) {
        try demandAgreement(in: archive, share, goesOn)
      } catch .damaged {
        // SQLite calls a disk that does not answer damage, too: hence a look at the disk, and a second
        // one at the file.
        try file.database.demandReadable()
        try demandAgreement(in: archive, share, goesOn)
      }
    } catch {
      switch error {
      case .damaged:
        let path = file.database.path
        return Finding(Damage(.file(path: path), path: path, .passages))
      case .refused(let reason):
        throw .system(doing: "checking", path: file.database.path, reason: reason)
      case .source(.cancelled): throw .cancelled
      case .busy, .missing, .outdated, .newer, .readOnly, .source: return nil
      }
    }
    return nil
  }

  private func demandAgreement(
    in archive: Archive, _ share: IndexShare, _ goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CatalogueError) {
    let database = try file.open()
    defer { database.abandon() }
    let texts = Mutex<ReadAhead?>(nil)
    defer { texts.withLock { $0 }?.stop() }
    try database.demandAgreement { head throws(CatalogueError) in
      // Of another history they are made anew by whoever searches, and so they are where something was erased.
      guard let own = try? archive.ownHead(), let recent = archive.commits(from: own, to: head),
        !recent.contains(where: { $0.article == .erased })
      else { return nil }
      var revisions: [ArticleName: Int] = [:]
      let commits = try archive.catalogued(at: head)
      for case let article? in commits.lazy.map(\.article) where !article.isReserved {
        revisions[article, default: 0] += 1
      }
      let isSmall = commits.count <= IndexShare.smallCount
      let chosen = Set(revisions.keys.filter { isSmall || share.has($0) })
      let reader = ReadAhead(
        try archive.passageReader(
          commits.filter { $0.article.map(chosen.contains) ?? false }, goesOn: goesOn))
      texts.withLock { $0 = reader }
      return ExpectedPassages(revisions: revisions, chosen: chosen) { () throws(CatalogueError) in
        try reader.next()
      }
    }
  }

  /// Takes them away, unless somebody has them open: whoever asks next makes them anew.
  func invalidate() { file.database.invalidate() }
}

extension Archive {
  /// - Throws: `.source`.
  fileprivate func passageReader(
    at head: ObjectID, goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CatalogueError) -> PassageReader {
    try passageReader(catalogued(at: head), goesOn: goesOn)
  }

  /// All commits that a head leads to, the newest first.
  ///
  /// - Throws: `.source`.
  fileprivate func catalogued(at head: ObjectID) throws(CatalogueError) -> [CataloguedCommit] {
    var commits: [CataloguedCommit] = []
    try sourced { () throws(ArchiveError) in
      try LogIndex(self, head: head).visitRevisions { revision throws(ArchiveError) in
        commits.append(CataloguedCommit(revision))
        return true
      }
    }
    return commits
  }

  fileprivate func passageReader(
    _ commits: [CataloguedCommit], goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(CatalogueError) -> PassageReader {
    try sourced { () throws(ArchiveError) in
      try PassageReader(commits, of: self, goesOn: goesOn)
    }
  }

  /// The commits between two heads, the newest first; `nil` where no straight way leads from one to the other.
  fileprivate func commits(from head: ObjectID, to known: ObjectID) -> [CataloguedCommit]? {
    var commits: [CataloguedCommit] = []
    let isLine = visitLine(from: head, to: known) { commits.append(CataloguedCommit($0)) }
    return isLine ? commits : nil
  }

  /// Answers from passages that are made for this question alone.
  func askInMemory<Answer>(
    at head: ObjectID, goesOn: @escaping @Sendable (Int, Int) -> Bool,
    _ question: (PassageDatabase) throws(CatalogueError) -> Answer
  ) throws(ArchiveError) -> Answer {
    do throws(CatalogueError) {
      let texts = ReadAhead(try passageReader(at: head, goesOn: goesOn))
      defer { texts.stop() }
      let database = try PassageDatabase(inMemoryFor: head) { () throws(CatalogueError) in
        try texts.next()
      }
      return try question(database)
    } catch .source(let error) {
      throw error
    } catch {
      throw .system(doing: "search", path: "memory", reason: error.reason)
    }
  }
}

extension CatalogueError {
  fileprivate var reason: String {
    switch self {
    case .damaged(let reason), .refused(let reason): reason
    case .busy: "others are writing"
    default: "\(self)"
    }
  }
}
