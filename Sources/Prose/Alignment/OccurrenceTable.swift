/// Counts keys on both sides and remembers where each was first seen.
///
/// Open addressing over flat arrays: no allocation per key.
struct OccurrenceTable {
  struct Entry {
    var key: UInt64 = 0
    var oldCount: Int32 = 0
    var newCount: Int32 = 0
    var oldIndex: Int32 = 0
    var newIndex: Int32 = 0

    var isUnique: Bool { oldCount == 1 && newCount == 1 }
    var isVacant: Bool { oldCount == 0 && newCount == 0 }
  }

  private(set) var entries: [Entry]
  private let mask: Int

  /// A table for at most `keyCount` different keys.
  init(keyCount: Int) {
    var size = 16
    while size < keyCount * 2 { size *= 2 }
    entries = [Entry](repeating: Entry(), count: size)
    mask = size - 1
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while !entries[slot].isVacant, entries[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }

  @inline(__always)
  mutating func addOld(_ key: UInt64, at index: Int) {
    let slot = slot(of: key)
    if entries[slot].oldCount == 0 { entries[slot].oldIndex = Int32(index) }
    entries[slot].key = key
    entries[slot].oldCount += 1
  }

  @inline(__always)
  mutating func addNew(_ key: UInt64, at index: Int) {
    let slot = slot(of: key)
    if entries[slot].newCount == 0 { entries[slot].newIndex = Int32(index) }
    entries[slot].key = key
    entries[slot].newCount += 1
  }

  /// What is known of a key; vacant where it was never added.
  @inline(__always)
  subscript(key: UInt64) -> Entry { entries[slot(of: key)] }
}
