import TestSupport
import Testing

@testable import Objects

struct TreeTests {
  @Test func `a directory sorts as if its name ended in a slash`() {
    var tree = Tree()
    for entry in [
      TreeEntry(.file, "a0"), TreeEntry(.directory, "a"), TreeEntry(.file, "a.b"),
      TreeEntry(.file, "a-b"), TreeEntry(.directory, "a1"), TreeEntry(.symbolicLink, "A"),
    ] { tree.set(entry) }
    #expect(names(tree) == ["A", "a-b", "a.b", "a", "a0", "a1"])
  }

  @Test func `a submodule sorts as a file does`() {
    var tree = Tree()
    for entry in [TreeEntry(.file, "a.b"), TreeEntry(.submodule, "a")] { tree.set(entry) }
    #expect(names(tree) == ["a", "a.b"])
  }

  @Test func `names are ordered by bytes and not by letters`() {
    var tree = Tree()
    for name in ["é", "z", "Z", "~", "a\u{7f}", "\u{1F600}", "\u{FF5E}"] {
      tree.set(TreeEntry(.file, name))
    }
    #expect(names(tree) == ["Z", "a\u{7f}", "z", "~", "é", "\u{FF5E}", "\u{1F600}"])
  }

  @Test func `an entry is found in a tree's bytes as in the tree`() throws {
    var tree = Tree()
    for entry in [
      TreeEntry(.file, "a0"), TreeEntry(.directory, "a"), TreeEntry(.symbolicLink, "b"),
    ] { tree.set(entry) }
    let bytes = tree.encoded()
    func found(_ names: String...) throws(ObjectDecodingError) -> TreeEntry? {
      try Tree.entry(names.map { Array($0.utf8) }, in: bytes.span)
    }
    for name in ["a0", "a", "b", "c", "a00", ""] {
      let entry = try found(name)
      #expect(entry == tree[name])
    }
    let (first, second, none) = (
      try found("b", "a"), try found("c", "a0"), try found()
    )
    #expect(first == tree["b"] && second == tree["a0"] && none == nil)
  }

  @Test func `a tree that git refuses has no entry`() {
    let bytes = TreeEntry(.file, "b").encodedAlone + TreeEntry(.file, "a").encodedAlone
    #expect(throws: ObjectDecodingError.self) {
      try Tree.entry([Array("b".utf8)], in: bytes.span)
    }
  }

  @Test func `an entry is found by its name whatever it is`() {
    var tree = Tree()
    #expect(tree.isEmpty)
    for entry in [TreeEntry(.directory, "a"), TreeEntry(.file, "a.b")] { tree.set(entry) }
    #expect(!tree.isEmpty)
    #expect(tree["a"] == TreeEntry(.directory, "a"))
    #expect(tree["a.b"] == TreeEntry(.file, "a.b"))
    #expect(tree["a/"] == nil)
    #expect(tree[""] == nil)
    #expect(tree["b"] == nil)
  }

  @Test func `a file takes the place of a directory with its name`() {
    var tree = Tree()
    for entry in [TreeEntry(.directory, "a"), TreeEntry(.file, "a.b")] { tree.set(entry) }
    tree.set(TreeEntry(.file, "a"))
    #expect(tree.entries == [TreeEntry(.file, "a"), TreeEntry(.file, "a.b")])
    tree.set(TreeEntry(.directory, "a"))
    #expect(tree.entries == [TreeEntry(.file, "a.b"), TreeEntry(.directory, "a")])
  }

  @Test func `what is not there is removed without effect`() {
    var tree = Tree()
    tree.set(TreeEntry(.directory, "a"))
    tree.remove(Array("b".utf8))
    #expect(tree.entries.count == 1)
    tree.remove(Array("a".utf8))
    #expect(tree.isEmpty)
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `any edits leave the tree sorted, each name once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var tree = Tree()
    var expected: [[UInt8]: TreeEntry] = [:]
    for _ in 0..<200 {
      let entry = RandomObject.entry(&random)
      if random.number(in: 0..<3) == 0 {
        tree.remove(entry.name)
        expected[entry.name] = nil
      } else {
        tree.set(entry)
        expected[entry.name] = entry
      }
    }
    #expect(tree.entries.count == expected.count)
    for entry in expected.values { #expect(tree[entry.name] == entry) }
    #expect(try Tree(decoding: tree.encoded()) == tree)
  }

  private func names(_ tree: Tree) -> [String] {
    tree.entries.map { String(decoding: $0.name, as: UTF8.self) }
  }
}

extension TreeEntry {
  fileprivate var encodedAlone: [UInt8] {
    var tree = Tree()
    tree.set(self)
    return tree.encoded()
  }
}
