import Bytes
import Objects
import TestSupport
import Testing

struct TreeEncodingTests {
  private let first = entryBytes("100644", "a")

  @Test func `an entry is its mode in octal, its name and 32 bytes of id`() {
    var tree = Tree()
    tree.set(TreeEntry(.directory, "a"))
    #expect(tree.encoded() == Array("40000 a\0".utf8) + Fixture.emptyTree.digest.bytes)
  }

  @Test func `an empty tree has no bytes and git's id`() throws {
    #expect(Tree().encoded().isEmpty)
    #expect(Tree().id == Fixture.emptyTree)
    #expect(try Tree(decoding: [] as [UInt8]) == Tree())
  }

  @Test func `a tree cut short names the entry where it stops`() {
    let bytes = first + entryBytes("40000", "b")
    for cut in first.count + 1..<bytes.count {
      #expect(throws: ObjectDecodingError.truncatedTree(atByte: first.count)) {
        try Tree(decoding: Array(bytes.prefix(cut)))
      }
    }
    #expect(throws: ObjectDecodingError.truncatedTree(atByte: 0)) {
      try Tree(decoding: Array("100644 no end".utf8))
    }
  }

  @Test(arguments: [
    "", "0", "040000", "0100644", "100640", "100645", "40755", "1006440", "1006441", "777777",
    "8", "100648", "10064a", "-40000", "+40000", "\n40000", "20000",
  ])
  func `a mode that git does not write is named where its entry starts`(mode: String) {
    #expect(throws: ObjectDecodingError.badMode(atByte: first.count)) {
      try Tree(decoding: first + entryBytes(mode, "b"))
    }
  }

  @Test(arguments: ["", ".", "..", ".git", ".GIT ", "git~1", "a/b", "/"])
  func `a name that may not be is named where it starts`(name: String) {
    #expect(throws: ObjectDecodingError.badName(atByte: first.count + 7)) {
      try Tree(decoding: first + entryBytes("100644", name))
    }
  }

  @Test func `the id of zeros is named where it starts`() {
    #expect(throws: ObjectDecodingError.zeroID(atByte: first.count + 9)) {
      try Tree(decoding: first + entryBytes("100644", Array("b".utf8), .zero))
    }
  }

  @Test func `the entry that is out of order is named`() {
    #expect(throws: ObjectDecodingError.unsortedTree(atByte: first.count)) {
      try Tree(decoding: first + entryBytes("100644", "A"))
    }
    #expect(throws: ObjectDecodingError.unsortedTree(atByte: entryBytes("40000", "a").count)) {
      try Tree(decoding: entryBytes("40000", "a") + entryBytes("100644", "a.b"))
    }
  }

  @Test func `the second entry of one name is named`() {
    let directory = entryBytes("40000", "a")
    #expect(throws: ObjectDecodingError.duplicateName(atByte: first.count)) {
      try Tree(decoding: first + first)
    }
    #expect(throws: ObjectDecodingError.duplicateName(atByte: directory.count)) {
      try Tree(decoding: directory + first)
    }
  }

  @Test func `a file and a directory of one name are found though others stand between`() {
    let between = entryBytes("100644", "a-b") + entryBytes("100644", "a.b")
    let bytes = first + between + entryBytes("40000", "a") + entryBytes("100644", "b")
    #expect(throws: ObjectDecodingError.duplicateName(atByte: first.count + between.count)) {
      try Tree(decoding: bytes)
    }
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `mutated trees are refused or written as they were read`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let bytes = RandomObject.tree(&random).encoded()
      let mutated = random.mutation(of: bytes)
      for input in [bytes, mutated, random.bytes(count: 50)] {
        if let tree = try? Tree(decoding: input) { #expect(tree.encoded() == input) }
      }
      #expect(throws: Never.self) { try Tree(decoding: bytes) }
    }
  }
}

/// Git as the judge of trees.
struct TreeEncodingGitTests {
  private let everyMode: [TreeEntry] = [
    TreeEntry(.file, "a"), TreeEntry(.executable, "a-b"), TreeEntry(.symbolicLink, "a.b"),
    TreeEntry(.directory, "a-"), TreeEntry(.directory, "ab"), TreeEntry(.submodule, "a0"),
    TreeEntry(.file, "é"), TreeEntry(.file, "new\nline"), TreeEntry(.file, "\t"),
  ]

  @Test func `git makes the same tree of the same entries`() throws {
    var tree = Tree()
    for entry in everyMode { tree.set(entry) }
    let lines = everyMode.reversed().map { entry in
      let mode = String(entry.mode.rawValue, radix: 8)
      let name = String(decoding: entry.name, as: UTF8.self)
      return "\(mode) \(entry.mode.objectKind?.rawValue ?? "commit") \(entry.id)\t\(name)\0"
    }
    let repository = try GitRepository()
    let id = try repository.git(
      ["mktree", "-z", "--missing"], input: Array(lines.joined().utf8)
    ).text
    #expect(tree.id.description == id)
    let bytes = try repository.content(of: id)
    #expect(tree.encoded() == bytes)
    #expect(try Tree(decoding: bytes) == tree)
  }

  @Test func `trees from a folder on disk are read and written byte for byte`() throws {
    let repository = try GitRepository(bare: false)
    for path in ["a/x", "a.b", "a0", "a-b/c/d", "Z", "bin/run.sh", "é", ".gitignore"] {
      try repository.directory.write(Array(path.utf8), to: path)
    }
    try repository.git(["add", "."])
    try repository.git(["update-index", "--chmod=+x", "bin/run.sh"])
    try repository.git(["commit", "--quiet", "--message=All"])
    let ids = try repository.git(["rev-list", "--objects", "HEAD"]).text
      .split(separator: "\n").map { String($0.prefix(64)) }
    var found = Set<ObjectKind>()
    for (id, content) in zip(ids, try repository.contents(of: ids)) {
      let kind = try #require(ObjectKind.allCases.first { "\(ObjectID(of: $0, content))" == id })
      found.insert(kind)
      if kind == .tree { #expect(try Tree(decoding: content).encoded() == content) }
      if kind == .commit { #expect(try Commit(decoding: content).encoded() == content) }
    }
    #expect(found == [.blob, .tree, .commit])
  }

  @Test func `git finds nothing to say of the trees that Stet makes`() throws {
    var random = SeededGenerator(seed: 1)
    let repository = try GitRepository()
    try repository.hashObject("blob", [])
    try repository.hashObject("tree", [])
    var trees: [Tree] = []
    for _ in 0..<30 {
      var tree = Tree()
      for _ in 0..<20 {
        let entry = RandomObject.entry(&random)
        tree.set(TreeEntry(entry.mode, String(decoding: entry.name, as: UTF8.self)))
      }
      trees.append(tree)
    }
    let ids = try repository.keepUnchecked("tree", trees.map { $0.encoded() })
    #expect(ids == trees.map(\.id.description))
    let report = try repository.fsck()
    #expect(report.status == 0)
    for id in ids { #expect(report.errors(about: id) == []) }
  }

  @Test func `git hash-object takes a tree that Stet encoded`() throws {
    var tree = Tree()
    for entry in everyMode { tree.set(entry) }
    let repository = try GitRepository()
    let id = try repository.git(["hash-object", "-t", "tree", "--stdin"], input: tree.encoded())
    #expect(id.text == tree.id.description)
  }

  @Test func `trees are refused exactly where git fsck refuses them`() throws {
    let repository = try GitRepository()
    try repository.hashObject("blob", [])
    try repository.hashObject("tree", [])
    let trees = TreeEncodingGitTests.doubtfulTrees
    let ids = try repository.keepUnchecked("tree", trees)
    let report = try repository.fsck()
    for (id, tree) in zip(ids, trees) {
      let isRefused = (try? Tree(decoding: tree)) == nil
      #expect(
        isRefused == !report.errors(about: id).isEmpty, "\(String(decoding: tree, as: UTF8.self))")
    }
  }

  private static let doubtfulTrees: [[UInt8]] = {
    let file = entryBytes("100644", "a")
    let directory = entryBytes("40000", "a")
    let between = entryBytes("100644", "a.b")
    let later = entryBytes("100644", "a0")
    let modes = [
      "100644", "100755", "100664", "120000", "160000", "40000", "040000", "0100644", "", "0",
      "8", "10064a",
    ]
    return modes.map { entryBytes($0, "n") } + [
      file, file + between, between + directory, directory + later, between + directory + later,
      directory + between, later + directory, later + file, file + file, file + directory,
      directory + file, directory + directory, file + between + directory,
      file + between + later + directory, Array(file.dropLast()), Array(file.prefix(8)),
      Array(file.prefix(4)), entryBytes("100644", Array("a".utf8), .zero),
      entryBytes("100644", "A") + entryBytes("100644", "a"),
    ]
  }()
}
