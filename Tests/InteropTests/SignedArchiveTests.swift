import Foundation
import JSON
import TestSupport
import Testing

/// Commits that git signs by SSH keys, and what git, ssh-keygen and Stet say of them.
struct SignedArchiveTests {
  private let archive: StetArchive
  private let key: SSHKey

  init() throws {
    (archive, key) = (try StetArchive(), try SSHKey())
    try archive.commit("bridge", "one")
    try archive.commit("bridge", "two")
    try archive.signHead(by: key)
    try archive.allow("ada@example.org \(key.publicText)")
  }

  /// The line of `signed` that `stet show` prints of a commit; empty where there is none.
  private func shown(_ revision: String = "bridge") throws -> String {
    let lines = try archive.stet(["show", revision]).text.split(separator: "\n").map(String.init)
    let start = "  signed        "
    return lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) } ?? ""
  }

  /// What git says of the head's signature: `G` for good, `U` for good and of nobody, `B` for bad; who; the fingerprint.
  private func toldByGit() throws -> [String] {
    try archive.git(["log", "-1", "--format=%G?%n%GS%n%GF", "main"]).text
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func isVerifiedByGit(_ revision: String = "main") throws -> Bool {
    try Program.run(
      "git", ["--git-dir", archive.gitDirectory, "verify-commit", revision]
    ).status == 0
  }

  @Test func `git and Stet name the same signer and key of a good signature`() throws {
    let told = try toldByGit()
    #expect(told == ["G", "ada@example.org", told.last ?? ""])
    #expect(try isVerifiedByGit())
    #expect(try shown() == "good, ada@example.org, ED25519 \(told[2])")
    #expect(key.fingerprintLine.contains(told[2]))
    #expect(try shown("bridge@1") == "")
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage"))
    #expect(try archive.fsck() == "")
  }

  @Test func `log has the same line, and both have it for programs`() throws {
    let line = "  signed        \(try shown())"
    let log = try archive.stet(["log", "bridge"]).text.split(separator: "\n").map(String.init)
    #expect(log.filter { $0.hasPrefix("  signed ") } == [line])
    #expect(try archive.stet(["log"]).text.contains(line))
    #expect(try !archive.stet(["log", "--oneline"]).text.contains("good"))
    let expected: JSON = [
      "state": "good", "key": .string(try toldByGit()[2]), "keyKind": "ED25519",
      "signer": "ada@example.org",
    ]
    let revisions = try archive.stet(["log", "--json"]).text.split(separator: "\n").map {
      try JSON(decoding: Array($0.utf8))
    }
    #expect(revisions.map { $0["signature"] } == [expected, nil])
    let one = try JSON(decoding: archive.stet(["show", "--json", "bridge"]).output)
    #expect(one["revision"]?["signature"] == expected)
  }

  @Test func `where nobody says whose key it is, a valid signature is of nobody, as for git`()
    throws
  {
    try archive.allow("eve@example.org \(SSHKey().publicText)")
    #expect(try toldByGit().first == "U")
    #expect(try shown().hasPrefix("valid, nobody says whose key it is, ED25519 SHA256:"))
    try archive.git(["config", "--unset", "gpg.ssh.allowedSignersFile"])
    #expect(try shown().hasPrefix("valid, nobody says whose key it is, ED25519 SHA256:"))
  }

  @Test func `a commit that was changed behind its signature is bad, and that is a note`() throws {
    let id = try archive.replaceHead { $0.replacing("Ann Author", with: "Eve Author") }
    #expect(try toldByGit().first == "B")
    #expect(try !isVerifiedByGit())
    #expect(try shown().hasPrefix("bad, it is not of this commit, ED25519 SHA256:"))
    let verified = try archive.stet(["verify"])
    #expect(verified.text.contains("1 commit has a signature that is not of it"))
    #expect(verified.text.contains(id.prefix(12)))
    let json = try JSON(decoding: archive.stet(["verify", "--json"]).output)
    #expect(json["clean"] == true)
    let note = try #require(json["notes"]?.arrayValue?.first)
    #expect(note["kind"] == "bad signatures" && note["signed"]?.arrayValue == [.string(id)])
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `git agrees on a signature of which any character is changed`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try archive.replaceHead { commit in
      var text = Array(commit.utf8)
      let start = commit.range(of: "\n U1NI").map {
        commit.utf8.distance(from: commit.startIndex, to: $0.upperBound)
      }
      let end = commit.range(of: "\n -----END").map {
        commit.utf8.distance(from: commit.startIndex, to: $0.lowerBound)
      }
      guard let start, let end else { return commit }
      let place = random.number(in: start..<end)
      if text[place] != 0x0A, text[place] != 0x20 { text[place] = random.pick(Array("AQz/+".utf8)) }
      return String(decoding: text, as: UTF8.self)
    }
    #expect(try shown().hasPrefix("good") == isVerifiedByGit())
  }

  @Test func `both headers may be there, and the one of SHA-256 counts`() throws {
    try archive.replaceHead {
      $0.replacing("\ngpgsig-sha256", with: "\ngpgsig of the SHA-1 commit\n x\ngpgsig-sha256")
    }
    #expect(try isVerifiedByGit())
    #expect(try shown().hasPrefix("good, ada@example.org"))
    try archive.replaceHead { $0.replacing("\ngpgsig-sha256", with: "\ngpgsig") }
    #expect(try !isVerifiedByGit())
    #expect(try shown() == "")
  }

  @Test(arguments: ["rsa", "ecdsa"])
  func `keys of other kinds are unsupported, never valid`(kind: String) throws {
    let other = try SSHKey(kind)
    try archive.signHead(by: other)
    try archive.allow("ada@example.org \(other.publicText)")
    #expect(try isVerifiedByGit())
    #expect(
      try shown().hasPrefix(
        "unsupported, keys of this kind are not checked here, \(kind.uppercased()) "))
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage"))
  }

  @Test func `housekeeping, clones, bundles and repairs take signed commits as they are`() throws {
    let good = try shown()
    let head = try archive.git(["rev-parse", "main"]).text
    try archive.stet(["maintain", "--full"])
    #expect(try shown() == good)
    try archive.git(["gc", "--quiet", "--prune=now"])
    #expect(try shown() == good)
    let copy = archive.folder.url.path(percentEncoded: false) + "copy"
    _ = try Program.run("git", ["clone", "-q", "--bare", archive.gitDirectory, copy])
    // A damaged archive gets the commit back from the clone, signature and all.
    let packs = archive.gitDirectory + "/objects/pack"
    for name in try FileManager.default.contentsOfDirectory(atPath: packs) {
      try FileManager.default.removeItem(atPath: packs + "/" + name)
    }
    #expect(try archive.attempt(["verify"]).status == 4)
    try archive.stet(["repair", "--from", copy])
    #expect(try archive.git(["rev-parse", "main"]).text == head)
    #expect(try shown() == good && isVerifiedByGit())
    try archive.commit("bridge", "three")
    #expect(try shown("bridge@2") == good && shown() == "")
    #expect(try archive.fsck() == "")
  }

  @Test
  func `no stream has a signature: who imports one gets the revision without it, and is told`()
    throws
  {
    let stream = try archive.stet(["export", "--fast-export"])
    let head = try archive.git(["rev-parse", "main"]).text
    #expect(stream.errors.contains("commit \(head) has what no stream can tell"))
    let copy = try StetArchive()
    try copy.stet(["import", "-"], input: stream.output)
    #expect(try copy.stet(["cat", "bridge@2"]).text == "two")
    #expect(try !copy.stet(["show", "bridge@2"]).text.contains("  signed "))
    // Git's own has it only where it is asked for, and Stet reads past it.
    let git = try archive.git(["fast-export", "--signed-tags=verbatim", "main"]).output
    try StetArchive().stet(["import", "-"], input: git)
  }
}

/// The file of allowed signers, as an archive's `config` names it.
struct AllowedSignersFileTests {
  private let archive: StetArchive
  private let line: String

  init() throws {
    archive = try StetArchive()
    let key = try SSHKey()
    try archive.commit("bridge", "one")
    try archive.signHead(by: key)
    line = "ada@example.org \(key.publicText)"
  }

  private func show(_ name: String, home: String = "/nonexistent") throws -> Program.Result {
    try archive.git(["config", "gpg.ssh.allowedSignersFile", name])
    return try archive.stet(["show", "bridge"], environment: ["HOME": home])
  }

  private func isGood(_ result: Program.Result) -> Bool {
    result.text.contains("good, ada@example.org, ED25519 ") && result.errors.isEmpty
  }

  @Test func `a path is the archive's own, the user's, or whole`() throws {
    let folder = archive.folder.url.path(percentEncoded: false)
    let text = Array((line + "\n").utf8)
    try archive.folder.write(text, to: ".stet/signers")
    try archive.folder.write(text, to: "home/signers")
    try archive.folder.write(text, to: "signers")
    #expect(try isGood(show("signers")))
    #expect(try isGood(show("../signers")))
    #expect(try isGood(show("~/signers", home: folder + "home")))
    #expect(try isGood(show(folder + "signers")))
    let below = archive.folder.url.appending(path: "home")
    let other = try StetProgram.run(["show", "bridge"], in: below)
    #expect(isGood(other))
  }

  @Test func `what cannot be read makes nobody a signer, and is said once`() throws {
    let folder = archive.folder.url.path(percentEncoded: false)
    try archive.folder.write(Array("# all\nada \(line)\n".utf8), to: "broken")
    try archive.folder.write([UInt8](repeating: 0x23, count: (1 << 20) + 1), to: "large")
    _ = try Program.run("mkfifo", [folder + "pipe"])
    let samples = [
      ("missing", "missing"), (folder + "broken", "line 2: "), (folder + "large", "large"),
      (folder + "pipe", "it is no file"), (folder, "gpg.ssh.allowedSignersFile"),
      ("~eve/signers", "only `~/` and paths"), ("%(prefix)/signers", "only `~/` and paths"),
    ]
    for (name, words) in samples {
      let result = try show(name)
      #expect(result.text.contains("valid, nobody says whose key it is"), "\(name)")
      #expect(result.errors.contains(words), "\(name): \(result.errors)")
      let log = try archive.stet(["log"])
      #expect(log.errors.components(separatedBy: "nobody counts").count == 2, "\(log.errors)")
    }
  }

  @Test func `where keys may be revoked nobody counts as a signer`() throws {
    try archive.allow(line)
    try archive.git(["config", "gpg.ssh.revocationFile", "/nonexistent"])
    let result = try archive.stet(["show", "bridge"])
    #expect(result.text.contains("valid, nobody says whose key it is"))
    #expect(result.errors.contains("gpg.ssh.revocationFile is not read"))
  }

  @Test func `the file is not read where nothing is signed`() throws {
    try archive.commit("plain", "one")
    try archive.git(["config", "gpg.ssh.allowedSignersFile", "missing"])
    #expect(try archive.stet(["show", "plain"]).errors == "")
    #expect(try archive.stet(["log", "plain"]).errors == "")
  }

  @Test func `what a signer is called cannot speak to the terminal`() throws {
    try archive.allow(line.replacing("ada@example.org", with: "ada\u{1B}[31m"))
    let result = try archive.stet(["show", "bridge"])
    #expect(result.text.contains("good, ada"))
    #expect(!result.text.contains("\u{1B}"))
  }
}
