import Bytes
import Foundation
import Objects
import Stet
import TestSupport
import Testing

/// What maintenance may remove, and what it must not.
struct PruningTests {
  let imported: ImportedArchive
  private let old = Date(timeIntervalSince1970: 1_000_000_000)

  init() throws {
    imported = try ImportedArchive()
    try imported.record("article", "text\n")
  }

  /// Keeps an object that nothing reaches.
  private func hash(_ content: String, kind: String = "blob") throws -> String {
    let options = ["hash-object", "-w", "--stdin", "-t", kind]
    return try imported.git(options, input: Array(content.utf8)).text
  }

  private func age(_ id: String? = nil) throws {
    let objects = imported.path + "/objects/"
    for file in try imported.objectFiles()
    where file.contains("/") && (id.map { file.replacing("/", with: "") == $0 } ?? true) {
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: objects + file)
    }
  }

  private func exists(_ id: String) throws -> Bool {
    try Git.allObjects(at: imported.path).contains { $0.hasPrefix(id) }
  }

  @Test(arguments: [false, true])
  func `only what nothing reaches and is older than the grace goes`(full: Bool) throws {
    let (young, gone) = (try hash("young"), try hash("old"))
    let reachable = try Git.reachableObjects(at: imported.path)
    try age(gone)
    let summary = try imported.maintain(full: full)
    #expect(summary.prunedCount == 1)
    #expect(try exists(young))
    #expect(try !exists(gone))
    #expect(try Git.reachableObjects(at: imported.path) == reachable)
    #expect(try imported.objections() == [])
  }

  @Test func `what is reached never goes, whatever its age`() throws {
    let before = try Git.allObjects(at: imported.path)
    for _ in 0..<3 {
      try age()
      try imported.maintain(full: true, grace: 0, now: 4_000_000_000)
      #expect(try Git.allObjects(at: imported.path) == before)
    }
    #expect(try imported.objections() == [])
  }

  @Test func `what something young leads to stays, too`() throws {
    let blob = try hash("old")
    let tree = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    try age()
    let commit = try imported.git(["commit-tree", tree, "-m", "young"]).text
    try imported.maintain(full: true)
    try imported.git(["update-ref", "refs/heads/other", commit])
    #expect(try imported.objections() == [])
  }

  @Test(arguments: ["refs/tags/one", "refs/notes/some", "refs/stash", "refs/heads/a/b/c"])
  func `every reference holds what it leads to, packed or not`(name: String) throws {
    let blob = try hash("old")
    let tree = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    let commit = try imported.git(["commit-tree", tree, "-m", "old"]).text
    var target = commit
    if name.hasPrefix("refs/tags") {
      let lines = ["object \(commit)", "type commit", "tag t", "tagger A <a@b> 1 +0000", "", "old"]
      target = try hash(lines.joined(separator: "\n") + "\n", kind: "tag")
    }
    try imported.git(["update-ref", name, target])
    if name == "refs/notes/some" { try imported.git(["pack-refs", "--all"]) }
    try age()
    let before = try Git.allObjects(at: imported.path)
    try imported.maintain(full: true, grace: 0)
    #expect(try Git.allObjects(at: imported.path) == before)
    #expect(try imported.objections() == [])
  }

  @Test func `what a tree takes for a file and for a folder holds what is in it`() throws {
    let blob = try hash("old")
    let folder = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    let id = try #require(ObjectID(folder)).digest.bytes
    let tree = try imported.git(
      ["hash-object", "-w", "--stdin", "-t", "tree", "--literally"],
      input: Array("100644 a\0".utf8) + id + Array("40000 b\0".utf8) + id
    ).text
    let commit = try imported.git(["commit-tree", tree, "-m", "odd"]).text
    try imported.git(["update-ref", "refs/heads/other", commit])
    try age()
    try imported.maintain(full: true, grace: 0)
    #expect(try exists(blob))
  }

  @Test func `a detached head holds what it leads to`() throws {
    let blob = try hash("old")
    let tree = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    let commit = try imported.git(["commit-tree", tree, "-m", "old"]).text
    try imported.git(["update-ref", "--no-deref", "HEAD", commit])
    try age()
    let before = try Git.allObjects(at: imported.path)
    try imported.maintain(full: true, grace: 0)
    #expect(try Git.allObjects(at: imported.path) == before)
  }

  @Test func `where git keeps a reflog, an index or work trees, nothing goes`() throws {
    let blob = try hash("old")
    let tree = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    let commit = try imported.git(["commit-tree", tree, "-m", "old"]).text
    let logged = ["-c", "core.logAllRefUpdates=always"]
    try imported.git(logged + ["update-ref", "refs/heads/other", commit])
    try imported.git(logged + ["update-ref", "refs/heads/other", "main"])
    try age()
    let before = try Git.allObjects(at: imported.path)
    try imported.maintain(full: true, grace: 0)
    #expect(try Git.allObjects(at: imported.path) == before)
    #expect(try imported.objections() == [])
  }

  /// Git lets loose objects alone that nothing reaches yet, and takes such out of packs: were they gathered,
  /// `git repack -ad` would take away what a push has just brought and not named yet.
  @Test(arguments: [false, true], [14 * 86_400, .max])
  func `what a push has brought and not named yet outlives maintenance and git's repack`(
    full: Bool, grace: Int
  ) throws {
    let blob = try hash("pushed")
    let tree = try imported.git(["mktree"], input: Array("100644 blob \(blob)\tfile\n".utf8)).text
    let commit = try imported.git(["commit-tree", tree, "-p", "main", "-m", "pushed"]).text
    try imported.record("article", "another text\n")
    try imported.maintain(full: full, grace: grace)
    let loose = Set(try imported.objectFiles().map { $0.replacing("/", with: "") })
    #expect(loose.isSuperset(of: [blob, tree, commit]))
    try imported.git(["repack", "-adq"])
    try imported.git(["update-ref", "refs/heads/side", commit])
    #expect(try imported.objections() == [])
    // Named, it is gathered as all else.
    let summary = try imported.maintain(full: true)
    #expect(summary.removedLooseCount == 3)
    #expect(try imported.objections() == [])
  }

  /// What a commit does by itself removes nothing, and so does not read all history to tell what it might.
  @Test func `loose objects below a head in a pack are gathered, named or old`() throws {
    try imported.record("article", "loose\n")
    let tree = try imported.git(["rev-parse", "main^{tree}"]).text
    let head = try imported.git(["commit-tree", tree, "-p", "main", "-m", "packed"]).text
    try imported.git(["update-ref", "refs/heads/main", head])
    try imported.git(
      ["pack-objects", "-q", imported.path + "/objects/pack/pack"], input: Array("\(head)\n".utf8))
    try imported.git(["prune-packed"])
    let forgotten = try hash("forgotten")
    try age(forgotten)
    let arriving = try hash("arriving")
    try imported.maintain(grace: .max)
    let loose = try imported.objectFiles().map { $0.replacing("/", with: "") }
      .filter { $0.count == 64 && $0.allSatisfy(\.isHexDigit) }
    #expect(loose == [arriving])
    #expect(try exists(forgotten))
    #expect(try imported.objections() == [])
  }
}
