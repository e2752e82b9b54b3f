extension [UInt8] {
  /// The same in no more memory than it needs: what was put together bit by bit has room for as much again.
  package var fitted: [UInt8] {
    guard capacity > count + count / 8 else { return self }
    var fitted: [UInt8] = []
    fitted.reserveCapacity(count)
    fitted += self
    return fitted
  }
}
