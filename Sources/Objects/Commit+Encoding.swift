internal import Bytes

extension Commit {
  /// The canonical bytes.
  ///
  /// Source: git-commit-tree(1); gitformat-signature(5) for continuation lines.
  package func encoded() -> [UInt8] {
    var lines = HeaderLines()
    lines.append("tree", Array(tree.description.utf8))
    for parent in parents { lines.append("parent", Array(parent.description.utf8)) }
    lines.append("author", author.encoded)
    lines.append("committer", committer.encoded)
    for header in headers { lines.append(header.name, header.value) }
    return lines.bytes + [UInt8(ascii: "\n")] + message
  }

  package var id: ObjectID { ObjectID(of: .commit, content: encoded().span) }

  /// Reads a commit's content.
  ///
  /// - Throws: `.missingHeader`, `.badID`, `.badSignature`, `.badHeader` or `.nulByte`, each with
  ///   the byte where the content goes wrong.
  package init(decoding bytes: borrowing Span<UInt8>) throws(ObjectDecodingError) {
    var reader = HeaderReader()
    tree = try reader.requireID("tree", in: bytes)
    parents = []
    while let parent = try reader.readID("parent", in: bytes) { parents.append(parent) }
    author = try reader.requireSignature("author", in: bytes)
    committer = try reader.requireSignature("committer", in: bytes)
    headers = []
    while let header = try reader.next(in: bytes) {
      headers.append(Header(name: header.name, value: header.value))
    }
    message = try reader.readMessage(in: bytes)
  }
}

/// Header lines as commits and tags write them.
struct HeaderLines {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ name: String, _ value: [UInt8]) {
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: " "))
    for byte in value {
      bytes.append(byte)
      // A line that goes on starts with a space.
      if byte == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: " ")) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
