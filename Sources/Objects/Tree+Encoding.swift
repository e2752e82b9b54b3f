internal import Bytes

extension Tree {
  /// The canonical bytes: for each entry its mode in octal, a space, the name, NUL, 32 bytes of id.
  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 64)
    for entry in entries {
      bytes.append(contentsOf: String(entry.mode.rawValue, radix: 8).utf8)
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: entry.name)
      bytes.append(0)
      entry.id.digest.append(to: &bytes)
    }
    return bytes
  }

  package var id: ObjectID { ObjectID(of: .tree, content: encoded().span) }

  /// Reads a tree's content, refusing all that `git fsck --strict` refuses.
  ///
  /// - Throws: `.truncatedTree`, `.badMode`, `.unsortedTree` or `.duplicateName` with the byte
  ///   where the entry starts; `.badName` or `.zeroID` with the byte where the name or id does.
  package init(decoding bytes: borrowing Span<UInt8>) throws(ObjectDecodingError) {
    var entries: [TreeEntry] = []
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let entry = try Tree.readEntry(bytes, at: &offset)
      if let last = entries.last { try Tree.checkOrder(last, entry, atByte: start) }
      entries.append(entry)
    }
    try Tree.checkDuplicates(entries)
    self.init(sorted: entries)
  }

  private static func readEntry(
    _ bytes: borrowing Span<UInt8>, at offset: inout Int
  ) throws(ObjectDecodingError) -> TreeEntry {
    let start = offset
    let mode = try readMode(bytes, at: &offset)
    guard let end = bytes.firstIndex(of: 0, from: offset), end + Digest.byteCount < bytes.count
    else { throw .truncatedTree(atByte: start) }
    let name = bytes.bytes(in: offset..<end)
    guard EntryName.isAllowed(name) else { throw .badName(atByte: offset) }
    let id = ObjectID(Digest(reading: bytes, at: end + 1))
    guard id != .zero else { throw .zeroID(atByte: end + 1) }
    offset = end + 1 + Digest.byteCount
    return TreeEntry(mode: mode, name: name, id: id)
  }

  static func readMode(
    _ bytes: borrowing Span<UInt8>, at offset: inout Int
  ) throws(ObjectDecodingError) -> EntryMode {
    let start = offset
    var value: UInt32 = 0
    while offset < bytes.count, bytes[offset] != UInt8(ascii: " ") {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 8, offset - start < 6, digit > 0 || offset > start else {
        throw .badMode(atByte: start)
      }
      value = value << 3 | UInt32(digit)
      offset += 1
    }
    guard offset < bytes.count else { throw .truncatedTree(atByte: start) }
    guard let mode = EntryMode(rawValue: value) else { throw .badMode(atByte: start) }
    offset += 1
    return mode
  }

  private static func checkOrder(
    _ a: TreeEntry, _ b: TreeEntry, atByte offset: Int
  ) throws(ObjectDecodingError) {
    if a.name == b.name { throw .duplicateName(atByte: offset) }
    guard isOrdered(a.name, a.mode, before: b.name, b.mode) else {
      throw .unsortedTree(atByte: offset)
    }
  }

  /// A file and a directory of one name need not be neighbours: `a`, `a.b`, `a/`.
  private static func checkDuplicates(_ entries: [TreeEntry]) throws(ObjectDecodingError) {
    var files: Set<[UInt8]> = []
    guard entries.contains(where: { $0.mode == .directory }) else { return }
    for entry in entries where entry.mode != .directory { files.insert(entry.name) }
    guard !files.isEmpty else { return }
    let second = entries.firstIndex { $0.mode == .directory && files.contains($0.name) }
    guard let second else { return }
    throw .duplicateName(atByte: Tree(sorted: Array(entries[..<second])).encoded().count)
  }
}
