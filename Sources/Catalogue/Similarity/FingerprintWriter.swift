internal import Passages

/// Writes which passages have a fingerprint, in the order in which they are kept: many at once.
struct FingerprintWriter: ~Copyable {
  /// How many passages are kept with one fingerprint: it tells little of those that many have.
  static let limit = 64
  /// How many rows are sorted in memory.
  private static let batch = 8 << 20

  private var rows: [Int] = []
  private let add: Statement
  private let count: Statement

  init(_ connection: borrowing Connection) throws(CatalogueError) {
    let add = try connection.prepare("INSERT OR IGNORE INTO fingerprint(key) VALUES (?1)")
    let count = try connection.prepare(
      """
      SELECT count(*) FROM (
        SELECT 1 FROM fingerprint WHERE key BETWEEN ?1 AND ?2 LIMIT \(FingerprintWriter.limit))
      """)
    // All or none: what cannot be copied cannot be left half made.
    self.add = add
    self.count = count
  }

  mutating func add(_ fingerprints: [Fingerprint], of passage: Int) throws(CatalogueError) {
    // A file of that many passages would have a terabyte: there are no more.
    guard let passage = UInt32(exactly: passage) else { return }
    for fingerprint in fingerprints { rows.append(fingerprint.rows.lowerBound | Int(passage)) }
    if rows.count >= Self.batch { try finish() }
  }

  mutating func finish() throws(CatalogueError) {
    rows.sort()
    var place = 0
    while place < rows.count {
      let value = rows[place] >> 32
      let end = rows[place...].firstIndex { $0 >> 32 != value } ?? rows.count
      var room = FingerprintWriter.limit
      try count.bind(value << 32, at: 1)
      try count.bind(value << 32 | 0xFFFF_FFFF, at: 2)
      if try count.step() { room -= count.integer(at: 0) }
      count.reset()
      for row in rows[place..<end].prefix(max(0, room)) {
        try add.bind(row, at: 1)
        try add.run()
      }
      place = end
    }
    rows.removeAll(keepingCapacity: true)
  }
}

extension Fingerprint {
  /// The rows of the passages that have it.
  var rows: ClosedRange<Int> { Int(value) << 32...(Int(value) << 32 | 0xFFFF_FFFF) }
}
