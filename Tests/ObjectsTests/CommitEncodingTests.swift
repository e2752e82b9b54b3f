import Bytes
import Objects
import TestSupport
import Testing

struct CommitEncodingTests {
  private let tree = Fixture.treeLine
  private let people = Fixture.people
  private var start: String { tree + people }

  @Test func `a commit is its headers, a blank line and its message`() throws {
    let commit = Commit(
      tree: Fixture.emptyTree, parents: [Fixture.other],
      author: Signature(name: "A", mail: "a", seconds: 1, zone: "+0000"),
      committer: Signature(name: "C", mail: "c", seconds: 2, zone: "-0130"),
      headers: [.init(name: "note", value: Array("one\n\ntwo".utf8))], message: [0xFF, 0x0A])
    let head = """
      tree \(Fixture.emptyTree)
      parent \(Fixture.other)
      author A <a> 1 +0000
      committer C <c> 2 -0130
      note one
       \n two


      """
    #expect(commit.encoded() == Array(head.utf8) + [0xFF, 0x0A])
    #expect(try Commit(decoding: commit.encoded()) == commit)
  }

  @Test(arguments: [
    "", "\n", "x", "no final newline", "\n\nblank lines first\n", "title\n\nbody\n\n\n",
    "tree of words\nauthor of them\n", "carriage\r\nreturns\r\n", "é\u{FEFF}\u{1F600}",
  ])
  func `a message is kept byte for byte`(message: String) throws {
    let text = start + "\n" + message
    let commit = try Commit(text)
    #expect(commit.message == Array(message.utf8))
    #expect(commit.encoded() == Array(text.utf8))
  }

  @Test(arguments: [
    "encoding ISO-8859-1\n", "gpgsig -----BEGIN\n \n abc\n -----END\n", "x-unknown \n",
    "mergetag object 1\n type commit\n \n  indented\n", "a 1\na 2\n", "HG:rename  a\tb\n",
    "author Twice <m> 1 +0000\n", "parent late\n",
  ])
  func `headers that Stet does not know are kept byte for byte`(headers: String) throws {
    let text = start + headers + "\nmessage\n"
    #expect(try Commit(text).encoded() == Array(text.utf8))
  }

  @Test func `a commit without its blank line has no message`() throws {
    let commit = try Commit(start)
    #expect(commit.message == [])
    #expect(commit.encoded() == Array((start + "\n").utf8))
  }

  @Test func `the header that is missing is named where it should stand`() {
    expect(.missingHeader("tree", atByte: 0), of: "")
    expect(.missingHeader("tree", atByte: 0), of: people + "\n")
    expect(.missingHeader("tree", atByte: 0), of: "tree")
    expect(.missingHeader("author", atByte: tree.utf8.count), of: tree)
    expect(.missingHeader("author", atByte: tree.utf8.count), of: tree + tree + people + "\n")
    expect(.missingHeader("author", atByte: tree.utf8.count), of: tree + "\n" + people)
    let author = tree + people.prefix { $0 != "\n" } + "\n"
    expect(.missingHeader("committer", atByte: author.utf8.count), of: author)
    expect(.missingHeader("committer", atByte: author.utf8.count), of: author + author)
  }

  @Test func `an id that is none is named where it starts`() {
    expect(.badID(atByte: 5), of: "tree x\n" + people)
    expect(.badID(atByte: 5), of: tree.replacing("6", with: "g") + people)
    expect(.badID(atByte: 5), of: String(tree.dropLast()))
    expect(.badID(atByte: 5), of: tree.dropLast() + "0\n" + people)
    expect(.badID(atByte: 5), of: tree.dropLast() + " \n" + people)
    expect(.badID(atByte: tree.utf8.count + 7), of: tree + "parent \n" + people)
    let sha1 = "parent " + String(repeating: "5", count: 40) + "\n"
    expect(.badID(atByte: tree.utf8.count + 7), of: tree + sha1 + people)
  }

  @Test func `a malformed person is named in the commit's own bytes`() {
    let text = start.replacing("carl@example.org>", with: "carl")
    expect(.badSignature(atByte: offset(of: "<carl", in: text)), of: text + "\n")
    let zone = start.replacing("-0130", with: "-130")
    expect(.badSignature(atByte: offset(of: "-130", in: zone)), of: zone + "\n")
  }

  @Test func `a person on two lines is refused, as git refuses it`() {
    let text = start.replacing("Carl Committer", with: "Carl\n Committer")
    expect(.badSignature(atByte: offset(of: "\n Committer", in: text)), of: text + "\n")
  }

  @Test func `a header without an end or a name is named where it starts`() {
    let end = start.utf8.count
    expect(.badHeader(atByte: offset(of: "committer", in: start)), of: String(start.dropLast()))
    expect(.badHeader(atByte: end), of: start + "gpgsig x")
    expect(.badHeader(atByte: end), of: start + "word\n\n")
    expect(.badHeader(atByte: end + 9), of: start + "gpgsig x\n y")
  }

  @Test func `a NUL byte is named wherever it stands`() {
    for text in [
      start + "\na\0b", start + "\n\0", start + "x\0y z\n\n", start + "x y\0\n\n",
      start + "x y\n z\n \0\n\n", start.replacing("Ann A", with: "Ann\0A") + "\n",
    ] {
      expect(.nulByte(atByte: offset(of: "\0", in: text)), of: text)
    }
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `commits survive, and mutated ones are refused or mean what they say`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let commit = RandomObject.commit(&random)
      let bytes = commit.encoded()
      #expect(try Commit(decoding: bytes) == commit)
      for input in [random.mutation(of: bytes), random.bytes(count: 100)] {
        guard let read = try? Commit(decoding: input) else { continue }
        #expect(try Commit(decoding: read.encoded()) == read)
      }
    }
  }

  private func expect(_ error: ObjectDecodingError, of text: String) {
    #expect(throws: error) { try Commit(text) }
  }
}

/// Git as the judge of commits.
struct CommitEncodingGitTests {
  @Test func `commits that git makes are read and written byte for byte`() throws {
    let repository = try GitRepository()
    let tree = try repository.hashObject("tree", [])
    let latin = ["GIT_AUTHOR_NAME": "\u{c9}", "GIT_AUTHOR_DATE": "@0 +0000"]
    let distant = ["GIT_AUTHOR_DATE": "@9999999999999 -1130", "GIT_COMMITTER_EMAIL": ""]
    let root = try repository.commitTree(tree, message: Array("root\n".utf8))
    let next = try repository.commitTree(tree, parents: [root], message: [], environment: latin)
    let bare = try repository.commitTree(
      tree, parents: [root], message: Array("no newline".utf8), environment: distant)
    let merge = try repository.commitTree(tree, parents: [next, bare], message: [0xE9, 0x0A])
    for id in [root, next, bare, merge] {
      let content = try repository.content(of: id)
      let commit = try Commit(decoding: content)
      #expect(commit.encoded() == content)
      #expect(commit.id.description == id)
    }
    let parents = try Commit(decoding: try repository.content(of: merge)).parents
    #expect(parents.map(\.description) == [next, bare])
  }

  @Test func `a merged signed tag and an encoding are read and written byte for byte`() throws {
    let repository = try GitRepository(bare: false)
    let main = ["commit", "--quiet", "--allow-empty", "--message"]
    try repository.git(main + ["first"])
    try repository.git(["switch", "--quiet", "--create", "side"])
    try repository.git(["-c", "i18n.commitEncoding=ISO-8859-1"] + main + ["side"])
    let side = try repository.git(["rev-parse", "HEAD"]).text
    // Git keeps a tag in the merge if it looks signed; it need not be signed well.
    let seal = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    let lines = "object \(side)\ntype commit\ntag v1\n" + Fixture.tagger
    let tag = try repository.hashObject("tag", Array((lines + "\nWhy\n" + seal).utf8))
    try repository.git(["update-ref", "refs/tags/v1", tag])
    try repository.git(["switch", "--quiet", "main"])
    try repository.git(["merge", "--quiet", "--no-ff", "--message=merge", "v1"])
    let merge = try repository.git(["rev-parse", "HEAD"]).text
    for (id, header) in [(side, "encoding"), (merge, "mergetag")] {
      let content = try repository.content(of: id)
      let commit = try Commit(decoding: content)
      #expect(commit.headers.first?.name == header)
      #expect(commit.encoded() == content)
      #expect(commit.id.description == id)
    }
  }

  @Test func `git finds nothing to say of the commits that Stet makes`() throws {
    var random = SeededGenerator(seed: 1)
    let repository = try GitRepository()
    try repository.hashObject("tree", [])
    var commits: [Commit] = []
    for _ in 0..<60 {
      var commit = RandomObject.commit(&random)
      commit.parents = commits.suffix(2).map(\.id)
      commits.append(commit)
    }
    let contents = commits.map { $0.encoded() }
    let ids = try repository.keepUnchecked("commit", contents)
    #expect(ids == commits.map { "\($0.id)" })
    let report = try repository.fsck()
    #expect(report.status == 0)
    for id in ids { #expect(report.errors(about: id) == []) }
    #expect(try repository.contents(of: ids) == contents)
  }

  @Test func `people are refused exactly where git fsck refuses them`() throws {
    let accepted = [
      "A <m> 1 +0000", " <m> 1 +0000", "A <> 0 -9999", "A  <m> 1 +0000", "\u{e9} <m> 1 +0000",
      "A <m> 9223372036854775807 +0000",
    ]
    try compareWithGit(
      (accepted + SignatureTests.malformed.map(\.0)).map { person in
        let author = "author \(person.replacing("\n", with: "\n "))\n"
        return Fixture.treeLine + author + "committer A <m> 1 +0000\n\nx\n"
      })
  }

  @Test func `commits are refused exactly where git fsck refuses them`() throws {
    let (tree, people) = (Fixture.treeLine, Fixture.people)
    let start = tree + people
    try compareWithGit([
      start, start + "\n", start + "\nx", start.dropLast() + "", start + "x y\n\n",
      start + "x y", start + "x\0 y\n\n", start + "x y\n \0\n\n", start + "\na\0b",
      "", tree, people + "\n", tree + tree + people + "\n", tree + "parent x\n" + people + "\n",
      "tree x\n" + people, tree + people.prefix { $0 != "\n" } + "\n\n", tree + "\n" + people,
    ])
  }

  private func compareWithGit(_ texts: [String]) throws {
    let repository = try GitRepository()
    try repository.hashObject("tree", [])
    let ids = try repository.keepUnchecked("commit", texts.map { Array($0.utf8) })
    let report = try repository.fsck()
    for (id, text) in zip(ids, texts) {
      let isRead = (try? Commit(text)) != nil
      #expect(isRead == report.errors(about: id).isEmpty, "\(text.debugDescription)")
    }
  }
}
