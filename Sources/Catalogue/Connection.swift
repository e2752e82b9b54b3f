internal import CSQLite

/// An open database. All that knows SQLite's pointers is here and in `Statement`.
///
/// Used by one thread at a time: whoever has it stands behind a mutex.
@safe struct Connection: ~Copyable {
  private let database: OpaquePointer

  enum Access {
    case reading
    /// Of a file that nobody can write, and that has no log of its own.
    case readingUnchangeable
    case writing
    /// Of a file that is not there yet.
    case creating
  }

  /// - Parameter path: Without links: none are followed.
  init(opening path: String, _ access: Access) throws(CatalogueError) {
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE
    var name = path
    switch access {
    case .reading: flags |= SQLITE_OPEN_READONLY
    case .readingUnchangeable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      name = "file:" + Connection.escaped(path) + "?immutable=1"
    case .writing: flags |= SQLITE_OPEN_READWRITE
    case .creating: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    }
    var opened: OpaquePointer?
    let result = unsafe sqlite3_open_v2(name, &opened, flags, nil)
    guard result == SQLITE_OK, let opened = unsafe opened else {
      unsafe sqlite3_close_v2(opened)
      throw CatalogueError(code: result, reason: "it cannot be opened")
    }
    unsafe database = opened
    _ = unsafe stet_sqlite3_keep_log(opened)
    _ = unsafe stet_sqlite3_defend(opened)
  }

  deinit { unsafe sqlite3_close_v2(database) }

  /// A path within a URI.
  private static func escaped(_ path: String) -> String {
    var escaped = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16)
        escaped += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }

  /// How long calls wait for other connections.
  func wait(milliseconds: Int32) { _ = unsafe sqlite3_busy_timeout(database, milliseconds) }

  /// Does what one or several statements without parameters say.
  func execute(_ sql: String) throws(CatalogueError) {
    let result = unsafe sqlite3_exec(database, sql, nil, nil, nil)
    guard result == SQLITE_OK else { throw error(result) }
  }

  func prepare(_ sql: String) throws(CatalogueError) -> Statement {
    var prepared: OpaquePointer?
    let result = unsafe sqlite3_prepare_v2(database, sql, -1, &prepared, nil)
    guard result == SQLITE_OK, let prepared = unsafe prepared else { throw error(result) }
    return unsafe Statement(prepared, of: database)
  }

  /// Does all that `body` does, or nothing.
  func transaction<Result>(
    _ body: () throws(CatalogueError) -> Result
  ) throws(CatalogueError) -> Result {
    // Whoever reads first and writes then may be refused in between.
    try execute("BEGIN IMMEDIATE")
    do throws(CatalogueError) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  private func error(_ code: Int32) -> CatalogueError {
    unsafe CatalogueError(code: code, reason: String(cString: sqlite3_errmsg(database)))
  }
}

extension CatalogueError {
  /// Source: sqlite.org/rescode.html.
  init(code: Int32, reason: String) {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
    case SQLITE_READONLY: self = .readOnly
    // What is no such file, or has other tables than it should have.
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_SCHEMA, SQLITE_CONSTRAINT,
      SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE, SQLITE_FORMAT, SQLITE_EMPTY:
      self = .damaged(reason: reason)
    default:
      // A file cut short while it is mapped or read.
      let isShort = code == SQLITE_IOERR | (2 << 8)
      self = isShort ? .damaged(reason: reason) : .refused(reason: reason)
    }
  }
}
