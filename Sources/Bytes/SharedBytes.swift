internal import Glibc

/// Immutable bytes that many readers share: a file mapped into memory, or an array.
@safe package final class SharedBytes: Sendable {
  package let count: Int
  // Immutable from the first day to the last, so that readers on any thread may share it.
  private nonisolated(unsafe) let base: UnsafeRawPointer?
  private let isMapped: Bool

  /// Takes over a mapping; it is unmapped when the last reader lets go of it.
  ///
  /// A file that another process cuts short while it is mapped ends this process (SIGBUS). Git
  /// and Stet never change a file under `objects` once it has its name.
  package init(unsafeMapping base: UnsafeMutableRawPointer, count: Int) {
    unsafe self.base = UnsafeRawPointer(base)
    self.count = count
    isMapped = true
  }

  /// Copies an array.
  package init(_ bytes: [UInt8]) {
    count = bytes.count
    isMapped = false
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    unsafe copy.copyBytes(from: bytes)
    unsafe base = UnsafeRawPointer(copy.baseAddress)
  }

  /// Puts parts one after the other: an array that is copied would be there twice.
  ///
  /// - Parameters:
  ///   - byteCount: The bytes of all parts.
  ///   - visitParts: Calls its parameter with each part.
  package init(byteCount: Int, _ visitParts: (([UInt8]) -> Void) -> Void) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
    var filledCount = 0
    visitParts { part in
      precondition(filledCount + part.count <= byteCount, "all bytes are told beforehand")
      unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filledCount...]).copyBytes(from: part)
      filledCount += part.count
    }
    precondition(filledCount == byteCount, "all bytes are told beforehand")
    count = byteCount
    isMapped = false
    unsafe base = UnsafeRawPointer(bytes.baseAddress)
  }

  deinit {
    guard let base = unsafe UnsafeMutableRawPointer(mutating: base) else { return }
    if isMapped {
      unsafe munmap(base, count)
    } else {
      unsafe base.deallocate()
    }
  }

  /// Has the system take back the memory that it gave for a part of a mapped file; who reads there again gets it from
  /// the file once more.
  package func letGo(_ part: Range<Int>? = nil) {
    guard isMapped, let base = unsafe UnsafeMutableRawPointer(mutating: base) else { return }
    let part = part ?? 0..<count
    // Whole pages only, but at the end, where nothing follows.
    let start = (part.lowerBound + SharedBytes.pageByteCount - 1) / SharedBytes.pageByteCount
    let end = part.upperBound == count ? count : part.upperBound & -SharedBytes.pageByteCount
    let offset = start * SharedBytes.pageByteCount
    if offset < end { unsafe _ = madvise(base + offset, end - offset, MADV_DONTNEED) }
  }

  private static let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// A copy of all the bytes.
  package var copy: [UInt8] { span.bytes }

  /// All the bytes.
  package var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
      let span = unsafe Span<UInt8>(_unsafeBytes: buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
