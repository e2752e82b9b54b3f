import Foundation
import TestSupport
import Testing

/// Erased texts, beside real git: nothing of them is found, and git is content.
struct ErasedArchiveTests {
  private let archive: StetArchive
  private let folder: TemporaryDirectory
  private static let secret = "Her name was Rosalind Quarrington."

  init() throws {
    archive = try StetArchive()
    folder = try TemporaryDirectory()
    for number in 1...6 { try archive.commit("bridge", Self.text(number)) }
    try archive.commit("ferry", "The ferry goes at noon.")
  }

  /// Long enough that each is kept as a change to the one before.
  private static func text(_ number: Int) -> String {
    let lines = (1...60).map { "The bridge has \($0 * 7) rivets in its girder number \($0).\n" }
    return lines.joined() + "Day \(number). " + (number == 3 ? secret : "Nobody was named.") + "\n"
  }

  private func path(_ name: String) -> String { folder.url.path(percentEncoded: false) + name }

  private func places() throws -> [String] {
    try Secrets.places(of: "Rosalind Quarrington", below: archive.gitDirectory)
  }

  /// The id of the text that is erased.
  private func blob() throws -> String {
    try archive.git(["hash-object", "--stdin"], input: Array(Self.text(3).utf8)).text
  }

  @discardableResult
  private func erase(_ specifier: String = "bridge@3") throws -> Program.Result {
    try archive.stet(["erase", specifier, "--reason", "court order", "--yes"])
  }

  /// Nothing of the text is here, git is content, all else can be read, and readers say why.
  private func expectErased(_ what: Comment, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    #expect(try places() == [], what, sourceLocation: sourceLocation)
    #expect(try archive.fsck() == "", what, sourceLocation: sourceLocation)
    let cat = try archive.attempt(["cat", "bridge@3"])
    #expect(cat.status == 3 && cat.output == [], what, sourceLocation: sourceLocation)
    #expect(
      cat.errors.contains("erased on") && cat.errors.contains("because court order"), what,
      sourceLocation: sourceLocation)
    let verified = try archive.attempt(["verify"])
    #expect(verified.status == 0, "\(what): \(verified)", sourceLocation: sourceLocation)
    #expect(
      verified.text.hasSuffix("no damage, 1 text erased by law"), "\(verified)",
      sourceLocation: sourceLocation)
    #expect(!verified.text.contains("note:"), "\(verified)", sourceLocation: sourceLocation)
    for number in [1, 2, 4, 5, 6] {
      #expect(
        try archive.stet(["cat", "bridge@\(number)"]).output == Array(Self.text(number).utf8), what,
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ["loose", "packed", "kept", "git"])
  func `nothing is found of an erased text, and git is content`(how: String) throws {
    switch how {
    case "packed": try archive.stet(["maintain", "--full"])
    case "kept":
      try archive.stet(["maintain", "--full"])
      let packs = archive.gitDirectory + "/objects/pack/"
      let pack = try #require(
        try FileManager.default.contentsOfDirectory(atPath: packs).first { $0.hasSuffix(".pack") })
      try Data().write(to: URL(filePath: packs + pack.replacing(".pack", with: ".keep")))
    case "git": try archive.git(["gc", "--aggressive", "--quiet"])
    default: break
    }
    #expect(try !places().isEmpty)
    let id = try blob()
    try erase()
    try expectErased("after erase")
    let gone = try Program.run("git", ["--git-dir", archive.gitDirectory, "cat-file", "-e", id])
    #expect(gone.status != 0)
    #expect(try archive.git(["log", "--oneline"]).text.split(separator: "\n").count == 8)
    try archive.git(["gc", "--prune=now", "--quiet"])
    try expectErased("after gc")
    try archive.git(["repack", "-adfq"])
    try expectErased("after repack")
    try archive.commit("bridge", "A new text.")
    try archive.stet(["maintain"])
    try archive.stet(["maintain", "--full"])
    try expectErased("after maintain")
    try archive.git(["repack", "-adq"])
    try archive.git(["fsck", "--full", "--strict"])
    try archive.git(["commit-graph", "verify"])
  }

  @Test func `a local clone says what was erased, and maintenance there tells git`() throws {
    try archive.stet(["maintain", "--full"])
    try erase()
    _ = try archive.git(["clone", "-q", "--bare", archive.gitDirectory, path("clone")])
    let cat = try archive.attempt(["cat", "bridge@3", "--store", path("clone")])
    #expect(cat.status == 3 && cat.errors.contains("because court order"), "\(cat)")
    let verified = try archive.attempt(["verify", "--store", path("clone")])
    #expect(verified.status == 0, "\(verified)")
    #expect(verified.text.contains("git is not told that they may be absent"))
    let before = try Program.run("git", ["--git-dir", path("clone"), "fsck", "--full", "--strict"])
    #expect(before.status != 0 && before.text.contains("missing blob"))
    try archive.stet(["maintain", "--store", path("clone")])
    let after = try Program.run("git", ["--git-dir", path("clone"), "fsck", "--full", "--strict"])
    #expect(after.status == 0 && after.text == "", "\(after)")
    #expect(try !archive.stet(["verify", "--store", path("clone")]).text.contains("note:"))
  }

  @Test func `a clone by the network needs a filter, and says what it misses`() throws {
    try erase()
    let remote = "file://" + archive.gitDirectory
    let whole = try Program.run("git", ["clone", "-q", "--bare", remote, path("whole")])
    #expect(whole.status != 0 && whole.errors.contains("could not fetch"))
    let partial = try Program.run(
      "git", ["clone", "-q", "--bare", "--filter=blob:none", remote, path("partial")])
    #expect(partial.status == 0, "\(partial)")
    let log = try Program.run("git", ["--git-dir", path("partial"), "log", "--oneline"])
    #expect(log.text.split(separator: "\n").count == 8)
  }

  @Test func `a clone that has the text still gets what is new, and maintenance there erases it`()
    throws
  {
    _ = try archive.git([
      "clone", "-q", "--mirror", "--no-hardlinks", archive.gitDirectory, path("copy"),
    ])
    try erase()
    _ = try Program.run("git", ["--git-dir", path("copy"), "fetch", "-q"])
    #expect(try archive.attempt(["cat", "bridge@3", "--store", path("copy")]).status == 0)
    let verified = try archive.attempt(["verify", "--store", path("copy")])
    #expect(
      verified.status == 0 && verified.text.contains("1 text that was erased by law is still here"))
    let maintained = try archive.stet(["maintain", "--store", path("copy")])
    #expect(
      try Secrets.places(of: "Rosalind Quarrington", below: path("copy")) == [], "\(maintained)")
    #expect(try archive.attempt(["cat", "bridge@3", "--store", path("copy")]).status == 3)
    let fsck = try Program.run("git", ["--git-dir", path("copy"), "fsck", "--full", "--strict"])
    #expect(fsck.status == 0 && fsck.text == "", "\(fsck)")
  }

  @Test func `a push that brings the text back is noted, and maintenance drops it again`() throws {
    let file = try folder.write(Array(Self.text(3).utf8), to: "text")
    try erase()
    try archive.git(["hash-object", "-w", file.path(percentEncoded: false)])
    let verified = try archive.attempt(["verify"])
    #expect(
      verified.status == 0 && verified.text.contains("is still here, or came back: `stet maintain`")
    )
    try archive.stet(["maintain"])
    try expectErased("after maintain")
  }

  @Test func `what repair sets aside goes with the text, and no copy brings it back`() throws {
    try archive.stet(["maintain", "--full"])
    _ = try archive.git([
      "clone", "-q", "--bare", "--no-hardlinks", archive.gitDirectory, path("copy"),
    ])
    // A damaged pack that has the text is set aside.
    let packs = archive.gitDirectory + "/objects/pack/"
    let pack = try #require(
      try FileManager.default.contentsOfDirectory(atPath: packs).first { $0.hasSuffix(".pack") })
    var bytes = try Data(contentsOf: URL(filePath: packs + pack))
    bytes[bytes.count - 1] ^= 1
    try FileManager.default.removeItem(atPath: packs + pack)
    try bytes.write(to: URL(filePath: packs + pack))
    try archive.stet(["repair", "--from", path("copy")])
    #expect(try places().contains { $0.contains("/stet/aside/") })
    try erase()
    try expectErased("after erase")
    let repaired = try archive.attempt(["repair", "--from", path("copy")])
    #expect(repaired.status == 0 && repaired.text.hasPrefix("nothing to repair"), "\(repaired)")
    try FileManager.default.removeItem(atPath: archive.gitDirectory + "/refs/heads/main")
    try archive.stet(["repair", "--from", path("copy")])
    try expectErased("after repair")
  }

  @Test func `what git left unfinished goes, too`() throws {
    let objects = archive.gitDirectory + "/objects/"
    let bytes = Array(Self.text(3).utf8)
    let loose = try blob()
    let file = try archive.file(ofObject: loose)
    for name in [
      "tmp_obj_AbCdEf", "\(loose.prefix(2))/tmp_obj_x", "tmp_objdir-incoming-abc/0a/tmp_obj_y",
    ] {
      let place = URL(filePath: objects + name)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(filePath: file), to: place)
    }
    // Half of a file, and the text as it is.
    try Data(contentsOf: URL(filePath: file)).prefix(900).write(
      to: URL(filePath: objects + "pack/tmp_pack_Q1w2e3"))
    try FileManager.default.createDirectory(
      atPath: archive.gitDirectory + "/stet/aside", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: archive.gitDirectory + "/stet/aside/found.txt"))
    #expect(try places().count >= 5)
    let erased = try erase()
    #expect(erased.text.contains("removed: ") && erased.text.contains("/stet/aside/found.txt"))
    try expectErased("after erase")
  }

  @Test func `a borrowed text is not here, and where it is is said`() throws {
    _ = try archive.git(["clone", "-q", "--bare", "--shared", archive.gitDirectory, path("shared")])
    try archive.git(["--git-dir", path("shared"), "repack", "-aq"])
    let erased = try archive.stet([
      "erase", "bridge@3", "--reason", "court order", "--yes", "--store", path("shared"),
    ])
    #expect(erased.text.contains("git takes objects from \(archive.gitDirectory)/objects, too"))
  }
}
