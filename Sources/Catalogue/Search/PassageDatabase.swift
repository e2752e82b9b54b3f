internal import Bytes
package import Objects
internal import Synchronization

/// Which passages stand in which revisions of which articles: an open database that is made from the texts, and can be
/// lost.
///
/// Any number of processes read it while one adds to it. Values of this type may be used from any thread.
package final class PassageDatabase: Sendable {
  let connection: Mutex<Connection>
  private let lock: Mutex<CatalogueLock?>

  /// - Throws: `.damaged`, `.outdated`, `.newer`.
  init(
    _ connection: consuming sending Connection, _ lock: CatalogueLock
  ) throws(CatalogueError) {
    try connection.demandPassages()
    self.connection = Mutex(connection)
    self.lock = Mutex(lock)
  }

  /// One that nobody else sees, and that ends with this value.
  ///
  /// - Throws: `.source`.
  package init(inMemoryFor head: ObjectID, _ next: PassageSource) throws(CatalogueError) {
    let connection = try Connection(opening: ":memory:", .creating)
    try connection.writePassages(head: head, key: .random(), next)
    self.connection = Mutex(connection)
    lock = Mutex(nil)
  }

  /// Lets others replace the file: it is damaged, and nobody asks this value again.
  package func abandon() { lock.withLock { $0 = nil } }

  /// The newest commit whose text can be found.
  package func head() throws(CatalogueError) -> ObjectID {
    try connection.withLock { connection throws(CatalogueError) in try connection.passageHead() }
  }

  /// Adds the revisions between two heads.
  ///
  /// - Parameter milliseconds: How long to wait for others that write.
  /// - Throws: `.busy` also where others have added some meanwhile; nothing has changed then. `.source`.
  package func append(
    from known: ObjectID, to head: ObjectID, waiting milliseconds: Int32, _ next: PassageSource
  ) throws(CatalogueError) {
    try connection.withLock { connection throws(CatalogueError) in
      connection.wait(milliseconds: milliseconds)
      defer { connection.wait(milliseconds: Connection.readingPatience) }
      try connection.transaction { () throws(CatalogueError) in
        guard try connection.passageHead() == known else { throw .busy }
        var writer = try PassageWriter(connection, key: connection.passageKey())
        while let revision = try next() { try writer.add(revision) }
        try writer.complete()
        try connection.set("head", to: head.digest.bytes)
      }
    }
  }

  /// Makes what was added piece by piece one piece again.
  package func merge() throws(CatalogueError) {
    try connection.withLock { connection throws(CatalogueError) in
      try connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    }
  }
}

/// Where the passages are.
package struct PassageFile: Sendable {
  package let database: DatabaseFile

  /// - Parameters:
  ///   - folder: Stet's own in an archive.
  ///   - journal: `nil` for what suits the file system.
  package init(in folder: String, journal: DatabaseJournal? = nil) {
    database = DatabaseFile("passages.sqlite", in: folder, journal)
  }

  /// - Throws: `.missing`, `.damaged`, `.outdated`, `.newer`; `.busy` while it is replaced.
  package func open() throws(CatalogueError) -> PassageDatabase {
    try database.open { connection, lock throws(CatalogueError) in
      try PassageDatabase(connection, lock)
    }
  }

  /// Makes the file anew, in the place of any that is there.
  ///
  /// - Throws: `.busy` where somebody has it open; `.newer` where a newer Stet made it; `.source`.
  package func rebuild(for head: ObjectID, _ next: PassageSource) throws(CatalogueError) {
    try database.rebuild { path throws(CatalogueError) in
      let connection = try Connection(opening: path, .creating)
      // Nobody knows the file before it is whole.
      try connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      try connection.writePassages(head: head, key: .random(), next)
      try connection.execute("PRAGMA journal_mode = \(database.journal.name)")
    }
  }
}
