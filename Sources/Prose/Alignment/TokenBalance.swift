/// A bag of keys: how often each was added and not yet taken.
struct TokenBalance {
  private struct Count: KeyNote {
    var left: Int32 = -1

    static var none: Count { Count() }
    var isNone: Bool { left < 0 }
  }

  private var counts: KeyTable<Count>

  /// A bag for at most `keyCount` different keys.
  init(keyCount: Int) { counts = KeyTable(keyCount: keyCount) }

  @inline(__always)
  mutating func add(_ key: UInt64) {
    counts.add(key) { $0.left = max(0, $0.left) + 1 }
  }

  /// Takes a key out; false where none is left.
  @inline(__always)
  mutating func take(_ key: UInt64) -> Bool {
    var isTaken = false
    counts.change(key) { count in
      isTaken = count.left > 0
      if isTaken { count.left -= 1 }
    }
    return isTaken
  }
}
