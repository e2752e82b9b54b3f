package import Bytes

/// Ids in the order in which they were added, each once, and found again by what they are.
///
/// Memory: 32 bytes for each, and 6 to 14 to find it.
package struct ObjectIDTable: Sendable {
  package private(set) var ids = SegmentedArray<ObjectID>()
  /// Numbers of ids, one more than they are; 0 where none is. Open addressing, at most three quarters full.
  private var slots: [UInt32] = []
  /// How far a hash is shifted to the right to become a slot.
  private var shift: UInt64 = 64
  /// Nobody can choose ids that fall into one another's slots.
  private let salt = UInt64.random(in: .min ... .max)

  package init() {}

  package var count: Int { ids.count }

  /// The number of an id; `nil` where it was not added.
  package func number(of id: ObjectID) -> Int? {
    guard !slots.isEmpty else { return nil }
    let number = Int(slots[slot(of: id)])
    return number == 0 ? nil : number - 1
  }

  /// Adds an id, or finds it.
  @discardableResult
  package mutating func add(_ id: ObjectID) -> (number: Int, isNew: Bool) {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    let slot = slot(of: id)
    guard slots[slot] == 0 else { return (Int(slots[slot]) - 1, false) }
    ids.append(id)
    slots[slot] = UInt32(count)
    return (count - 1, true)
  }

  /// Lets go of what finds ids: from now on the ids are there, and nothing can be looked up.
  package consuming func sealed() -> SegmentedArray<ObjectID> { ids }

  /// Where an id is, or would be.
  private func slot(of id: ObjectID) -> Int {
    // The last word: the first may be alike in what somebody keeps in order.
    var slot = Int(((id.digest.trailingWord ^ salt) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[slot] != 0, ids[Int(slots[slot]) - 1] != id {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let slotCount = Swift.max(16, 2 * slots.count)
    slots = []
    slots = [UInt32](repeating: 0, count: slotCount)
    shift = UInt64(64 - slotCount.trailingZeroBitCount)
    for (number, id) in ids.enumerated() { slots[slot(of: id)] = UInt32(number + 1) }
  }
}
