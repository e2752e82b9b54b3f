internal import Glibc

/// Whoever has the catalogue open shares this lock, and whoever replaces the file has it alone: a database must not
/// get another name while somebody may open the log beside it.
///
/// The system releases the lock of a process that ends, however it ends.
final class CatalogueLock: Sendable {
  enum Kind {
    case shared, exclusive
  }

  /// Negative where no file can be locked: whoever may write nothing here replaces nothing either.
  private let descriptor: Int32

  /// - Throws: `.busy` where others have it.
  init(_ path: String, _ kind: Kind) throws(CatalogueError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    var opened = unsafe open(path, flags)
    if opened < 0, errno == ENOENT {
      opened = unsafe open(path, flags | O_CREAT, 0o666)
    }
    if opened < 0 {
      guard kind == .shared, [EACCES, EPERM, EROFS].contains(errno) else {
        throw .current()
      }
    } else if flock(opened, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      Glibc.close(opened)
      throw .busy
    }
    // Last: a value that is whole is taken down where this throws, and would close it again, by then another's.
    descriptor = opened
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }
}
