internal import Articles
internal import DirectoryStorage
internal import Objects
package import Repository
internal import Storage

/// A store of articles: every revision of each, in one line, each named by its hash.
///
/// An archive is a bare git repository in SHA-256 format; `Format.md` says how revisions become
/// commits. Values of this type are cheap to copy and may be used from any thread.
public struct Archive: Sendable {
  /// The repository's folder.
  public var path: String { repository.location }
  private(set) var repository: Repository
  let localZone: @Sendable (Int) -> Int
  let recentHistory = RecentHistory()
  let knownErasures = KnownErasures()
  /// `nil` where the archive is in no folder.
  let catalogue: KeptCatalogue?
  /// The same; also `nil` where the archive is seen as it was: they tell of its head.
  private(set) var passages: KeptPassages?
  var observers: [any RecordObserver] = []
  /// What counts as the head; `nil` for the archive's own.
  private var past: PastHead?

  /// How long a writer waits for others before it gives up.
  public static let patience: Duration = .seconds(60)

  /// - Parameter ownFolder: Where what is derived is kept; `nil` where the archive is in no folder.
  package init(
    _ repository: Repository, ownFolder: String? = nil,
    localZone: @escaping @Sendable (Int) -> Int
  ) {
    self.repository = repository
    catalogue = ownFolder.map { KeptCatalogue(in: $0) }
    passages = ownFolder.map { KeptPassages(in: $0) }
    self.localZone = localZone
  }

  /// Makes an empty archive in a folder, which may exist if it holds no archive.
  ///
  /// - Parameter localZone: The local zone's minutes east of UTC at a local time in seconds, for
  ///   times in revision specifiers that name no zone.
  /// - Throws: `.archiveExists`, `.denied`, `.noSpace`, `.system`.
  public static func create(
    at path: String, localZone: @escaping @Sendable (Int) -> Int = { _ in 0 }
  ) throws(ArchiveError) -> Archive {
    do {
      let storage = try DirectoryStorage.create(at: path, files: POSIXFileSystem())
      return Archive(
        Repository(storage), ownFolder: storage.ownFolder, localZone: localZone)
    } catch {
      throw ArchiveError(error)
    }
  }

  /// Opens an archive, or any other SHA-256 repository that git made.
  ///
  /// - Parameter goesOn: Asked while another writer is waited for: whether to wait on. Where it says no, what
  ///   waited throws `.cancelled`, and nothing has changed.
  /// - Throws: `.noArchive` where the folder holds none.
  public static func open(
    at path: String, localZone: @escaping @Sendable (Int) -> Int = { _ in 0 },
    goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws(ArchiveError) -> Archive {
    do {
      let files = POSIXFileSystem(goesOn: goesOn)
      let storage = try DirectoryStorage.open(at: path, files: files)
      return Archive(
        Repository(storage), ownFolder: storage.ownFolder, localZone: localZone)
    } catch {
      throw ArchiveError(error)
    }
  }

  /// The newest revision of any article; `nil` in an empty archive.
  public func head() throws(ArchiveError) -> RevisionID? {
    try headCommit().map { RevisionID($0) }
  }

  /// The archive as a commit left it: what was recorded later is not known. For questions alone: who records builds
  /// on the archive's own head.
  ///
  /// - Parameter head: `nil` for the archive before anything was recorded.
  func at(_ head: ObjectID?) -> Archive {
    var archive = self
    archive.past = PastHead(id: head)
    archive.passages = nil
    return archive
  }

  /// The same for who reads most of it.
  var readThrough: Archive {
    var archive = self
    archive.repository = repository.readThrough
    return archive
  }

  /// A variable of the archive's own `config`, such as `user.name`.
  public func configuration(_ name: String) -> String? { repository.configuration[name] }

  func headCommit() throws(ArchiveError) -> ObjectID? {
    if let past { return past.id }
    return try ownHead()
  }

  /// The archive's own head, whatever moment is asked about.
  func ownHead() throws(ArchiveError) -> ObjectID? {
    try translated { () throws(RepositoryError) in try repository.head().id }
  }

  func revision(_ id: ObjectID) throws(ArchiveError) -> Revision {
    let commit = try translated { () throws(RepositoryError) in try repository.commit(id) }
    return Revision(id, commit, localZone: localZone)
  }

  func tree(_ id: ObjectID) throws(ArchiveError) -> Tree {
    try translated { () throws(RepositoryError) in try repository.tree(id) }
  }
}

/// A commit that counts as the head, or none.
private struct PastHead: Sendable {
  let id: ObjectID?
}
