internal import CMalloc

/// Memory that was let go of, and that the process has still.
package enum FreedMemory {
  /// Gives it back to the system. Who is about to take much, in pieces of another size, would have both.
  ///
  /// It takes some milliseconds for a hundred megabytes.
  package static func giveBack() { malloc_trim(0) }

  /// The same where it is worth the time.
  ///
  /// - Parameter byteCount: About how much was freed.
  package static func giveBack(freed byteCount: Int) {
    if byteCount > leastByteCount { giveBack() }
  }

  private static let leastByteCount = 16 << 20
}
