/// Remembers where keys of one side stand, and which of them the other side has.
///
/// Open addressing over one flat array: no allocation per key, and the other side's own keys
/// take no room.
struct OccurrenceTable {
  struct Entry {
    var key: UInt64 = 0
    /// Where the key stands on the first side and on the second; negative where it stands nowhere
    /// or more than once.
    var first: Int32 = absent
    var second: Int32 = absent

    static let absent: Int32 = -1
    static let several: Int32 = -2

    /// Whether the key stands once on either side.
    var isUnique: Bool { first >= 0 && second >= 0 }
  }

  private var entries: [Entry]
  private let mask: Int

  /// A table for at most `keyCount` different keys of the first side.
  init(keyCount: Int) {
    var size = 16
    while size < keyCount + keyCount / 4 { size *= 2 }
    entries = [Entry](repeating: Entry(), count: size)
    mask = size - 1
  }

  /// How many slots are tried for a key. Texts made to collide cost coarser answers, not time.
  private static let longestProbe = 256

  @inline(__always)
  private func slot(of key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    var probes = 0
    while entries[slot].first != Entry.absent, entries[slot].key != key {
      slot = (slot + 1) & mask
      probes += 1
      if probes > Self.longestProbe { return nil }
    }
    return slot
  }

  /// Adds a key of the first side.
  @inline(__always)
  mutating func insert(_ key: UInt64, at index: Int) {
    guard let slot = slot(of: key) else { return }
    let isNew = entries[slot].first == Entry.absent
    entries[slot].key = key
    entries[slot].first = isNew ? Int32(index) : Entry.several
  }

  /// Notes a key of the second side; one that the first side does not have is let go.
  @inline(__always)
  mutating func meet(_ key: UInt64, at index: Int) {
    guard let slot = slot(of: key), entries[slot].first != Entry.absent else { return }
    let isNew = entries[slot].second == Entry.absent
    entries[slot].second = isNew ? Int32(index) : Entry.several
  }

  /// What is known of a key; `absent` where it was never added.
  @inline(__always)
  subscript(key: UInt64) -> Entry { slot(of: key).map { entries[$0] } ?? Entry() }
}
