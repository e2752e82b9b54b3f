internal import Articles
internal import Glibc

/// Where a database that is made from the log is, and how it comes to be there.
package struct DatabaseFile: Sendable {
  /// Stet's own folder in an archive.
  private let folder: String
  private let name: String
  private let givenJournal: DatabaseJournal?

  /// - Parameter journal: `nil` for what suits the file system.
  init(_ name: String, in folder: String, _ journal: DatabaseJournal?) {
    self.folder = folder
    self.name = name
    givenJournal = journal
  }

  /// How a new file is to be kept.
  var journal: DatabaseJournal { givenJournal ?? DatabaseJournal(inFolder: folder) }

  /// Without links, as SQLite is told to follow none.
  ///
  /// - Throws: `.missing` where nobody made the folder yet: then there is nothing to be quick about.
  private func resolved() throws(CatalogueError) -> String {
    guard let path = unsafe realpath(folder, nil) else { throw .missing }
    defer { unsafe free(path) }
    return unsafe String(cString: path) + "/" + name
  }

  /// What people call it.
  package var path: String { folder + "/" + name }

  /// Whether there is a file, whatever is in it.
  package var exists: Bool {
    var status = stat()
    return unsafe lstat(folder + "/" + name, &status) == 0
  }

  /// The bytes that it takes, with its log.
  package var byteCount: Int {
    ["", "-wal"].reduce(0) { sum, ending in
      var status = stat()
      let path = folder + "/" + name + ending
      return unsafe lstat(path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }

  /// - Throws: `.refused` where the system does not give what is in the file.
  package func demandReadable() throws(CatalogueError) {
    let descriptor = unsafe Glibc.open(try resolved(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw .current() }
    defer { Glibc.close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    repeat {
      count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR {
        throw .current()
      }
    } while count != 0
  }

  /// - Throws: `.missing`, `.damaged`, `.outdated`, `.newer`; `.busy` while it is replaced.
  func open<Database>(
    _ database: (consuming sending Connection, CatalogueLock) throws(CatalogueError) -> Database
  ) throws(CatalogueError) -> Database {
    let path = try resolved()
    var status = stat()
    // Who only looks leaves nothing where nothing is.
    guard unsafe lstat(path, &status) == 0 || errno != ENOENT else { throw .missing }
    let lock = try CatalogueLock(path + ".lock", .shared)
    guard unsafe lstat(path, &status) == 0 else {
      throw errno == ENOENT ? .missing : .refused(reason: "it cannot be looked at")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .refused(reason: "it is no file") }
    // Made where it was another file system's, or by an older Stet.
    if journal == .rollback, hasLogAlways(path) { throw .outdated(version: 0) }
    do throws(CatalogueError) {
      return try database(Connection(opening: path, .writing), lock)
    } catch {
      // A folder that cannot be written keeps a database from making its shared index.
      guard unsafe access(path.parentOfFile, W_OK) != 0, !hasLog(path) else { throw error }
      return try database(Connection(opening: path, .readingUnchangeable), lock)
    }
  }

  /// Whether it is not whole without what stands beside it.
  private func hasLog(_ path: String) -> Bool {
    ["-wal", "-journal"].contains { ending in
      var status = stat()
      return unsafe lstat(path + ending, &status) == 0 && status.st_size > 0
    }
  }

  /// Whether a file says of itself that it is used with a log.
  ///
  /// Source: sqlite.org/fileformat.html, "File format version numbers".
  private func hasLogAlways(_ path: String) -> Bool {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    var versions: [UInt8] = [0, 0]
    let count = unsafe versions.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 18)
    }
    return count == 2 && versions.contains(2)
  }

  /// Takes a file away that says what cannot be, unless somebody has it open.
  package func invalidate() {
    guard let path = try? resolved(), let lock = try? CatalogueLock(path + ".lock", .exclusive)
    else { return }
    withExtendedLifetime(lock) { remove(path) }
  }

  /// Takes a file away, whoever has it open: they go on with what nobody else sees any more.
  package func remove() {
    if let path = try? resolved() { remove(path) }
  }

  /// A tenth of a second, after `.busy`.
  package static func waitForOthers() { usleep(100_000) }

  /// The database first: what outlasts a loss of power is none without a log that it needs.
  private func remove(_ path: String) {
    for ending in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + ending) }
  }

  /// Makes the file anew, in the place of any that is there.
  ///
  /// - Parameter write: Makes a new file at a path; asked when nobody else can do the same.
  /// - Throws: `.busy` where somebody has it open; `.newer` where a newer Stet made it.
  func rebuild(
    _ write: (_ path: String) throws(CatalogueError) -> Void
  ) throws(CatalogueError) {
    let path = try resolved()
    let lock = try CatalogueLock(path + ".lock", .exclusive)
    defer { withExtendedLifetime(lock) {} }
    let new = path + ".new"
    let leftovers = [new, new + "-journal", new + "-wal", new + "-shm"]
    for file in leftovers { unsafe unlink(file) }
    do throws(CatalogueError) {
      try write(new)
      try settle(new)
    } catch {
      for file in leftovers { unsafe unlink(file) }
      throw error
    }
    for file in leftovers.dropFirst() { unsafe unlink(file) }
    remove(path)
    guard unsafe rename(new, path) == 0 else {
      throw .current()
    }
  }

  /// Shares a new file with whom the folder is shared with, and makes it outlast a loss of power.
  private func settle(_ path: String) throws(CatalogueError) {
    var status = stat()
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    defer { if descriptor >= 0 { Glibc.close(descriptor) } }
    guard descriptor >= 0, unsafe stat(path.parentOfFile, &status) == 0,
      fchmod(descriptor, status.st_mode & 0o666) == 0, fsync(descriptor) == 0
    else { throw .current() }
  }
}

extension String {
  fileprivate var parentOfFile: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return String(self[..<slash])
  }
}
