import Objects
import SimulatedDisk
import TestSupport
import Testing

@testable import Articles
@testable import Stet

struct AccessTokenTests {
  private let fixture: Fixture
  private let now: Timestamp

  init() throws {
    fixture = try Fixture()
    now = try Fixture.time("2026-03-02T08:15:00Z")
  }

  private func token(_ secret: String, name: String? = nil) -> AccessToken {
    var token = AccessToken(of: secret, created: now, author: Fixture.ann)
    token.name = name
    return token
  }

  @Test func `a secret has 256 bits, and is known by its hash alone`() throws {
    var random = SeededGenerator(seed: 1)
    let secrets = (0..<100).map { _ in AccessToken.secret(using: &random) }
    #expect(Set(secrets).count == 100)
    #expect(secrets.allSatisfy { $0.utf8.count == 5 + 64 && $0.hasPrefix("stet_") })
    try fixture.archive.addToken(token(secrets[0]))
    let tokens = try fixture.archive.tokens()
    #expect(tokens.token(of: secrets[0]) == tokens[0])
    #expect(secrets.dropFirst().allSatisfy { tokens.token(of: $0) == nil })
    #expect(tokens.token(of: tokens[0].digest) == nil)
    #expect(!"\(AccessToken.encode(tokens))".contains(secrets[0]))
  }

  @Test func `everything that is said of a token comes back`() throws {
    var full = token("s", name: "a b  c")
    full.articles = Glob("news/* and <more>")
    full.expires = try Fixture.time("2027-01-01")
    full.canWrite = true
    full.author = Author(name: "Ann \u{301} von", mail: "")
    let all = [full, token("t")]
    #expect(try AccessToken.decode(AccessToken.encode(all)) == all)
  }

  @Test func `a line that nobody knows counts against all of them`() throws {
    let good = String(decoding: AccessToken.encode([token("s", name: "n")]), as: UTF8.self)
    for (line, place) in [
      ("only sundays\n", 5), ("can fly\n", 5), ("expires soon\n", 5), ("name\n", 5), ("\u{0}\n", 5),
      ("token xyz\n", 5), ("created never\n", 5),
    ] {
      #expect(throws: AccessTokenDecodingError(line: place), "\(line)") {
        try AccessToken.decode(Array((good + line).utf8))
      }
    }
    #expect(throws: AccessTokenDecodingError.self) {
      try AccessToken.decode(Array(("name n\n" + good).utf8))
    }
    #expect(throws: AccessTokenDecodingError.self) {
      try AccessToken.decode(Array(good.prefix(80).utf8))
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `damage gives an error or fewer rights, never a crash`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = AccessToken.encode([token("s", name: "n"), token("t")])
    for _ in 0..<100 { _ = try? AccessToken.decode(random.mutation(of: bytes)) }
  }

  @Test func `of a day the end is when a token ends`() throws {
    var token = token("s")
    token.expires = try Fixture.time("2026-03-02")
    #expect(!token.isExpired(at: try Fixture.time("2026-03-02T23:59:59Z")))
    #expect(token.isExpired(at: try Fixture.time("2026-03-03T00:00:00Z")))
  }

  @Test func `names are given once, and one line long`() throws {
    try fixture.archive.addToken(token("s", name: "n"))
    #expect(throws: ArchiveError.invalidMetadata(field: "name", reason: "another token has it")) {
      try fixture.archive.addToken(token("t", name: "n"))
    }
    for name in ["", "a\nb", " a", "a\u{7}", String(repeating: "a", count: 1025)] {
      #expect(throws: ArchiveError.self, "\(name)") {
        try fixture.archive.addToken(token("t", name: name))
      }
    }
    var other = token("t")
    other.author = Author(name: "A <b> c", mail: "d")
    #expect(throws: ArchiveError.self) { try fixture.archive.addToken(other) }
    #expect(try fixture.archive.tokens().count == 1)
  }

  @Test func `one is removed by its name or the beginning of its digest, several never`() throws {
    let tokens = (0..<40).map { token("s\($0)", name: "n\($0)") }
    for token in tokens { try fixture.archive.addToken(token) }
    #expect(try fixture.archive.removeToken("n3").map(\.name) == ["n3"])
    #expect(try fixture.archive.removeToken("n3").isEmpty)
    #expect(try fixture.archive.removeToken(tokens[5].abbreviated).count == 1)
    #expect(try fixture.archive.removeToken("").isEmpty)
    #expect(try fixture.archive.removeToken(String(tokens[6].digest.prefix(3))).isEmpty)
    #expect(try fixture.archive.tokens().count == 38)
  }
}
