internal import Objects

/// An object, and how many bytes of the pack lead to it.
struct PackedObject {
  var object = StoredObject(kind: .blob, content: [])
  /// Its entry's, its base's and so on.
  var packedCount = 0

  var byteCount: Int { object.content.count }
}

/// The objects of a pack that were used last, by their offset, up to a number of bytes.
///
/// A list through slots, the newest first: each step takes constant time.
struct BaseCache: ~Copyable {
  private struct Slot {
    var offset: Int
    var object: PackedObject
    var newer: Int
    var older: Int
  }

  /// What a slot costs beside its content.
  private static let slotByteCount = 128
  private static let none = -1

  private let budget: Int
  /// What it has to leave to others.
  private let shared: SharedByteBudget?
  private(set) var byteCount = 0
  private var slots: [Slot] = []
  private var freeSlots: [Int] = []
  private var slotOfOffset: [Int: Int] = [:]
  private var newest = none
  private var oldest = none

  init(byteBudget: Int, within shared: SharedByteBudget? = nil) {
    budget = byteBudget
    self.shared = shared
  }

  deinit { shared?.giveBack(byteCount) }

  /// The object at an offset, if it is still here; it then is the newest.
  mutating func object(at offset: Int) -> PackedObject? {
    guard let slot = slotOfOffset[offset] else { return nil }
    unlink(slot)
    linkAsNewest(slot)
    return slots[slot].object
  }

  /// Keeps an object, and lets go of the oldest ones while the budget is exceeded.
  mutating func insert(_ object: PackedObject, at offset: Int) {
    let cost = object.byteCount + BaseCache.slotByteCount
    guard cost <= budget, slotOfOffset[offset] == nil else { return }
    while byteCount + cost > budget { removeOldest() }
    // What others have, they keep: who has nothing to let go of goes without.
    while let shared, !shared.take(cost) {
      guard oldest != BaseCache.none else { return }
      removeOldest()
    }
    let slot = newSlot(Slot(offset: offset, object: object, newer: -1, older: -1))
    slotOfOffset[offset] = slot
    byteCount += cost
    linkAsNewest(slot)
  }

  private mutating func newSlot(_ content: Slot) -> Int {
    if let slot = freeSlots.popLast() {
      slots[slot] = content
      return slot
    }
    slots.append(content)
    return slots.count - 1
  }

  private mutating func removeOldest() {
    let slot = oldest
    unlink(slot)
    let cost = slots[slot].object.byteCount + BaseCache.slotByteCount
    byteCount -= cost
    shared?.giveBack(cost)
    slotOfOffset[slots[slot].offset] = nil
    slots[slot].object = PackedObject()
    freeSlots.append(slot)
  }

  private mutating func unlink(_ slot: Int) {
    let (newer, older) = (slots[slot].newer, slots[slot].older)
    if newer == BaseCache.none { newest = older } else { slots[newer].older = older }
    if older == BaseCache.none { oldest = newer } else { slots[older].newer = newer }
  }

  private mutating func linkAsNewest(_ slot: Int) {
    slots[slot].newer = BaseCache.none
    slots[slot].older = newest
    if newest == BaseCache.none { oldest = slot } else { slots[newest].newer = slot }
    newest = slot
  }
}
