import Bytes
import Evidence
import Objects
import TestSupport
import Testing
import TransparencyLog
import Zip

@testable import Articles
@testable import Stet

struct EvidenceTests {
  private let fixture: Fixture
  private let policy: LogPolicy

  init() throws {
    fixture = try Fixture()
    try fixture.record("a", "1", at: "2011-11-01T00:00:00Z")
    try fixture.record("a", "2", at: "2011-11-02T00:00:00Z")
    try fixture.record("b", "of b", at: "2011-11-03T00:00:00Z")
    try fixture.record("b", nil, at: "2011-11-04T00:00:00Z")
    var random = SeededGenerator(seed: 1)
    let archive = try fixture.archive
    let key = try archive.makeSigningKey(
      for: "example.org/news", by: Fixture.ann, now: Fixture.time("2011-11-05T00:00:00Z"),
      using: &random)
    _ = try archive.makeCheckpoint(by: Fixture.ann, now: Fixture.time("2011-11-05T00:00:00Z"))
    policy = try LogPolicy(decoding: Array("log \(key.text)\nquorum none\n".utf8))
  }

  private func verified(_ file: EvidenceFile) throws -> VerifiedEvidence {
    try EvidenceBundle(decoding: file.bytes).verified(by: policy)
  }

  /// What Python's check of an unpacked bundle comes to.
  private func python(_ bytes: [UInt8], policy: String? = nil) throws -> Program.Result {
    let files = try TemporaryDirectory()
    for member in try ZipArchive(decoding: bytes, limit: 1 << 20).members {
      try files.write(member.content, to: "evidence/" + member.name)
    }
    let text = try policy ?? "log \(fixture.archive.publicKeys()[0].text)\nquorum none\n"
    try files.write(Array(text.utf8), to: "policy")
    return try Program.run("python3", ["evidence/verify.py", "policy"], in: files.url)
  }

  @Test func `a revision is proved to whoever has the bundle and a policy`() throws {
    for (specifier, text, index) in [("a@1", "1", 0), ("a@2", "2", 1), ("b@1", "of b", 2)] {
      let file = try fixture.archive.evidence(of: specifier)
      let proved = try #require(try verified(file).articles.first)
      #expect(proved.text == text.bytes && proved.index == UInt64(index))
      #expect(proved.article == String(specifier.prefix(1)))
      let python = try python(file.bytes)
      #expect(python.status == 0 && python.text.contains("PROVED: \(proved.article)"), "\(python)")
    }
  }

  @Test func `a withdrawal proves that the article is not there`() throws {
    let id = try fixture.archive.revision("b@2").id.description
    let file = try fixture.archive.evidence(of: id)
    #expect(!file.isPresent)
    #expect(try verified(file).articles.map(\.text) == [nil])
    #expect(try python(file.bytes).text.contains("b was not there"))
  }

  @Test func `an edit is proved with both texts and the page between`() throws {
    let file = try fixture.archive.evidence(ofEditFrom: "a@1", to: "a@2", page: "page".bytes)
    #expect(try verified(file).articles.map(\.text) == ["1".bytes, "2".bytes])
    #expect(try ZipArchive(decoding: file.bytes, limit: 1 << 20)["difference.html"] == "page".bytes)
    #expect(try python(file.bytes).text.split(separator: "\n").count == 2)
  }

  @Test func `an edit the wrong way round is proved as well`() throws {
    let file = try fixture.archive.evidence(ofEditFrom: "a@2", to: "a@1", page: "page".bytes)
    #expect(try verified(file).articles.map(\.text) == ["2".bytes, "1".bytes])
  }

  @Test func `what stood at a time, and what did not, is proved with the next commit`() throws {
    let archive = try fixture.archive
    for (name, time, text) in [
      ("a", "2011-11-01", "1"), ("a", "2011-11-03", "2"), ("b", "2011-11-03", "of b"),
      ("b", "2011-11-02", nil), ("b", "2011-11-04", nil), ("nobody", "2011-11-04", nil),
    ] {
      let file = try archive.evidence(of: ArticleName(name), asOf: Fixture.time(time))
      let proved = try #require(try verified(file).articles.first)
      #expect(proved.text == text?.bytes && proved.article == name, "\(name) \(time)")
      #expect(file.isPresent == (text != nil))
      let day = try Fixture.time(time).lastSecond
      #expect(proved.recorded.seconds <= day && (proved.until?.seconds ?? .max) > day)
      let python = try python(file.bytes)
      #expect(python.status == 0 && python.text.contains("until"), "\(python)")
    }
    #expect(throws: ArchiveError.self) {
      try archive.evidence(of: ArticleName("a"), asOf: Fixture.time("2011-10-31"))
    }
  }

  @Test func `what no checkpoint covers has no evidence`() throws {
    try fixture.record("a", "3", at: "2011-11-06T00:00:00Z")
    #expect(throws: ArchiveError.self) { try fixture.archive.evidence(of: "a@3") }
    #expect(try fixture.archive.evidence(of: "a@2").size == 5)
  }

  @Test func `of many commits of one second each is proved at its own place`() throws {
    let archive = try fixture.archive
    let now = try Fixture.time("2011-11-06T00:00:00Z")
    let drafts = (0..<600).map {
      RevisionDraft(article: ArticleName(ifAllowed: "c\($0)")!, content: "text \($0)".bytes)
    }
    _ = try archive.record(drafts, by: Fixture.ann, now: now)
    _ = try archive.makeCheckpoint(by: Fixture.ann, now: now)
    #expect(try archive.evidence(of: "a@1").size == 606)
    for number in [0, 1, 249, 250, 251, 505, 506, 507, 599] {
      let proved = try #require(try verified(archive.evidence(of: "c\(number)@1")).articles.first)
      #expect(proved.index == UInt64(6 + number) && proved.text == "text \(number)".bytes)
    }
    #expect(try verified(archive.evidence(of: "a@2")).articles.first?.index == 1)
  }

  @Test func `a log's long names and names that other systems mix up are proved`() throws {
    let names = ["A", "Ä/ö", String(repeating: "long ", count: 80) + "x", "con", "50%~off"]
    for name in names { try fixture.record(name, name, at: "2011-11-06T00:00:00Z") }
    let archive = try fixture.archive
    _ = try archive.makeCheckpoint(by: Fixture.ann, now: Fixture.time("2011-11-07T00:00:00Z"))
    for name in names {
      let file = try archive.evidence(of: name)
      #expect(try verified(file).articles.map(\.article) == [name])
      #expect(try python(file.bytes).status == 0, "\(name)")
    }
  }

  @Test func `no change of any byte of any part is accepted`() throws {
    let archive = try fixture.archive
    let files = [
      try archive.evidence(of: "a@2"),
      try archive.evidence(of: ArticleName("a"), asOf: Fixture.time("2011-11-03")),
      try archive.evidence(of: ArticleName("b"), asOf: Fixture.time("2011-11-02")),
    ]
    for file in files {
      let members = try ZipArchive(decoding: file.bytes, limit: 1 << 20).members
      for (number, member) in members.enumerated()
      where !["README.txt", "verify.py"].contains(member.name) {
        for place in member.content.indices {
          var content = member.content
          content[place] ^= 1 << UInt8(place % 8)
          var changed = members
          changed[number] = ZipArchive.Member(member.name, content)
          let proved = try? EvidenceBundle(decoding: ZipArchive(changed).encoded())
            .verified(by: policy).articles
          // That another article was not there may be as true.
          let isTrue = proved.map { $0.allSatisfy { $0.text == nil && member.name == "article" } }
          #expect(isTrue ?? true, "\(member.name) \(place)")
        }
      }
    }
  }

  @Test func `parts that are missing, exchanged or too many are refused by name`() throws {
    let archive = try fixture.archive
    let one = try ZipArchive(
      decoding: archive.evidence(of: "a@1").bytes, limit: 1 << 20
    ).members
    let two = try ZipArchive(
      decoding: archive.evidence(of: "a@2").bytes, limit: 1 << 20
    ).members
    for number in one.indices {
      var missing = one
      let name = missing.remove(at: number).name
      #expect(throws: EvidenceError.self, "\(name)") {
        try EvidenceBundle(decoding: ZipArchive(missing).encoded()).verified(by: policy)
      }
      // Words for people, which nothing is proved by.
      if name == "README.txt" { continue }
      guard let other = two.first(where: { $0.name == name }), other != one[number] else {
        continue
      }
      var mixed = one
      mixed[number] = other
      #expect(throws: EvidenceError.self, "\(name)") {
        try EvidenceBundle(decoding: ZipArchive(mixed).encoded()).verified(by: policy)
      }
    }
    #expect(throws: EvidenceError.unexpected("more")) {
      try EvidenceBundle(decoding: ZipArchive(one + [.init("more", [])]).encoded())
    }
    #expect(throws: EvidenceError.notABundle(.notAnArchive)) {
      try EvidenceBundle(decoding: "let it stand".bytes)
    }
  }

  @Test func `another policy, and one that wants witnesses, is not satisfied`() throws {
    let file = try fixture.archive.evidence(of: "a@1")
    let stranger = try SigningKey.make(
      name: "example.org/news", seed: [UInt8](repeating: 9, count: 32))
    let witness = try SigningKey.make(
      name: "witness", kind: .cosignature, seed: [UInt8](repeating: 8, count: 32))
    let key = try fixture.archive.publicKeys()[0].text
    for text in [
      "log \(stranger.verifier.text)\nquorum none\n",
      "log \(key)\nwitness w \(witness.verifier.text)\nquorum w\n",
      "log \(key)\n",
    ] {
      let python = try python(file.bytes, policy: text)
      #expect(python.status == 1 && python.errors.contains("NOT PROVED"), "\(python)")
      guard let policy = try? LogPolicy(decoding: text.bytes) else { continue }
      #expect(throws: EvidenceError.self) {
        try EvidenceBundle(decoding: file.bytes).verified(by: policy)
      }
    }
  }

  @Test
  func `the check in Python has fewer than eighty lines and nothing but the standard library`()
    throws
  {
    let program = try #require(
      try ZipArchive(
        decoding: fixture.archive.evidence(of: "a@1").bytes, limit: 1 << 20)["verify.py"])
    #expect(program.count { $0 == 0x0A } < 80)
    let imports = String(decoding: program, as: UTF8.self).split(separator: "\n")
      .filter { $0.contains("import ") }
    #expect(imports == ["import base64, hashlib, pathlib, re, sys, time, urllib.parse"])
  }
}
