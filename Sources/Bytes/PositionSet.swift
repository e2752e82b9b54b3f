/// Which of so many positions are in a set: a bit for each.
package struct PositionSet: Equatable, Sendable {
  /// How many positions there are.
  package let capacity: Int
  private var words: [UInt64]

  /// None of these positions.
  package init(capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  /// All of these positions.
  package init(all capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: .max, count: (capacity + 63) / 64)
    if capacity % 64 > 0 { words[words.count - 1] = 1 << UInt64(capacity % 64) - 1 }
  }

  /// How many are in the set.
  ///
  /// - Complexity: O(capacity).
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  package func contains(_ position: Int) -> Bool {
    words[position >> 6] >> UInt64(position & 63) & 1 == 1
  }

  /// Adds a position; answers whether it is new.
  @discardableResult
  package mutating func insert(_ position: Int) -> Bool {
    let bit = UInt64(1) << UInt64(position & 63)
    let isNew = words[position >> 6] & bit == 0
    words[position >> 6] |= bit
    return isNew
  }

  /// Takes a position out; answers whether it was there.
  @discardableResult
  package mutating func remove(_ position: Int) -> Bool {
    let bit = UInt64(1) << UInt64(position & 63)
    let wasThere = words[position >> 6] & bit != 0
    words[position >> 6] &= ~bit
    return wasThere
  }

  /// Those of this set that are not in another of as many positions.
  package func subtracting(_ other: PositionSet) -> PositionSet {
    merging(other) { $0 & ~$1 }
  }

  /// Those of both sets.
  package func union(_ other: PositionSet) -> PositionSet { merging(other) { $0 | $1 } }

  /// Those that are in both sets.
  package func intersection(_ other: PositionSet) -> PositionSet { merging(other) { $0 & $1 } }

  private func merging(
    _ other: PositionSet, _ merge: (UInt64, UInt64) -> UInt64
  ) -> PositionSet {
    precondition(capacity == other.capacity, "the sets are of different things")
    var result = self
    for index in words.indices { result.words[index] = merge(words[index], other.words[index]) }
    return result
  }
}

/// In ascending order.
extension PositionSet: Sequence {
  package struct Iterator: IteratorProtocol {
    private let words: [UInt64]
    private var index = -1
    /// What is left of the word at the index.
    private var rest: UInt64 = 0

    fileprivate init(_ words: [UInt64]) {
      self.words = words
    }

    package mutating func next() -> Int? {
      while rest == 0 {
        index += 1
        guard index < words.count else { return nil }
        rest = words[index]
      }
      defer { rest &= rest - 1 }
      return index << 6 + rest.trailingZeroBitCount
    }
  }

  package func makeIterator() -> Iterator { Iterator(words) }
}
