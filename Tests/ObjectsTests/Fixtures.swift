import Bytes
import Objects
import TestSupport

/// Ids to point at: git knows the first two without being given them.
enum Fixture {
  static let emptyTree = id("6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321")
  static let emptyBlob = id("473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")
  static let other = id(String(repeating: "5", count: 64))

  static func id(_ text: String) -> ObjectID { ObjectID(text)! }

  static let treeLine = "tree \(emptyTree)\n"
  static let people = """
    author Ann Author <ann@example.org> 1322155620 +0200
    committer Carl Committer <carl@example.org> 1322159220 -0130

    """
  static let tagLines = "object \(emptyBlob)\ntype blob\ntag v1\n"
  static let tagger = "tagger Ann Author <ann@example.org> 1322155620 +0200\n"
}

extension TreeEntry {
  /// An entry that points to what git knows of that kind.
  init(_ mode: EntryMode, _ name: String) {
    self.init(mode: mode, name: Array(name.utf8), id: TreeEntry.target(of: mode))
  }

  private static func target(of mode: EntryMode) -> ObjectID {
    switch mode.objectKind {
    case .tree: Fixture.emptyTree
    case .blob: Fixture.emptyBlob
    default: Fixture.other
    }
  }
}

/// The bytes of a tree's entry, however malformed.
func entryBytes(_ mode: String, _ name: [UInt8], _ id: ObjectID? = nil) -> [UInt8] {
  let target = id ?? (mode.hasSuffix("40000") ? Fixture.emptyTree : Fixture.emptyBlob)
  return Array("\(mode) ".utf8) + name + [0] + target.digest.bytes
}

func entryBytes(_ mode: String, _ name: String) -> [UInt8] { entryBytes(mode, Array(name.utf8)) }

extension Tree {
  init(decoding bytes: [UInt8]) throws(ObjectDecodingError) { try self.init(decoding: bytes.span) }
}

extension Commit {
  init(decoding bytes: [UInt8]) throws(ObjectDecodingError) { try self.init(decoding: bytes.span) }

  init(_ text: String) throws(ObjectDecodingError) { try self.init(decoding: Array(text.utf8)) }
}

extension Tag {
  init(_ text: String) throws(ObjectDecodingError) {
    let bytes = Array(text.utf8)
    try self.init(decoding: bytes.span)
  }
}

extension ObjectID {
  init(of kind: ObjectKind, _ content: [UInt8]) { self.init(of: kind, content: content.span) }
}

/// Where `part` starts in `text`, in bytes.
func offset(of part: String, in text: String) -> Int {
  guard let range = text.firstRange(of: part) else { return -1 }
  return text[..<range.lowerBound].utf8.count
}
