import Foundation
import JSON
import TestSupport
import Testing

struct TokenCommandTests {
  private let archive: StetArchive

  init() throws { archive = try StetArchive() }

  private func add(_ options: String...) throws -> String {
    try archive.stet(["token", "add", "--can", "write"] + options).text
  }

  @Test func `a token is told once, and kept as a hash that others cannot read`() throws {
    let result = try archive.stet(["token", "add", "--can", "write", "--name", "crawler"])
    let secret = result.text
    #expect(secret.wholeMatch(of: /stet_[0-9a-f]{64}/) != nil)
    #expect(result.errors.contains("only time"))
    #expect(try Secrets.places(of: secret, below: archive.gitDirectory).isEmpty)
    let file = archive.gitDirectory + "/stet/tokens"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o400)
    let hash = try Program.run("sha256sum", input: Array(secret.utf8)).text.prefix(64)
    #expect(try archive.stet(["token", "list", "--json"]).text.contains(hash))
  }

  @Test
  func `where an archive is shared with a group, its members read the tokens, and nobody else`()
    throws
  {
    try archive.git(["config", "core.sharedRepository", "all"])
    _ = try add()
    let file = archive.gitDirectory + "/stet/tokens"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o440)
  }

  @Test func `a list says what each may do, for people and for programs`() throws {
    #expect(try archive.stet(["token", "list"]).text == "no tokens: nobody can write")
    _ = try add(
      "--name", "crawler", "--article", "news/*", "--expires", "2999-01-01", "--author",
      "Bot <bot@example.org>")
    try archive.stet(["token", "add"])
    let list = try archive.stet(["token", "list"]).text
    #expect(list.contains("crawler, can write, only news/*, until 2999-01-01"))
    #expect(list.contains("as Bot <bot@example.org>"))
    #expect(list.contains("can only read"))
    #expect(list.hasSuffix("2 tokens"))
    let lines = try archive.stet(["token", "list", "--json"]).text.split(separator: "\n")
    let json = try JSON(decoding: Array(lines[0].utf8))
    #expect(json["articles"] == "news/*")
    #expect(json["can"]?.arrayValue == ["write"])
    #expect(json["secret"] == nil)
  }

  @Test func `one is removed by its name or what its hash begins with`() throws {
    _ = try add("--name", "one")
    _ = try add()
    #expect(try archive.stet(["token", "remove", "one"]).text.hasPrefix("removed "))
    let again = try archive.attempt(["token", "remove", "one"])
    #expect(again.status == 3)
    #expect(again.errors.contains("no token is called 'one'"))
    let list = try archive.stet(["token", "list"]).text
    try archive.stet(["token", "remove", String(list.prefix(12)), "--json"])
    #expect(try archive.stet(["token", "list"]).text == "no tokens: nobody can write")
  }

  @Test func `what makes no sense is refused`() throws {
    for (line, words) in [
      (["token"], "something is missing"), (["token", "make"], "token has no 'make'"),
      (["token", "add", "x"], "one word too many"), (["token", "remove"], "something is missing"),
      (["token", "list", "--can", "write"], "belongs to `stet token add`"),
      (["token", "add", "--can", "fly"], "--can takes write"),
      (["token", "add", "--expires", "2001-01-01"], "is past"),
      (["token", "add", "--expires", "soon"], "--expires takes a time"),
      (["token", "add", "--name", "a\nb"], "control character"),
      (["token", "add", "--author", "nobody"], "--author takes"),
    ] {
      let result = try archive.attempt(line)
      #expect(result.status == 2, "\(line)")
      #expect(result.errors.contains(words), "\(line): \(result.errors)")
    }
    #expect(try archive.stet(["token", "list"]).text == "no tokens: nobody can write")
  }

  @Test func `no clone has the tokens, and verify and maintain let them be`() throws {
    let secret = try add()
    try archive.commit("bridge", "The bridge is open.")
    try archive.stet(["maintain", "--full"])
    try archive.stet(["verify"])
    let copy = try TemporaryDirectory()
    let path = copy.url.path(percentEncoded: false) + "copy"
    try archive.git(["clone", "--quiet", "--mirror", archive.gitDirectory, path])
    #expect(!FileManager.default.fileExists(atPath: path + "/stet/tokens"))
    let served = try ServedArchive(archive)
    #expect(try served.ask("/archive.git/stet/tokens").status == 404)
    #expect(try served.post("bridge", "Closed.", token: secret).status == 201)
  }
}
