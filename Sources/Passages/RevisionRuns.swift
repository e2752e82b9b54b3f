/// In which revisions of an article a passage stands: where it came, went and came back.
///
/// A passage that stands in the latest revision has no last border: revisions that keep it leave its
/// runs as they are.
package struct RevisionRuns: Hashable, Sendable {
  /// Came, went, came again: by turns, each greater than the one before.
  package private(set) var borders: [Int] = []

  package init() {}

  /// Whether the passage stands in the latest revision.
  package var isOpen: Bool { borders.count % 2 == 1 }

  /// Says that the passage stands in `revision` and in all that follow.
  package mutating func open(at revision: Int) {
    forget(from: revision)
    if isOpen { return }
    // It went where it came back: it never went.
    if borders.last == revision { borders.removeLast() } else { borders.append(revision) }
  }

  /// Says that the passage stands neither in `revision` nor in any that follow.
  package mutating func close(at revision: Int) {
    forget(from: revision)
    guard isOpen else { return }
    if borders.last == revision { borders.removeLast() } else { borders.append(revision) }
  }

  /// Drops what was said of revisions after `revision`.
  private mutating func forget(from revision: Int) {
    precondition(revision >= 0, "revisions are counted, never below 0")
    while let last = borders.last, last > revision { borders.removeLast() }
  }

  package func contains(_ revision: Int) -> Bool {
    var (low, high) = (0, borders.count)
    while low < high {
      let middle = (low + high) / 2
      if borders[middle] <= revision { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }

  /// The revisions, of an article that has those below `end`.
  package func revisions(below end: Int) -> RevisionSet {
    RevisionSet(
      stride(from: 0, to: borders.count, by: 2).lazy.map { place in
        let upper = place + 1 < borders.count ? borders[place + 1] : end
        return min(borders[place], end)..<max(min(borders[place], end), min(upper, end))
      })
  }
}

/// As bytes: the first border, then what each is more than the one before, in groups of seven bits, the
/// lowest first, all but the last of a number marked with the highest bit (LEB128).
extension RevisionRuns {
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    var previous = 0
    for border in borders {
      var rest = UInt64(border - previous)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
      previous = border
    }
    return bytes
  }

  /// Reads what `encoded` wrote; nil for anything else.
  package init?(decoding bytes: borrowing Span<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      guard let step = Self.number(in: bytes, at: &offset) else { return nil }
      guard let last = borders.last else {
        borders.append(step)
        continue
      }
      let (border, overflows) = last.addingReportingOverflow(step)
      guard step > 0, !overflows else { return nil }
      borders.append(border)
    }
  }

  private static func number(in bytes: borrowing Span<UInt8>, at offset: inout Int) -> Int? {
    var number: UInt64 = 0
    // Nine groups are 63 bits: no number of a revision has more.
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      guard offset < bytes.count else { return nil }
      let byte = bytes[offset]
      offset += 1
      number |= UInt64(byte & 0x7F) << shift
      // Zeros at the end would be a second way to write the same.
      if byte < 0x80 { return byte == 0 && shift > 0 ? nil : Int(number) }
    }
    return nil
  }
}
