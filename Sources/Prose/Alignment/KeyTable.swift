/// What a `KeyTable` remembers of a key.
protocol KeyNote: BitwiseCopyable {
  /// What is known of a key that was never added.
  static var none: Self { get }
  var isNone: Bool { get }
}

/// A table from the keys of tokens, or of runs of them, to what is known of each.
///
/// Open addressing over one flat array: no allocation per key.
struct KeyTable<Note: KeyNote> {
  private struct Slot {
    var key: UInt64 = 0
    var note = Note.none
  }

  private var slots: [Slot]
  private let mask: Int

  /// A table for at most `keyCount` different keys.
  init(keyCount: Int) {
    var size = 16
    while size < keyCount + keyCount / 4 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    mask = size - 1
  }

  /// How many slots are tried for a key. Texts made to collide cost coarser answers, not time.
  private static var longestProbe: Int { 256 }

  @inline(__always)
  private func place(of key: UInt64) -> Int? {
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    var probes = 0
    while !slots[place].note.isNone, slots[place].key != key {
      place = (place + 1) & mask
      probes += 1
      if probes > Self.longestProbe { return nil }
    }
    return place
  }

  /// Changes what is known of a key, which is added if need be; `change` must leave something known.
  @inline(__always)
  mutating func add(_ key: UInt64, _ change: (inout Note) -> Void) {
    guard let place = place(of: key) else { return }
    slots[place].key = key
    change(&slots[place].note)
  }

  /// Changes what is known of a key; one that was never added is let go.
  @inline(__always)
  mutating func change(_ key: UInt64, _ change: (inout Note) -> Void) {
    guard let place = place(of: key), !slots[place].note.isNone else { return }
    change(&slots[place].note)
  }

  @inline(__always)
  subscript(key: UInt64) -> Note { place(of: key).map { slots[$0].note } ?? .none }
}
