import Bytes
import Objects
import TestSupport
import Testing

struct TreeCursorTests {
  private func entries(of bytes: [UInt8]) -> [TreeEntry] {
    var cursor = TreeCursor()
    var entries: [TreeEntry] = []
    while let entry = cursor.next(in: bytes.span) {
      entries.append(TreeEntry(mode: entry.mode, name: Array(bytes[entry.name]), id: entry.id))
    }
    return entries
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `a cursor tells the entries of a tree`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let tree = RandomObject.tree(&random)
    #expect(entries(of: tree.encoded()) == tree.entries)
  }

  @Test func `a cursor ends where the bytes are none of a tree`() {
    let bytes = entryBytes("100644", "a") + entryBytes("100644", "b")
    for count in 0..<bytes.count {
      #expect(entries(of: Array(bytes[..<count])).count == (count * 2 < bytes.count ? 0 : 1))
    }
  }

  /// What tells entries of two trees apart beside their ids.
  private struct Key: Hashable {
    let name: [UInt8]
    let isFolder: Bool

    init(_ entry: TreeEntry) {
      (name, isFolder) = (entry.name, entry.mode == .directory)
    }
  }

  @Test(arguments: SeededGenerator.seeds(200))
  func `differences are those that a look-up of each name finds`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let old = RandomObject.tree(&random)
    var new = RandomObject.tree(&random)
    for entry in old.entries where Bool.random(using: &random) { new.set(entry) }
    let (before, after) = (old.encoded(), new.encoded())
    var found: [Key: [ObjectID?]] = [:]
    Tree.visitDifferences(from: before.span, to: after.span) { earlier, later in
      let was = earlier.map {
        TreeEntry(mode: $0.mode, name: Array(before[$0.name]), id: $0.id)
      }
      let isNow = later.map { TreeEntry(mode: $0.mode, name: Array(after[$0.name]), id: $0.id) }
      if let was, let isNow { #expect(Key(was) == Key(isNow)) }
      for entry in [was, isNow].compactMap({ $0 }).prefix(1) {
        let before = found.updateValue([was?.id, isNow?.id], forKey: Key(entry))
        #expect(before == nil)
      }
    }
    let olds = Dictionary(uniqueKeysWithValues: old.entries.map { (Key($0), $0.id) })
    let news = Dictionary(uniqueKeysWithValues: new.entries.map { (Key($0), $0.id) })
    var expected: [Key: [ObjectID?]] = [:]
    for key in Set(olds.keys).union(news.keys) where olds[key] != news[key] {
      expected[key] = [olds[key], news[key]]
    }
    #expect(found == expected)
  }
}
