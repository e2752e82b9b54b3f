/// A bag of keys: how often each was added and not yet taken.
struct TokenBalance {
  private var keys: [UInt64]
  private var counts: [Int32]
  private let mask: Int

  /// A bag for at most `keyCount` different keys.
  init(keyCount: Int) {
    var size = 16
    while size < keyCount + keyCount / 4 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    counts = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  /// How many slots are tried for a key. Texts made to collide cost coarser answers, not time.
  private static let longestProbe = 256

  @inline(__always)
  private func slot(of key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    var probes = 0
    while counts[slot] >= 0, keys[slot] != key {
      slot = (slot + 1) & mask
      probes += 1
      if probes > Self.longestProbe { return nil }
    }
    return slot
  }

  mutating func add(_ key: UInt64) {
    guard let slot = slot(of: key) else { return }
    keys[slot] = key
    counts[slot] = max(0, counts[slot]) + 1
  }

  /// Takes a key out; false where none is left.
  mutating func take(_ key: UInt64) -> Bool {
    guard let slot = slot(of: key), counts[slot] > 0 else { return false }
    counts[slot] -= 1
    return true
  }
}
