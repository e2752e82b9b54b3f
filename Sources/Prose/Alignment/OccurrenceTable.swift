/// Remembers where keys of one side stand, and which of them the other side has.
///
/// The other side's own keys take no room.
struct OccurrenceTable {
  struct Entry: KeyNote {
    /// Where the key stands on the first side and on the second; negative where it stands nowhere
    /// or more than once.
    var first: Int32 = absent
    var second: Int32 = absent

    static let absent: Int32 = -1
    static let several: Int32 = -2
    static var none: Entry { Entry() }

    var isNone: Bool { first == Self.absent }
    /// Whether the key stands once on either side.
    var isUnique: Bool { first >= 0 && second >= 0 }
  }

  private var entries: KeyTable<Entry>

  /// A table for at most `keyCount` different keys of the first side.
  init(keyCount: Int) { entries = KeyTable(keyCount: keyCount) }

  /// Adds a key of the first side.
  @inline(__always)
  mutating func insert(_ key: UInt64, at index: Int) {
    entries.add(key) { $0.first = $0.isNone ? Int32(index) : Entry.several }
  }

  /// Notes a key of the second side; one that the first side does not have is let go.
  @inline(__always)
  mutating func meet(_ key: UInt64, at index: Int) {
    entries.change(key) { $0.second = $0.second == Entry.absent ? Int32(index) : Entry.several }
  }

  /// What is known of a key; `none` where it was never added.
  @inline(__always)
  subscript(key: UInt64) -> Entry { entries[key] }
}
