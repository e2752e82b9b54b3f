internal import CMalloc

/// Memory that was let go of, and that the process has still.
package enum FreedMemory {
  /// Gives it back to the system. Who is about to take much, in pieces of another size, would have both.
  ///
  /// It takes some milliseconds for a hundred megabytes.
  package static func giveBack() { malloc_trim(0) }
}
