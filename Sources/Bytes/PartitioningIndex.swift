extension Range<Int> {
  /// The first position that belongs to the second part; the upper bound where none does.
  ///
  /// Every position for which `belongsToSecond` is true must come after all for which it is not.
  /// Inlinable, so that a look-up in a table costs no more than the loop written out.
  ///
  /// - Complexity: O(log count) calls of `belongsToSecond`.
  @inlinable
  package func partitioningIndex(where belongsToSecond: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      // Halves the distance, as the sum of two positions can be too large.
      let middle = low + (high - low) / 2
      if belongsToSecond(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
