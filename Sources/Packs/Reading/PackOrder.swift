/// Where the entries of a pack start, in order, and which object of the index each is: an entry's number here is its node.
///
/// Memory: 8 bytes an entry.
struct PackOrder: Sendable {
  typealias Place = (offset: Int, position: UInt32)

  /// The lower 32 bits of each offset.
  private var offsets: [UInt32] = []
  /// The nodes at which the bits above become one more.
  private var carries: [Int] = []
  /// Each entry's place in the index.
  private var positions: [UInt32] = []

  var count: Int { offsets.count }

  init() {}

  /// Puts entries in order: those that are near each other at a time.
  ///
  /// - Parameters:
  ///   - end: No offset is beyond it.
  ///   - visitAll: Calls its parameter with each entry, and would do so again.
  ///   - shared: Is called for each entry that starts where one before it does; it is left out.
  /// - Complexity: O(n) where the offsets are spread as those of a pack are, else O(n log n).
  init(
    count: Int, end: Int, _ visitAll: ((Place) -> Void) -> Void, shared: (Place) -> Void
  ) {
    let width = min(max(1, end / max(1, count / PackOrder.placesAtOnce)), 1 << 32)
    var starts = [UInt32](repeating: 0, count: end / width + 2)
    visitAll { starts[$0.offset / width + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    let total = Int(starts[starts.count - 1])
    var lows = [UInt32](repeating: 0, count: total)
    var unordered = lows
    visitAll { place in
      let group = place.offset / width
      lows[Int(next[group])] = UInt32(place.offset % width)
      unordered[Int(next[group])] = place.position
      next[group] += 1
    }
    offsets.reserveCapacity(total)
    positions.reserveCapacity(total)
    var last = -1
    for group in 0..<starts.count - 1 {
      let places = (Int(starts[group])..<Int(starts[group + 1])).map { place -> Place in
        (group * width + Int(lows[place]), unordered[place])
      }
      for place in places.sorted(by: { $0.offset < $1.offset }) {
        if place.offset == last { shared(place) } else { append(place) }
        last = place.offset
      }
    }
  }

  private static let placesAtOnce = 32

  private mutating func append(_ place: Place) {
    while place.offset >> 32 > carries.count { carries.append(offsets.count) }
    offsets.append(UInt32(truncatingIfNeeded: place.offset))
    positions.append(place.position)
  }

  /// In bytes from the start of the pack.
  func offset(of node: Int) -> Int {
    let low = Int(offsets[node])
    if carries.isEmpty { return low }
    return low + carries.count { $0 <= node } << 32
  }

  func position(of node: Int) -> Int { Int(positions[node]) }

  /// The entry that starts at an offset, or `nil`.
  ///
  /// - Parameter later: One that starts behind it: bases are mostly near.
  /// - Complexity: O(log d), with d entries between them.
  func node(at offset: Int, before later: Int? = nil) -> Int? {
    var high = later ?? count
    var low = 0
    var step = 1
    while later != nil, high - step > 0 {
      if self.offset(of: high - step) <= offset {
        low = high - step
        break
      }
      (high, step) = (high - step, step * 2)
    }
    while low < high {
      let middle = (low + high) / 2
      if self.offset(of: middle) < offset { low = middle + 1 } else { high = middle }
    }
    return low < count && self.offset(of: low) == offset ? low : nil
  }
}
