internal import Bytes

/// Goes through the entries of a tree's bytes without keeping them.
///
/// The bytes were found sound by `Tree.visit`; of others it may tell anything, and ends where they do.
package struct TreeCursor {
  /// An entry where it lies.
  package struct Entry {
    package let mode: EntryMode
    package let name: Range<Int>
    package let id: ObjectID
  }

  private var offset = 0

  package init() {}

  /// The next entry; `nil` at the end.
  package mutating func next(in bytes: borrowing Span<UInt8>) -> Entry? {
    guard offset < bytes.count, let mode = try? Tree.readMode(bytes, at: &offset),
      let end = bytes.firstIndex(of: 0, from: offset), end + Digest.byteCount < bytes.count
    else { return nil }
    defer { offset = end + 1 + Digest.byteCount }
    return Entry(
      mode: mode, name: offset..<end, id: ObjectID(Digest(reading: bytes, at: end + 1)))
  }
}

extension Tree {
  /// What two trees have that the other has not, or has otherwise; in git's order.
  ///
  /// - Parameters:
  ///   - old: The bytes of a sound tree, as are those of `new`.
  ///   - visit: Gets the entries of one name and of one kind, folder or none, in either.
  package static func visitDifferences(
    from old: borrowing Span<UInt8>, to new: borrowing Span<UInt8>,
    _ visit: (_ old: TreeCursor.Entry?, _ new: TreeCursor.Entry?) -> Void
  ) {
    var (before, after) = (TreeCursor(), TreeCursor())
    var (earlier, later) = (before.next(in: old), after.next(in: new))
    while earlier != nil || later != nil {
      let order = order(earlier, old, later, new)
      if order == 0, let earlier, let later {
        if earlier.id != later.id { visit(earlier, later) }
      } else if order < 0 {
        visit(earlier, nil)
      } else {
        visit(nil, later)
      }
      if order <= 0 { earlier = before.next(in: old) }
      if order >= 0 { later = after.next(in: new) }
    }
  }

  /// Which of two entries comes first: below 0 for the one of `a`. None comes last.
  private static func order(
    _ x: TreeCursor.Entry?, _ a: borrowing Span<UInt8>,
    _ y: TreeCursor.Entry?, _ b: borrowing Span<UInt8>
  ) -> Int {
    guard let x else { return 1 }
    guard let y else { return -1 }
    let shared = min(x.name.count, y.name.count)
    for step in 0..<shared {
      let (one, other) = (a[x.name.lowerBound + step], b[y.name.lowerBound + step])
      if one != other { return Int(one) - Int(other) }
    }
    return Int(terminator(a, x.name, x.mode, at: shared))
      - Int(terminator(b, y.name, y.mode, at: shared))
  }
}
