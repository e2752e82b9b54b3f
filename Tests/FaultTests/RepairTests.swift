import Foundation
import TestSupport
import Testing

/// The built program heals what was broken, with real git as the judge.
struct RepairTests {
  private let archive: StetArchive
  /// A bare clone.
  private let copy: String
  private let folder: TemporaryDirectory
  private let texts: [String: [UInt8]]

  init() throws {
    archive = try StetArchive()
    folder = try TemporaryDirectory()
    var texts: [String: [UInt8]] = [:]
    for number in 1...4 {
      for article in ["bridge", "ferry", "mill"] {
        let text = "The \(article) was seen on day \(number), and it stood as it had stood before."
        try archive.commit(article, text)
        texts["\(article)@\(number)"] = Array(text.utf8)
      }
    }
    self.texts = texts
    copy = folder.url.path(percentEncoded: false) + "copy.git"
    try Self.git(["clone", "-q", "--bare", "--no-local", archive.gitDirectory, copy])
  }

  @discardableResult
  private static func git(_ arguments: [String]) throws -> String {
    let result = try Program.run("git", arguments)
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + arguments, result: result)
    }
    return result.text
  }

  /// The id of an article's bytes in some commit.
  private func blob(of article: String, in commit: String = "HEAD") throws -> String {
    let lines = try archive.git(["ls-tree", "-r", commit]).text.split(separator: "\n")
    let line = try #require(lines.first { $0.hasSuffix("/" + article) })
    return String(line.split(separator: "\t")[0].suffix(64))
  }

  private func head() throws -> String { try archive.git(["rev-parse", "HEAD"]).text }

  private func stet(_ arguments: String...) throws -> Program.Result {
    try archive.attempt(arguments)
  }

  private var git: URL { URL(filePath: archive.gitDirectory) }

  private func path(ofObject id: String) throws -> URL {
    URL(filePath: try archive.file(ofObject: id))
  }

  private func packFile(_ ending: String) throws -> URL {
    let packs = git.appending(path: "objects/pack")
    let names = try FileManager.default.contentsOfDirectory(atPath: packs.path)
    return packs.appending(path: try #require(names.first { $0.hasSuffix(ending) }))
  }

  private func flip(_ file: URL, at place: Int) throws {
    var bytes = try Data(contentsOf: file)
    bytes[(place + bytes.count) % bytes.count] ^= 0x21
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
  }

  /// Every revision can be read, and git finds nothing wrong.
  private func expectWhole(_ comment: Comment = "") throws {
    let verification = try stet("verify")
    #expect(verification.status == 0, "\(comment) \(verification.text)")
    #expect(try archive.fsck() == "", comment)
    for (specifier, text) in texts {
      #expect(try stet("cat", specifier).output == text, "\(comment) \(specifier)")
    }
    #expect(try stet("repair").text.hasPrefix("nothing to repair"))
  }

  @Test(arguments: ["clone", "bundle", "pack", "files"])
  func `lost and damaged objects come back from any copy`(kind: String) throws {
    let ids = try archive.git(["rev-list", "--objects", "--all"]).text.split(separator: "\n")
      .map { String($0.prefix(64)) }.sorted()
    for id in ids.prefix(5) { try FileManager.default.removeItem(at: path(ofObject: id)) }
    for id in ids.dropFirst(5).prefix(5) { try flip(path(ofObject: id), at: 9) }
    let found = try stet("verify")
    #expect(found.status == 4 && found.text.contains("next: run `stet repair --from COPY`"))

    let source: String
    switch kind {
    case "clone": source = copy
    case "bundle":
      source = folder.url.appending(path: "a.bundle").path
      try Self.git(["--git-dir", copy, "bundle", "create", "-q", source, "--all"])
    case "pack":
      try Self.git(["--git-dir", copy, "repack", "-adq"])
      source = copy + "/objects/pack"
    default: source = copy + "/objects"
    }
    let tried = try stet("repair", "--dry-run", "--from", source)
    #expect(tried.status == 0 && tried.text.contains("would be done"), "\(tried)")
    #expect(try stet("verify").text == found.text)
    let repaired = try stet("repair", "--from", source)
    #expect(repaired.status == 0, "\(repaired)")
    #expect(repaired.text.contains("took 10 objects from \(source)"))
    try expectWhole()
  }

  @Test func `texts that somebody saved heal what they are the bytes of`() throws {
    let id = try blob(of: "mill")
    try FileManager.default.removeItem(at: path(ofObject: id))
    let saved = try folder.write(try #require(texts["mill@4"]), to: "saved.txt")
    #expect(try stet("repair").status == 4)
    let repaired = try stet("repair", "--from", folder.url.path, "--from", saved.path)
    #expect(repaired.status == 0 && repaired.text.contains("took 1 object"), "\(repaired)")
    try expectWhole()
  }

  @Test func `a whole pack needs no copy to be read again`() throws {
    try archive.stet(["maintain", "--full"])
    try FileManager.default.removeItem(at: packFile(".idx"))
    let found = try stet("verify")
    #expect(found.status == 4 && found.text.contains("has no index"), "\(found)")
    #expect(found.text.contains("at least 1 revision lost"))
    #expect(try stet("repair").status == 0)
    try expectWhole("deleted")
    try flip(packFile(".idx"), at: 1100)
    #expect(try stet("verify").status == 4)
    #expect(try stet("repair").status == 0)
    try expectWhole("flipped")
  }

  @Test func `what is whole in a damaged pack is kept, and the rest taken from a copy`() throws {
    try archive.stet(["maintain", "--full"])
    for place in [3, 14, 200, 900, -40, -3] {
      try flip(packFile(".pack"), at: place)
      #expect(try stet("verify").status == 4, "\(place)")
      let repaired = try stet("repair", "--from", copy)
      #expect(repaired.status == 0, "\(place): \(repaired)")
      try expectWhole("\(place)")
    }
  }

  @Test func `without a copy the rest can be used, and what is lost is named`() throws {
    let id = try blob(of: "mill", in: "HEAD~3")
    try FileManager.default.removeItem(at: path(ofObject: id))
    let result = try stet("repair")
    #expect(result.status == 4 && result.text.contains("takes away: mill@3"), "\(result)")
    #expect(try stet("cat", "mill@4").output == texts["mill@4"])
    try archive.commit("ferry", "and goes on")
    #expect(try stet("cat", "ferry").text == "and goes on")
  }

  @Test func `branch, HEAD and configuration come back`() throws {
    let head = try head()
    for name in ["refs/heads/main", "HEAD", "config"] {
      let file = git.appending(path: name)
      for bytes in [nil, Data("garbage\n".utf8), Data()] {
        try? FileManager.default.removeItem(at: file)
        try bytes?.write(to: file)
        let repaired = try stet("repair")
        #expect(repaired.status == 0, "\(name) \(bytes?.count ?? -1): \(repaired)")
        #expect(try self.head() == head)
        try expectWhole("\(name) \(bytes?.count ?? -1)")
      }
    }
  }

  @Test func `a branch that leads nowhere goes where the copy's does, or says what is lost`() throws
  {
    let head = try head()
    try FileManager.default.removeItem(at: path(ofObject: head))
    let alone = try stet("repair")
    #expect(alone.status == 4 && alone.text.contains("lost: the commit \(head)"), "\(alone)")
    #expect(try stet("verify").status == 0)
    // Whatever was recorded by then stays.
    try archive.commit("ferry", "seen again")
    #expect(try archive.fsck() == "")
    // An archive that lost all but its objects learns from the copy how far it went.
    let other = try StetArchive()
    try FileManager.default.removeItem(at: URL(filePath: other.gitDirectory + "/refs/heads"))
    #expect(try other.attempt(["repair", "--from", copy]).status == 0)
    #expect(try other.git(["rev-parse", "HEAD"]).text == head)
    #expect(try other.fsck() == "")
  }

  @Test func `what stands in the way is moved aside, and nothing is deleted`() throws {
    try archive.stet(["maintain", "--full"])
    let stranger = git.appending(path: "objects/17/not-an-object")
    try FileManager.default.createDirectory(
      at: stranger.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("hello".utf8).write(to: stranger)
    try flip(git.appending(path: "objects/info/commit-graph"), at: 1200)
    let result = try stet("repair")
    #expect(result.status == 0 && result.text.contains("made the commit-graph anew"), "\(result)")
    #expect(
      try Data(contentsOf: git.appending(path: "stet/aside/not-an-object")) == Data("hello".utf8))
    try Data("xyz".utf8).write(to: git.appending(path: "objects/pack/tmp_pack_stet_9"))
    let statistics = try stet("stats").text
    #expect(statistics.contains("left behind   1 file, 3 bytes"), "\(statistics)")
    #expect(statistics.contains("set aside     1 file, 5 bytes"), "\(statistics)")
    // Every kind of writer clears them away.
    try archive.stet(["note-head"])
    #expect(try !stet("stats").text.contains("left behind"))
    try expectWhole()
  }

  /// Runs what the first finding says, with a clone for COPY.
  private func followAdvice(_ verification: Program.Result) throws -> Program.Result {
    let lines = verification.text.split(separator: "\n")
    let next = try #require(lines.first { $0.contains("  next: run `stet repair") })
    let typed = next.split(separator: "`")[1].split(separator: " ").map(String.init)
    return try archive.attempt(typed.dropFirst().map { $0 == "COPY" ? copy : $0 })
  }

  @Test(arguments: [false, true])
  func `who follows only what is printed gets everything back`(isPacked: Bool) throws {
    if isPacked { try archive.stet(["maintain", "--full"]) }
    let all = try FileManager.default.subpathsOfDirectory(atPath: git.path)
      .filter { name in
        ["objects/", "refs/", "HEAD", "config"].contains { name.hasPrefix($0) }
          && (try? FileManager.default.attributesOfItem(atPath: git.path + "/" + name))?[.type]
            as? FileAttributeType == .typeRegular
      }.sorted()
    let chosen = all.indices.filter { isPacked || $0 % 5 == 0 || $0 > 80 }.map { all[$0] }
    for name in chosen {
      let file = git.path + "/" + name
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
      let size = try Data(contentsOf: URL(filePath: file)).count
      _ = try Program.run(
        "dd",
        ["if=/dev/urandom", "of=" + file, "bs=1", "seek=\(size / 3)", "count=24", "conv=notrunc"])
      let found = try stet("verify")
      // Without HEAD or configuration there is no archive, and the hint names the command.
      #expect([3, 4].contains(found.status), "\(name): \(found)")
      let repaired =
        found.status == 3
        ? try stet("repair", "--from", copy) : try followAdvice(found)
      #expect(repaired.status == 0, "\(name): \(found) \(repaired)")
      try expectWhole("\(name)")
    }
  }

  @Test func `an index of several packs goes with the packs that it speaks of`() throws {
    let options = ["-c", "pack.writeReverseIndex=true"]
    let repack = options + ["--git-dir", archive.gitDirectory, "repack", "-adbq", "--write-midx"]
    for damage in ["pack", "idx", "rev"] {
      try Self.git(repack)
      let file = try packFile("." + damage)
      if damage == "rev" {
        // Whole by its checksum, and in the place of something else.
        let several = git.appending(path: "objects/pack/multi-pack-index")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.copyItem(at: several, to: file)
      } else {
        try FileManager.default.removeItem(at: file)
      }
      let found = try stet("verify")
      #expect(found.status == 4, "\(damage) \(file.lastPathComponent): \(found)")
      let repaired = try stet("repair", "--from", copy)
      #expect(repaired.status == 0, "\(damage): \(repaired)")
      try expectWhole("\(damage)")
    }
  }

  @Test func `a head that names no branch names the right one again, beside other branches`() throws
  {
    let head = try head()
    try archive.git(["branch", "beside", "HEAD~5"])
    try Self.git(["--git-dir", archive.gitDirectory, "pack-refs", "--all"])
    try archive.git(["branch", "loose", "HEAD~5"])
    for text in ["ref: refs/leads/main\n", "ref: refs/h", "ref: refs/heads"] {
      try Data(text.utf8).write(to: git.appending(path: "HEAD"))
      #expect(try stet("verify").status == 4, "\(text)")
      #expect(try stet("commit", "-", "--article", "x").status == 4, "\(text)")
      #expect(try stet("repair").status == 0, "\(text)")
      #expect(try self.head() == head, "\(text)")
      try expectWhole(Comment(rawValue: text))
    }
  }

  /// A clone with two branches and a tag beside `main`, of which each is broken in turn.
  private func withBranches() throws -> (clone: String, ids: [String: String]) {
    let names = ["refs/heads/side", "refs/heads/kept", "refs/tags/first"]
    try archive.git(["update-ref", names[0], "HEAD~2"])
    try archive.git(["update-ref", names[1], "HEAD~3"])
    try archive.git(["tag", "-a", "-m", "the first", "first", "HEAD~5"])
    let clone = folder.url.path(percentEncoded: false) + "branches.git"
    try Self.git(["clone", "-q", "--mirror", "--no-local", archive.gitDirectory, clone])
    var ids: [String: String] = [:]
    for name in names { ids[name] = try archive.git(["rev-parse", name]).text }
    return (clone, ids)
  }

  @Test(arguments: ["a clone", "a bundle"])
  func `other branches and tags go where a copy says that they led`(kind: String) throws {
    let (clone, ids) = try withBranches()
    var source = clone
    if kind == "a bundle" {
      source = folder.url.path(percentEncoded: false) + "all.bundle"
      try Self.git(["-C", clone, "bundle", "create", "-q", source, "--all"])
    }
    for (name, id) in ids {
      let astray = String(repeating: "ab", count: 32)
      for text in ["no id\n", "", "ref: refs/heads/nowhere\n", astray + "\n"] {
        try Data(text.utf8).write(to: git.appending(path: name))
        let trial = try stet("repair", "--from", source, "--dry-run")
        #expect(trial.text.contains("led \(name) to \(id)"), "\(name) \(text): \(trial)")
        #expect(try Data(contentsOf: git.appending(path: name)) == Data(text.utf8))
        let repaired = try stet("repair", "--from", source)
        #expect(repaired.status == 0, "\(name) \(text): \(repaired)")
        #expect(try archive.git(["rev-parse", name]).text == id, "\(name) \(text)")
        try expectWhole("\(name) \(text)")
      }
    }
    // Where the list of many is cut off, those that are not in it any more come back too.
    try Self.git(["--git-dir", archive.gitDirectory, "pack-refs", "--all"])
    let packed = git.appending(path: "packed-refs")
    let list = try Data(contentsOf: packed)
    for length in [list.count - 90, 80] {
      try list.prefix(length).write(to: packed)
      #expect(try stet("repair", "--from", source).status == 0)
      for (name, id) in ids { #expect(try archive.git(["rev-parse", name]).text == id, "\(name)") }
      try expectWhole("\(length)")
    }
  }

  /// `HEAD` was not asked where it led: the one branch that could be read was taken for it.
  @Test(arguments: [false, true])
  func `the branch that HEAD names is led, though only another can be read`(
    isHeadDamaged: Bool
  ) throws {
    let (clone, ids) = try withBranches()
    let main = try archive.git(["rev-parse", "refs/heads/main"]).text
    for text in ["no list of references\n", "\u{0}\u{1}\u{2}"] {
      try Self.git(["--git-dir", archive.gitDirectory, "pack-refs", "--all"])
      let (beside, id) = try #require(ids.first { $0.key.hasPrefix("refs/heads/") })
      try Data("\(id)\n".utf8).write(to: git.appending(path: beside))
      try Data(text.utf8).write(to: git.appending(path: "packed-refs"))
      if isHeadDamaged { try Data(text.utf8).write(to: git.appending(path: "HEAD")) }
      let repaired = try stet("repair", "--from", clone)
      #expect(repaired.status == 0, "\(repaired)")
      #expect(try archive.git(["rev-parse", "refs/heads/main", "HEAD"]).text == main + "\n" + main)
      for (name, id) in ids { #expect(try archive.git(["rev-parse", name]).text == id, "\(name)") }
      try expectWhole("\(text)")
    }
  }

  @Test
  func `without a copy a branch goes to the one line that nothing led to, or is named as lost`()
    throws
  {
    _ = try withBranches()
    try archive.git(["update-ref", "refs/heads/side", "HEAD"])
    try archive.commit("ferry", "seen by the main branch alone")
    let tree = try archive.git(["rev-parse", "HEAD~1^{tree}"]).text
    let beside = try archive.git(["commit-tree", "-p", "HEAD~1", "-m", "beside", tree]).text
    for name in ["side", "kept"] { try archive.git(["update-ref", "refs/heads/\(name)", beside]) }
    let side = git.appending(path: "refs/heads/side")
    let kept = git.appending(path: "refs/heads/kept")
    try Data("no id\n".utf8).write(to: side)
    let known = try stet("repair")
    // The other branch leads there: nobody can say where this one led.
    #expect(known.status == 4 && known.text.contains("lost: where refs/heads/side led"), "\(known)")
    try archive.git(["update-ref", "refs/heads/kept", "HEAD~3"])
    try Data("no id\n".utf8).write(to: kept)
    let alone = try stet("repair")
    #expect(alone.status == 0, "\(alone)")
    #expect(try archive.git(["rev-parse", "refs/heads/kept"]).text == beside)
    #expect(try archive.fsck() == "")
  }

  @Test func `a source that is none is named, and nothing is changed`() throws {
    let missing = try stet("repair", "--from", "/nonexistent/copy")
    #expect(missing.status == 3 && missing.errors.contains("/nonexistent/copy"))
    try expectWhole()
  }

  @Test(arguments: ["loose", "packed", "bundle"])
  func `a repository that names objects by SHA-1 gives the texts back`(kind: String) throws {
    let old = folder.url.path(percentEncoded: false) + "old"
    try Self.git(["init", "-q", "--object-format=sha1", old])
    let git = ["-C", old, "-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for (specifier, text) in texts.sorted(by: { $0.key < $1.key }) {
      try Data(text).write(to: URL(filePath: old + "/page"))
      try Self.git(git + ["add", "page"])
      try Self.git(git + ["commit", "-qm", specifier])
    }
    var source = old
    if kind != "loose" { try Self.git(git + ["gc", "-q"]) }
    if kind == "bundle" {
      source += ".bundle"
      try Self.git(git + ["bundle", "create", "-q", source, "--all"])
    }
    try FileManager.default.removeItem(atPath: old + "/page")
    for article in ["bridge", "ferry", "mill"] {
      try FileManager.default.removeItem(at: path(ofObject: blob(of: article)))
    }
    #expect(try stet("verify").status == 4)
    let repaired = try stet("repair", "--from", source)
    #expect(repaired.status == 0 && repaired.text.contains("took 3 objects from"), "\(repaired)")
    try expectWhole("\(kind)")
  }

  @Test func `a source that lies gives nothing`() throws {
    let id = try blob(of: "mill")
    let lie = copy + "/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    let other = try blob(of: "ferry")
    try FileManager.default.createDirectory(
      atPath: copy + "/objects/\(id.prefix(2))", withIntermediateDirectories: true)
    try? FileManager.default.removeItem(atPath: copy + "/objects/pack")
    try? FileManager.default.removeItem(atPath: lie)
    try FileManager.default.copyItem(atPath: path(ofObject: other).path, toPath: lie)
    try FileManager.default.removeItem(at: path(ofObject: id))
    let result = try stet("repair", "--from", copy)
    #expect(result.status == 4 && result.text.contains("takes away: mill@4"), "\(result)")
  }
}
