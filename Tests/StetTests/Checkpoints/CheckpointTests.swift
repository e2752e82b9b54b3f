import Bytes
import Evidence
import Objects
import Repository
import SimulatedDisk
import TestSupport
import Testing
import TransparencyLog

@testable import Articles
@testable import Stet

struct CheckpointTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.record("a", "1")
    try fixture.record("b", "1 of b")
    try fixture.record("a", "2")
  }

  private func makeKey(
    _ origin: String = "example.org/news", takesOver: Bool = false, seed: UInt64 = 1
  ) throws -> PublicKey {
    var random = SeededGenerator(seed: seed)
    return try fixture.archive.makeSigningKey(
      for: origin, takesOver: takesOver, by: Fixture.ann, now: Fixture.time("2011-11-25"),
      using: &random, patience: .zero)
  }

  private func checkpoint() throws -> CheckpointOutcome {
    try fixture.archive.makeCheckpoint(
      by: Fixture.ann, now: Fixture.time("2011-11-25"), patience: .zero)
  }

  private func ids() throws -> [ObjectID] {
    let archive = try fixture.archive
    return try #require(try archive.line(to: archive.ownHead()))
  }

  private func faults() throws -> [LogFault] {
    try fixture.archive.verify(workers: 1).findings.compactMap { finding in
      if case .log(let fault) = finding.damage.cause { fault } else { nil }
    }
  }

  @Test func `a checkpoint is the hash over all commits before it, signed and recorded`() throws {
    let key = try makeKey()
    guard case .made(let made) = try checkpoint() else { throw Unexpected() }
    let line = try ids()
    #expect(made.origin == "example.org/news" && made.size == 4)
    var tree = MerkleTree()
    for id in line.prefix(4) { tree.append(MerkleHash.leaf(id.digest.bytes)) }
    #expect(made.checkpoint.root == tree.root)
    #expect(try made.signed.verified(by: [VerifierKey(text: key.text)]).count == 1)
    #expect(try fixture.archive.latestCheckpoint() == made)
    #expect(try fixture.archive.content("stet:checkpoint") == made.note)
    #expect(try fixture.archive.verify(workers: 1).isClean)
  }

  @Test func `nothing new is signed where nothing new was recorded`() throws {
    _ = try makeKey()
    let first = try checkpoint().checkpoint
    #expect(try checkpoint() == .unchanged(first))
    try fixture.record("a", "3")
    guard case .made(let next) = try checkpoint() else { throw Unexpected() }
    #expect(next.size == 6)
  }

  @Test func `without a key nothing is signed, and an empty archive has no checkpoint`() throws {
    #expect(throws: ArchiveError.notSigned(.noKey)) { try checkpoint() }
    let empty = try Fixture()
    empty.disk.write(
      Array(try SigningKey.make(name: "x", seed: [UInt8](repeating: 1, count: 32)).text.utf8),
      to: Fixture.root + "/stet/signing-keys")
    #expect(throws: ArchiveError.notCovered("HEAD", reason: "nothing is recorded yet")) {
      try empty.archive.makeCheckpoint(by: Fixture.ann, now: Fixture.time("2011-11-25"))
    }
  }

  @Test func `two keys sign while one takes the place of the other`() throws {
    let old = try makeKey()
    let new = try makeKey(seed: 2)
    #expect(try fixture.archive.publicKeys() == [old, new])
    let both = try checkpoint().checkpoint
    #expect(both.signed.signatures.count == 2)
    _ = try fixture.archive.retireSigningKey(
      old.id, by: Fixture.ann, now: Fixture.time("2011-11-25"))
    #expect(try fixture.archive.recordedKeys() == [new])
    let one = try checkpoint().checkpoint
    #expect(try one.signed.verified(by: [VerifierKey(text: new.text)]).count == 1)
    #expect(one.signed.signatures.count == 1)
    // What was signed by the old one still counts: the history says that it signed then.
    #expect(try fixture.archive.verify(workers: 1).isClean)
    #expect(throws: ArchiveError.self) {
      try fixture.archive.retireSigningKey(
        new.id, by: Fixture.ann, now: Fixture.time("2011-11-25"))
    }
  }

  @Test func `a key of another origin, a bad name and a copy without its key are refused`() throws {
    #expect(throws: ArchiveError.self) { try makeKey("two words") }
    _ = try makeKey()
    #expect(throws: ArchiveError.notSigned(.hasKey(origin: "example.org/news"))) {
      try makeKey("example.org/other")
    }
    // A clone has all but what stands in stet/.
    fixture.disk.delete(Fixture.root + "/stet/signing-keys")
    #expect(throws: ArchiveError.notSigned(.isCopy(of: "example.org/news"))) { try makeKey() }
    #expect(throws: ArchiveError.notSigned(.noKey)) { try checkpoint() }
    let taken = try makeKey("example.org/copy", takesOver: true, seed: 3)
    #expect(try fixture.archive.recordedKeys() == [taken])
  }

  @Test func `no more keys are made than are ever needed`() throws {
    for seed in UInt64(1)...8 { _ = try makeKey(seed: seed) }
    #expect(throws: ArchiveError.notSigned(.tooManyKeys(limit: 8))) { try makeKey(seed: 9) }
    #expect(try checkpoint().checkpoint.signed.signatures.count == 8)
  }

  @Test func `a file of keys that says something else counts for nothing`() throws {
    let key = try makeKey()
    let path = Fixture.root + "/stet/signing-keys"
    let bytes = try #require(fixture.disk.bytes(of: path))
    fixture.disk.write(bytes + Array("and more\n".utf8), to: path)
    #expect(throws: ArchiveError.notSigned(.malformedKeys(line: 2))) { try checkpoint() }
    #expect(throws: ArchiveError.notSigned(.malformedKeys(line: 2))) {
      try fixture.archive.publicKeys()
    }
    #expect(try fixture.archive.recordedKeys() == [key])
  }

  @Test func `a history that was rewritten is not signed, and verify says since when`() throws {
    let before = try #require(try fixture.archive.head())
    _ = try makeKey()
    _ = try checkpoint()
    // Somebody sets the branch back and goes on otherwise.
    fixture.disk.write(
      Array("\(before)\n".utf8), to: Fixture.root + "/refs/heads/main")
    for text in ["x", "y", "z", "u"] { try fixture.record("a", text) }
    #expect(
      throws: ArchiveError.notSigned(
        .rewritten(size: 4, noted: try Fixture.time("2011-11-25")))
    ) {
      try checkpoint()
    }
    let causes = try fixture.archive.verify(workers: 1).findings.map(\.damage.cause)
    #expect(
      causes.contains { cause in
        if case .reference(.lacksCheckpoint(4, "example.org/news", _)) = cause {
          true
        } else {
          false
        }
      })
  }

  @Test func `tiles that are lost or damaged are a finding, and are made again`() throws {
    _ = try makeKey()
    _ = try checkpoint()
    let tile = Fixture.root + "/stet/log/tile/0/000.p/4"
    let whole = try #require(fixture.disk.bytes(of: tile))
    for damaged in [nil, [UInt8](), Array(whole.dropLast()), whole.map { $0 ^ 1 }] {
      if let damaged {
        fixture.disk.write(damaged, to: tile)
      } else {
        fixture.disk.delete(tile)
      }
      #expect(
        try fixture.archive.verify(workers: 1).findings.map(\.damage.cause) == [.logTiles])
      #expect(try fixture.archive.evidence(of: "a@1").size == 4)
      #expect(fixture.disk.bytes(of: tile) == whole)
    }
    fixture.disk.delete(Fixture.root + "/stet/log/tile/entries/000.p/4")
    _ = try checkpoint()
    try fixture.record("a", "3")
    #expect(try checkpoint().checkpoint.size == 6)
    #expect(try fixture.archive.verify(workers: 1).isClean)
  }

  @Test func `checkpoints that say what is not so are findings`() throws {
    let key = try makeKey()
    let line = try ids()
    let signing = try SigningKey.make(
      name: key.origin,
      seed: {
        var random = SeededGenerator(seed: 1);
        return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      }())
    #expect(PublicKey(signing.verifier) == key)
    var tree = MerkleTree()
    for id in line { tree.append(MerkleHash.leaf(id.digest.bytes)) }
    func forged(_ size: UInt64, _ root: Digest, by signer: SigningKey) throws -> [UInt8] {
      let text = try Checkpoint(origin: key.origin, size: size, root: root).encoded()
      return try SignedNote(text: text, by: [signer]).encoded()
    }
    let stranger = try SigningKey.make(name: key.origin, seed: [UInt8](repeating: 9, count: 32))
    let cases: [([UInt8], LogFault?)] = [
      (Array("let it stand\n".utf8), .malformedCheckpoint),
      (try forged(4, Digest.zero, by: signing), .contradictsCheckpoint(size: 4)),
      (try forged(400, tree.root, by: signing), .contradictsCheckpoint(size: 400)),
      (try forged(4, tree.root, by: stranger), .unsignedCheckpoint),
      (try forged(4, tree.root, by: signing), nil),
    ]
    for (text, fault) in cases {
      let archive = try fixture.archive
      let head = try #require(try archive.ownHead())
      var writer = try RevisionWriter(
        archive: archive, head: head, author: Fixture.ann, now: Fixture.time("2011-11-26"))
      _ = try writer.add(RevisionDraft(article: .checkpoint, content: text))
      let forgedHead = try #require(writer.head)
      try fixture.force(writer.takeObjects(), head: forgedHead)
      #expect(try faults() == [fault].compactMap(\.self))
      fixture.disk.write(Array("\(head)\n".utf8), to: Fixture.root + "/refs/heads/main")
    }
  }

  @Test func `a log of more than one tile goes on where it ended`() throws {
    _ = try makeKey()
    for count in [1, 250, 5, 260] {
      let drafts = (0..<count).map { number in
        RevisionDraft(
          article: ArticleName(ifAllowed: "n\(number)") ?? .runs,
          content: Array("\(count) \(number)".utf8))
      }
      try fixture.record(drafts)
      let made = try checkpoint().checkpoint
      let line = try ids()
      var tree = MerkleTree()
      for id in line.prefix(made.size) { tree.append(MerkleHash.leaf(id.digest.bytes)) }
      #expect(made.checkpoint.root == tree.root)
      #expect(try fixture.archive.verify(workers: 1).isClean)
    }
    // Partial tiles go once they are full.
    #expect(fixture.disk.bytes(of: Fixture.root + "/stet/log/tile/0/000.p/5") == nil)
  }
}

private struct Unexpected: Error {}
