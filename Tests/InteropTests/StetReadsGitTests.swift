import Foundation
import Stet
import TestSupport
import Testing

/// Repositories that git made, read and continued by Stet.
struct StetReadsGitTests {
  private let repository: GitRepository
  private let tree: String

  init() throws {
    repository = try GitRepository()
    let blob = try repository.hashObject("blob", Array("text\n".utf8))
    let empty = try repository.makeTree([])
    let other = String(repeating: "ab", count: 32)
    let folder = try repository.makeTree(["100644 blob \(blob)\tinner", "100755 blob \(blob)\trun"])
    tree = try repository.makeTree([
      "100644 blob \(blob)\tfile", "120000 blob \(blob)\tlink", "160000 commit \(other)\tmodule",
      "040000 tree \(folder)\tfolder", "040000 tree \(empty)\tempty",
    ])
  }

  private var archive: Archive {
    get throws { try Archive.open(at: repository.gitDirectory.path) }
  }

  private func commit(_ message: String, parents: [String] = []) throws -> String {
    try repository.commitTree(tree, parents: parents, message: Array(message.utf8))
  }

  private func set(_ name: String, _ id: String) throws {
    try repository.git(["update-ref", name, id])
  }

  private func expectClean(_ commitCount: Int) throws {
    #expect(try archive.verify(workers: 2).findings == [])
    #expect(try archive.verifyHead().findings == [])
    var seen = 0
    try archive.visitHistory { _ in
      seen += 1
      return true
    }
    #expect(seen == commitCount)
    let statistics = try archive.statistics()
    #expect(statistics.otherCommitCount == commitCount && statistics.revisionCount == 0)
  }

  @Test func `an unborn head is clean`() throws {
    #expect(try archive.head() == nil)
    #expect(try archive.verify(workers: 1).findings == [])
  }

  @Test func `a commit of the empty tree is continued, though git need not store that tree`() throws
  {
    let empty = try repository.git(["hash-object", "-t", "tree", "/dev/null"]).text
    let first = try repository.commitTree(empty, message: Array("nothing yet".utf8))
    try set("refs/heads/main", first)
    #expect(throws: ArchiveError.self) { try archive.revision("article") }
    let draft = RevisionDraft(article: try ArticleName("article"), content: Array("1".utf8))
    _ = try archive.record(
      [draft], by: Author(name: "A", mail: "a@b"), now: Timestamp(seconds: 1, zoneMinutes: 0))
    #expect(try archive.content("article") == Array("1".utf8))
  }

  @Test func `modes, merges, branches and tags of every kind are clean`() throws {
    let first = try commit("first")
    let (left, right) = try (commit("left", parents: [first]), commit("right", parents: [first]))
    let merge = try commit("merge", parents: [left, right])
    try set("refs/heads/main", merge)
    try set("refs/heads/topic/a", right)
    try repository.git(["tag", "-a", "-m", "annotated", "v1", first])
    try repository.git(["tag", "light", left])
    try repository.git(["tag", "-a", "-m", "of a tag", "v2", "v1"])
    try repository.git(["tag", "-a", "-m", "of a tree", "v3", tree])
    try expectClean(4)
    try repository.git(["pack-refs", "--all"])
    try expectClean(4)
    #expect(try archive.head()?.description == merge)
  }

  @Test func `a detached head is clean`() throws {
    let first = try commit("first")
    try set("refs/heads/main", try commit("second", parents: [first]))
    try repository.git(["update-ref", "--no-deref", "HEAD", first])
    try expectClean(1)
    #expect(try archive.head()?.description == first)
  }

  @Test func `headers that Stet does not write are read`() throws {
    let person = "A <a@b> 1322155620 +0200"
    let text = """
      tree \(tree)
      author \(person)
      committer \(person)
      encoding ISO-8859-1
      gpgsig-sha256 -----BEGIN PGP SIGNATURE-----
       \u{20}
       abc
       -----END PGP SIGNATURE-----

      message
      """
    try set("refs/heads/main", try repository.hashObject("commit", Array(text.utf8)))
    try expectClean(1)
  }

  @Test func `packs are read as loose objects are`() throws {
    let first = try commit("first")
    try set("refs/heads/main", try commit("second", parents: [first]))
    try repository.git(["gc", "--quiet", "--prune=now"])
    try expectClean(2)
  }

  @Test func `a history of git's is continued`() throws {
    try set("refs/heads/main", try commit("first"))
    let store = ["--store", repository.gitDirectory.path]
    let folder = repository.directory.url
    for content in ["one", "two"] {
      let result = try StetProgram.run(
        ["commit", "-", "--article", "bridge"] + store, input: Array(content.utf8), in: folder)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try archive.verify(workers: 2).findings == [])
    #expect(try archive.content("bridge@1") == Array("one".utf8))
    #expect(try repository.fsck().lines == [])
    #expect(try repository.git(["show", "main:file"]).text == "text")
  }

  @Test func `commits on a detached head move the head alone`() throws {
    let first = try commit("first")
    try set("refs/heads/main", first)
    try repository.git(["update-ref", "--no-deref", "HEAD", first])
    let result = try StetProgram.run(
      ["commit", "-", "--article", "a", "--store", repository.gitDirectory.path],
      input: [1], in: repository.directory.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try repository.git(["rev-parse", "main"]).text == first)
    #expect(try repository.git(["rev-parse", "HEAD~1"]).text == first)
  }
}
