internal import CMicroHTTPD

/// How the process asks the system for memory.
package enum ServerMemory {
  /// Has what is let go of given back to the system, where a dozen threads make answers by turns.
  ///
  /// The C library would give each thread a heap of its own and keep up to 64 MB free in each. It counts for the whole
  /// process, and has to come before there are threads.
  package static func giveBackWhatIsFree() {
    mallopt(M_ARENA_MAX, 4)
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    mallopt(M_TRIM_THRESHOLD, 4 << 20)
  }
}
