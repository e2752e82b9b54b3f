internal import CSQLite

/// A prepared statement: values go in as parameters only, and rows come out.
@safe struct Statement: ~Copyable {
  private let statement: OpaquePointer
  private let database: OpaquePointer

  @unsafe init(_ statement: OpaquePointer, of database: OpaquePointer) {
    unsafe self.statement = statement
    unsafe self.database = database
  }

  deinit { unsafe sqlite3_finalize(statement) }

  /// - Parameter place: From 1.
  func bind(_ value: Int, at place: Int32) throws(CatalogueError) {
    try check(unsafe sqlite3_bind_int64(statement, place, Int64(value)))
  }

  func bind(_ bytes: [UInt8], at place: Int32) throws(CatalogueError) {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      // SQLite copies them: they need not outlast this call.
      unsafe sqlite3_bind_blob(
        statement, place, buffer.baseAddress, Int32(clamping: buffer.count),
        unsafeBitCast(-1 as Int, to: sqlite3_destructor_type.self))
    }
    try check(result)
  }

  /// As text, which is UTF-8.
  func bind(text bytes: [UInt8], at place: Int32) throws(CatalogueError) {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe sqlite3_bind_text(
        statement, place, buffer.bindMemory(to: CChar.self).baseAddress,
        Int32(clamping: buffer.count), unsafeBitCast(-1 as Int, to: sqlite3_destructor_type.self))
    }
    try check(result)
  }

  /// The next row: `false` where there is none.
  func step() throws(CatalogueError) -> Bool {
    let result = unsafe sqlite3_step(statement)
    if result == SQLITE_ROW { return true }
    guard result == SQLITE_DONE else { throw error(result) }
    return false
  }

  /// Does all of it, and makes it ready to be done again.
  func run() throws(CatalogueError) {
    defer { reset() }
    while try step() {}
  }

  func reset() { unsafe sqlite3_reset(statement) }

  /// - Parameter place: From 0.
  func integer(at place: Int32) -> Int { Int(unsafe sqlite3_column_int64(statement, place)) }

  func bytes(at place: Int32) -> [UInt8] {
    guard let base = unsafe sqlite3_column_blob(statement, place) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(statement, place))
    return unsafe Array(UnsafeRawBufferPointer(start: base, count: count))
  }

  private func check(_ result: Int32) throws(CatalogueError) {
    guard result == SQLITE_OK else { throw error(result) }
  }

  private func error(_ code: Int32) -> CatalogueError {
    unsafe CatalogueError(code: code, reason: String(cString: sqlite3_errmsg(database)))
  }
}
