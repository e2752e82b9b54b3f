import Objects
import TestSupport
import Testing

struct ObjectLinksTests {
  @Test func `a blob links to nothing, whatever its bytes`() throws {
    #expect(try links(of: .blob, Array(Fixture.treeLine.utf8)) == [])
  }

  @Test func `a tree links to what is in this repository`() throws {
    var tree = Tree()
    for (mode, name) in [(EntryMode.directory, "a"), (.file, "b"), (.submodule, "c")] {
      tree.set(TreeEntry(mode, name))
    }
    let expected = [
      ObjectLink(id: Fixture.emptyTree, kind: .tree),
      ObjectLink(id: Fixture.emptyBlob, kind: .blob),
    ]
    #expect(try links(of: .tree, tree.encoded()) == expected)
  }

  @Test func `a commit links to its tree and then its parents`() throws {
    let parents = "parent \(Fixture.other)\nparent \(Fixture.emptyBlob)\n"
    let text = Fixture.treeLine + parents + Fixture.people + "\n"
    let expected = [
      ObjectLink(id: Fixture.emptyTree, kind: .tree), ObjectLink(id: Fixture.other, kind: .commit),
      ObjectLink(id: Fixture.emptyBlob, kind: .commit),
    ]
    #expect(try links(of: .commit, Array(text.utf8)) == expected)
  }

  @Test func `a tag links to its object as the kind that it says`() throws {
    let expected = [ObjectLink(id: Fixture.emptyBlob, kind: .blob)]
    #expect(try links(of: .tag, Array(Fixture.tagLines.utf8)) == expected)
  }

  @Test func `links are visited as they are listed`() throws {
    var tree = Tree()
    for (mode, name) in [(EntryMode.directory, "a"), (.file, "b"), (.submodule, "c")] {
      tree.set(TreeEntry(mode, name))
    }
    let commit = Array((Fixture.treeLine + Fixture.people + "\n").utf8)
    let objects: [(ObjectKind, [UInt8])] = [
      (.tree, tree.encoded()), (.commit, commit), (.tag, Array(Fixture.tagLines.utf8)),
      (.blob, [1]),
    ]
    for (kind, content) in objects {
      #expect(try visitedLinks(of: kind, content) == links(of: kind, content))
    }
    #expect(throws: ObjectDecodingError.truncatedTree(atByte: 0)) {
      try visitedLinks(of: .tree, Array("100644".utf8))
    }
  }

  private func visitedLinks(
    of kind: ObjectKind, _ content: [UInt8]
  ) throws(ObjectDecodingError) -> [ObjectLink] {
    var visited: [ObjectLink] = []
    try ObjectLink.visit(kind, content.span) { visited.append(ObjectLink(id: $0, kind: $1)) }
    return visited
  }

  @Test func `content of another kind is refused`() {
    #expect(throws: ObjectDecodingError.missingHeader("tree", atByte: 0)) {
      try links(of: .commit, Array(Fixture.tagLines.utf8))
    }
    #expect(throws: ObjectDecodingError.missingHeader("object", atByte: 0)) {
      try links(of: .tag, Array(Fixture.treeLine.utf8))
    }
    #expect(throws: ObjectDecodingError.badMode(atByte: 0)) {
      try links(of: .tree, Array(Fixture.treeLine.utf8))
    }
  }

  private func links(
    of kind: ObjectKind, _ content: [UInt8]
  ) throws(ObjectDecodingError) -> [ObjectLink] {
    try ObjectLink.all(of: kind, content: content.span)
  }
}
