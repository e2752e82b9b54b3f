import Bytes
import Objects
import TestSupport

/// Well-formed objects by chance.
enum RandomObject {
  private static let modes: [EntryMode] = [
    .file, .directory, .executable, .symbolicLink, .submodule, .groupWritableFile,
  ]

  /// An entry whose short name often is the start of another's.
  static func entry(_ random: inout SeededGenerator) -> TreeEntry {
    let letters = Array("aab.-0/~é".utf8).filter { $0 != UInt8(ascii: "/") }
    var name: [UInt8] = []
    repeat {
      name = (0..<random.number(in: 1..<4)).map { _ in random.pick(letters) }
    } while !EntryName.isAllowed(name)
    let id = ObjectID(Digest(reading: random.bytes(count: 32).span, at: 0))
    return TreeEntry(mode: random.pick(modes), name: name, id: id)
  }

  static func tree(_ random: inout SeededGenerator) -> Tree {
    var tree = Tree()
    for _ in 0..<random.number(in: 0..<20) { tree.set(entry(&random)) }
    return tree
  }

  static func commit(_ random: inout SeededGenerator) -> Commit {
    let headers = (0..<random.number(in: 0..<3)).map { _ in
      Commit.Header(name: random.pick(["gpgsig", "encoding", "x-é"]), value: text(&random))
    }
    return Commit(
      tree: Fixture.emptyTree,
      parents: random.pick([[], [Fixture.other], [Fixture.other, .zero]]),
      author: signature(&random), committer: signature(&random), headers: headers,
      message: text(&random))
  }

  static func signature(_ random: inout SeededGenerator) -> Signature {
    Signature(
      name: String(decoding: text(&random), as: UTF8.self),
      mail: String(decoding: text(&random), as: UTF8.self),
      seconds: random.pick([0, 1, 1_322_155_620, 1 << 40, Int.max, -1]),
      zone: random.pick(["+0000", "-0000", "+1400", "-0930", "+9999"]))
  }

  /// Bytes without NUL, with many that mean something in a header.
  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    let bytes = Array(" \n\n<>.,\t\r'é+0a".utf8) + [0xFF, 0x80, 0x01]
    return (0..<random.number(in: 0..<30)).map { _ in random.pick(bytes) }
  }
}
