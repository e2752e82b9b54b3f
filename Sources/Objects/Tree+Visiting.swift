internal import Bytes

extension Tree {
  /// Visits a tree's entries without keeping them: each one's mode, where its name stands, its id.
  ///
  /// Refuses what `init(decoding:)` refuses, with the same errors; `body` may have seen entries
  /// before the one that is wrong.
  package static func visit(
    _ bytes: borrowing Span<UInt8>, _ body: (EntryMode, Range<Int>, ObjectID) -> Void
  ) throws(ObjectDecodingError) {
    var offset = 0
    var last: (name: Range<Int>, mode: EntryMode)?
    var hasFolder = false
    var hasOther = false
    while offset < bytes.count {
      let start = offset
      let mode = try readMode(bytes, at: &offset)
      let (name, id) = try readNameAndID(bytes, at: &offset, entry: start)
      if let last {
        try checkOrder(bytes, last.name, last.mode, name, mode, atByte: start)
      }
      body(mode, name, id)
      last = (name, mode)
      if mode == .directory { hasFolder = true } else { hasOther = true }
    }
    // A file and a folder of one name need not be neighbours: that takes a look at all at once.
    if hasFolder && hasOther { _ = try Tree(decoding: bytes) }
  }

  /// The entry with one of these names, the first of them that is there; the others are not kept.
  ///
  /// - Throws: What `init(decoding:)` does.
  package static func entry(
    _ names: [[UInt8]], in bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> TreeEntry? {
    var found: (rank: Int, entry: TreeEntry)?
    try visit(bytes) { mode, name, id in
      for (rank, wanted) in names.enumerated() where wanted.count == name.count {
        guard rank < found?.rank ?? names.count else { break }
        if bytes.extracting(name).isEqual(to: wanted.span) {
          found = (rank, TreeEntry(mode: mode, name: wanted, id: id))
        }
      }
    }
    return found?.entry
  }

  private static func readNameAndID(
    _ bytes: borrowing Span<UInt8>, at offset: inout Int, entry: Int
  ) throws(ObjectDecodingError) -> (name: Range<Int>, id: ObjectID) {
    guard let end = bytes.firstIndex(of: 0, from: offset), end + Digest.byteCount < bytes.count
    else { throw .truncatedTree(atByte: entry) }
    let name = offset..<end
    guard isPlain(bytes, name) || EntryName.isAllowed(bytes.bytes(in: name)) else {
      throw .badName(atByte: offset)
    }
    let id = ObjectID(Digest(reading: bytes, at: end + 1))
    guard id != .zero else { throw .zeroID(atByte: end + 1) }
    offset = end + 1 + Digest.byteCount
    return (name, id)
  }

  /// Whether a name is of letters, digits and the like only, which no rule forbids; most are.
  private static func isPlain(_ bytes: borrowing Span<UInt8>, _ name: Range<Int>) -> Bool {
    guard let first = name.first, bytes[first] != UInt8(ascii: "g"),
      bytes[first] != UInt8(ascii: "G"), bytes[first] != UInt8(ascii: ".")
    else { return false }
    for index in name {
      let byte = bytes[index]
      if byte >= 0x80 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  private static func checkOrder(
    _ bytes: borrowing Span<UInt8>, _ a: Range<Int>, _ aMode: EntryMode, _ b: Range<Int>,
    _ bMode: EntryMode, atByte offset: Int
  ) throws(ObjectDecodingError) {
    let shared = min(a.count, b.count)
    for step in 0..<shared {
      let (x, y) = (bytes[a.lowerBound + step], bytes[b.lowerBound + step])
      if x < y { return }
      if x > y { throw .unsortedTree(atByte: offset) }
    }
    if a.count == b.count { throw .duplicateName(atByte: offset) }
    let x = terminator(bytes, a, aMode, at: shared)
    let y = terminator(bytes, b, bMode, at: shared)
    guard x < y else { throw .unsortedTree(atByte: offset) }
  }

  /// What stands behind a part of a name, where names are put in order.
  static func terminator(
    _ bytes: borrowing Span<UInt8>, _ name: Range<Int>, _ mode: EntryMode, at index: Int
  ) -> UInt8 {
    if index < name.count { return bytes[name.lowerBound + index] }
    return mode == .directory ? UInt8(ascii: "/") : 0
  }
}
