internal import Articles
internal import Glibc

/// Where a catalogue is, and how it comes to be there.
package struct CatalogueFile: Sendable {
  /// Stet's own folder in an archive.
  private let folder: String

  package init(in folder: String) { self.folder = folder }

  private static let name = "catalogue.sqlite"

  /// Without links, as SQLite is told to follow none.
  ///
  /// - Throws: `.missing` where nobody made the folder yet: then there is nothing to be quick about.
  private func resolved() throws(CatalogueError) -> String {
    guard let path = unsafe realpath(folder, nil) else { throw .missing }
    defer { unsafe free(path) }
    return unsafe String(cString: path) + "/" + CatalogueFile.name
  }

  /// What people call it.
  package var path: String { folder + "/" + CatalogueFile.name }

  /// Whether there is a file, whatever is in it.
  package var exists: Bool {
    var status = stat()
    return unsafe lstat(folder + "/" + CatalogueFile.name, &status) == 0
  }

  /// The bytes that it takes, with its log.
  package var byteCount: Int {
    ["", "-wal"].reduce(0) { sum, ending in
      var status = stat()
      let path = folder + "/" + CatalogueFile.name + ending
      return unsafe lstat(path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }

  /// - Throws: `.refused` where the system does not give what is in the file.
  package func demandReadable() throws(CatalogueError) {
    let descriptor = unsafe Glibc.open(try resolved(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw unsafe .refused(reason: String(cString: strerror(errno))) }
    defer { Glibc.close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    repeat {
      count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR {
        throw unsafe .refused(reason: String(cString: strerror(errno)))
      }
    } while count != 0
  }

  /// - Throws: `.missing`, `.damaged`, `.outdated`, `.newer`; `.busy` while it is replaced.
  package func open() throws(CatalogueError) -> Catalogue {
    let path = try resolved()
    let lock = try CatalogueLock(path + ".lock", .shared)
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      throw errno == ENOENT ? .missing : .refused(reason: "it cannot be looked at")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .refused(reason: "it is no file") }
    do throws(CatalogueError) {
      return try Catalogue(Connection(opening: path, .writing), lock)
    } catch {
      // A folder that cannot be written keeps a database from making its shared index.
      guard unsafe access(path.parentOfFile, W_OK) != 0, !hasLog(path) else { throw error }
      return try Catalogue(Connection(opening: path, .readingUnchangeable), lock)
    }
  }

  private func hasLog(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  /// Takes a file away that says what cannot be, unless somebody has it open.
  package func invalidate() {
    guard let path = try? resolved(), let lock = try? CatalogueLock(path + ".lock", .exclusive)
    else { return }
    withExtendedLifetime(lock) { remove(path) }
  }

  /// The database first: what outlasts a loss of power is none without a log that it needs.
  private func remove(_ path: String) {
    for ending in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + ending) }
  }

  /// Makes the file anew, in the place of any that is there.
  ///
  /// - Parameter draft: Gathers what it says; asked when nobody else can do the same.
  /// - Throws: `.busy` where somebody has it open; `.newer` where a newer Stet made it.
  package func rebuild<Failure: Error>(
    _ draft: () throws(Failure) -> CatalogueDraft
  ) throws(CatalogueError) -> Result<Void, Failure> {
    let path = try resolved()
    let lock = try CatalogueLock(path + ".lock", .exclusive)
    defer { withExtendedLifetime(lock) {} }
    let content: CatalogueDraft
    do throws(Failure) {
      content = try draft()
    } catch {
      return .failure(error)
    }
    let new = path + ".new"
    let leftovers = [new, new + "-journal", new + "-wal", new + "-shm"]
    for file in leftovers { unsafe unlink(file) }
    do throws(CatalogueError) {
      try content.write(to: new)
      try settle(new)
    } catch {
      for file in leftovers { unsafe unlink(file) }
      throw error
    }
    for file in leftovers.dropFirst() { unsafe unlink(file) }
    remove(path)
    guard unsafe rename(new, path) == 0 else {
      throw unsafe .refused(reason: String(cString: strerror(errno)))
    }
    return .success(())
  }

  /// Shares a new file with whom the folder is shared with, and makes it outlast a loss of power.
  private func settle(_ path: String) throws(CatalogueError) {
    var status = stat()
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    defer { if descriptor >= 0 { Glibc.close(descriptor) } }
    guard descriptor >= 0, unsafe stat(path.parentOfFile, &status) == 0,
      fchmod(descriptor, status.st_mode & 0o666) == 0, fsync(descriptor) == 0
    else { throw unsafe .refused(reason: String(cString: strerror(errno))) }
  }
}

extension String {
  fileprivate var parentOfFile: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return String(self[..<slash])
  }
}
