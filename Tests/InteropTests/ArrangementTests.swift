import Foundation
import TestSupport
import Testing

/// What git lets a repository lack, and keep beside its objects, is told from damage.
struct ArrangementTests {
  private let archive: StetArchive
  private let folder: TemporaryDirectory

  init() throws {
    archive = try StetArchive()
    folder = try TemporaryDirectory()
    for number in 1...4 { try archive.commit("bridge", "The bridge on day \(number) of the year.") }
  }

  private func path(_ name: String) -> String { folder.url.path(percentEncoded: false) + name }

  @discardableResult
  private func git(_ arguments: String...) throws -> String {
    let result = try Program.run("git", arguments)
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + arguments, result: result)
    }
    return result.text
  }

  private func verify(_ path: String) throws -> Program.Result {
    try archive.attempt(["verify", "--store", path])
  }

  @Test
  func `go-git 1002: a clone that borrows objects is not damaged, and says where the others are`()
    throws
  {
    try git("clone", "-q", "--bare", "--shared", archive.gitDirectory, path("shared"))
    let result = try verify(path("shared"))
    #expect(result.status == 0, "\(result)")
    #expect(result.text.contains(archive.gitDirectory + "/objects"))
    #expect(result.text.contains("1 object that is needed is not here"))
    #expect(result.text.hasSuffix("no damage in what is here"))
    // A damaged object that is here is damage all the same.
    try git("-C", path("shared"), "repack", "-aq")
    #expect(try verify(path("shared")).text.contains("0 objects that are needed"))
  }

  @Test func `bit 188: a shallow clone lacks its history, and nothing else`() throws {
    try git(
      "clone", "-q", "--bare", "--depth", "1", "file://" + archive.gitDirectory, path("shallow"))
    let result = try verify(path("shallow"))
    #expect(result.status == 0 && result.text.contains("note: this is a shallow clone"))
    #expect(
      try archive.attempt(["cat", "bridge", "--store", path("shallow")]).text
        == "The bridge on day 4 of the year.")
    // The tree of the commit at the border is no part of what was left out.
    let tree = try git("-C", path("shallow"), "rev-parse", "HEAD^{tree}")
    let packs = path("shallow") + "/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: packs)
    let pack = try #require(names.first { $0.hasSuffix(".pack") })
    try FileManager.default.moveItem(atPath: packs + "/" + pack, toPath: path("moved.pack"))
    for name in names where !name.hasSuffix(".pack") {
      try FileManager.default.removeItem(atPath: packs + "/" + name)
    }
    let bytes = Array(try Data(contentsOf: URL(filePath: path("moved.pack"))))
    _ = try Program.run(
      "git", ["-C", path("shallow"), "unpack-objects", "-q"], input: bytes)
    #expect(try verify(path("shallow")).status == 0)
    let file = path("shallow") + "/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"
    try FileManager.default.removeItem(atPath: file)
    let damaged = try verify(path("shallow"))
    #expect(damaged.status == 4 && damaged.text.contains("missing object \(tree)"))
  }

  @Test func `a partial clone lacks bytes that git gets when they are asked for`() throws {
    try git("-C", archive.gitDirectory, "config", "uploadpack.allowFilter", "true")
    try git(
      "clone", "-q", "--bare", "--filter=blob:none", "file://" + archive.gitDirectory,
      path("partial"))
    let result = try verify(path("partial"))
    #expect(result.status == 0 && result.text.contains("4 objects that are needed are not here"))
  }

  @Test func `replaced objects are named, and what was recorded is read`() throws {
    let head = try archive.git(["rev-parse", "HEAD"]).text
    try archive.git(["replace", head, head + "~1"])
    let result = try verify(archive.gitDirectory)
    #expect(result.status == 0 && result.text.contains("git shows other objects in the place of 1"))
    #expect(try archive.stet(["cat", "bridge"]).text.contains("day 4"))
  }

  @Test(arguments: ["multi-pack-index", ".bitmap", ".rev"])
  func `what git keeps beside packs is checked, and repair moves it away`(ending: String) throws {
    try archive.git(["config", "pack.writeReverseIndex", "true"])
    try archive.git(["repack", "-adbq", "--write-midx"])
    #expect(try verify(archive.gitDirectory).status == 0)
    let packs = archive.gitDirectory + "/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: packs)
    let name = try #require(names.first { $0.hasSuffix(ending) }, "\(names)")
    var bytes = try Data(contentsOf: URL(filePath: packs + "/" + name))
    for place in [0, bytes.count / 2, bytes.count - 1] {
      bytes[place] ^= 1
      try FileManager.default.removeItem(atPath: packs + "/" + name)
      try bytes.write(to: URL(filePath: packs + "/" + name))
      let result = try verify(archive.gitDirectory)
      #expect(result.status == 4 && result.text.contains("damaged index \(packs)/\(name)"))
      #expect(result.text.contains("no revision is lost"))
      bytes[place] ^= 1
      try bytes.write(to: URL(filePath: packs + "/" + name))
      #expect(try verify(archive.gitDirectory).status == 0)
    }
    bytes[bytes.count / 2] ^= 4
    try bytes.write(to: URL(filePath: packs + "/" + name))
    #expect(try archive.stet(["repair"]).text.contains("moved aside"))
    #expect(try verify(archive.gitDirectory).status == 0)
    #expect(try archive.fsck() == "")
  }

  @Test func `a pack that a killed writer left without index is a note, and repair reads it`()
    throws
  {
    try archive.stet(["maintain", "--full"])
    let packs = archive.gitDirectory + "/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: packs)
    let pack = try #require(names.first { $0.hasSuffix(".pack") })
    try FileManager.default.copyItem(
      atPath: packs + "/" + pack,
      toPath: packs + "/pack-" + String(repeating: "a", count: 64) + ".pack")
    let result = try verify(archive.gitDirectory)
    #expect(result.status == 0 && result.text.contains("note: nobody reads \(packs)/pack-aaaa"))
    try archive.stet(["repair"])
    #expect(try archive.fsck() == "")
  }

  @Test func `a head that leads to a commit and to no branch is said, and is no damage`() throws {
    let commit = try archive.git(["rev-parse", "main~1"]).text
    try archive.git(["update-ref", "--no-deref", "HEAD", commit])
    let result = try verify(archive.gitDirectory)
    #expect(
      result.status == 0 && result.text.contains("note: HEAD leads to \(commit)"), "\(result)")
    let json = try archive.attempt(["verify", "--json"]).text
    #expect(
      json.contains("\"kind\": \"detached head\"") && json.contains("\"commit\": \"\(commit)\""))
    try archive.git(["symbolic-ref", "HEAD", "refs/heads/main"])
    #expect(try !verify(archive.gitDirectory).text.contains("note:"))
  }
}
