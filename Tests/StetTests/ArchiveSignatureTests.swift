import Bytes
import Objects
import Repository
import Storage
import TestSupport
import Testing

@testable import Articles
@testable import SSHSignatures
@testable import Stet

/// Commits that somebody signed, with keys of which the tests know the secret half.
struct ArchiveSignatureTests {
  private let fixture: Fixture
  private static let seed = [UInt8](repeating: 5, count: 32)

  init() throws {
    fixture = try Fixture()
    try fixture.record("bridge", "one")
  }

  private static func strings(_ parts: [[UInt8]]) -> [UInt8] {
    parts.reduce(into: []) { bytes, part in
      bytes.append(bigEndian: UInt32(part.count))
      bytes += part
    }
  }

  private static func key() throws -> [UInt8] {
    try strings([Array("ssh-ed25519".utf8), Ed25519.publicKey(seed: seed)])
  }

  /// What `ssh-keygen -Y sign` would make of a message.
  private static func armoured(_ message: [UInt8], namespace: String = "git") throws -> String {
    let head = [Array(namespace.utf8), [], Array("sha256".utf8)]
    let signed =
      Array("SSHSIG".utf8) + strings(head + [SHA256.hash(message).bytes])
    let signature = try strings([
      Array("ssh-ed25519".utf8), Ed25519.signature(of: signed, seed: seed),
    ])
    let bytes =
      try Array("SSHSIG".utf8) + [0, 0, 0, 1] + strings([key()] + head + [signature])
    return "-----BEGIN SSH SIGNATURE-----\n\(Base64.string(bytes))\n-----END SSH SIGNATURE-----"
  }

  /// Makes the newest commit anew with a header, and leads the branch there.
  @discardableResult
  private func sign(
    _ header: String = "gpgsig-sha256", _ signature: (Commit) throws -> String
  ) throws -> Revision {
    let archive = try fixture.archive
    let repository = archive.repository
    let head = try repository.head()
    var commit = try repository.commit(try #require(head.id))
    commit.headers = []
    let value = try signature(commit)
    commit.headers = [.init(name: header, value: Array(value.utf8))]
    return try replaceHead(with: commit.encoded())
  }

  @discardableResult
  private func replaceHead(with content: [UInt8]) throws -> Revision {
    var batch = ObjectBatch()
    let id = batch.add(.commit, content)
    try fixture.force(batch, head: id)
    return try fixture.archive.revision(id)
  }

  private func state(
    of revision: Revision, by signers: String = ""
  ) throws -> RevisionSignature.State? {
    let signers = try AllowedSigners(decoding: Array(signers.utf8), localZone: { _ in 0 })
    return try fixture.archive.signature(of: revision, by: signers)?.state
  }

  @Test func `a signature of the commit is good where its key is allowed, else of nobody`() throws {
    let revision = try sign { try Self.armoured($0.encoded()) }
    let line = try "ssh-ed25519 \(Base64.string(Self.key()))\n"
    let signers = try AllowedSigners(
      decoding: Array("ada@example.org \(line)".utf8), localZone: { _ in 0 })
    let signature = try #require(try fixture.archive.signature(of: revision, by: signers))
    #expect(signature.state == .good && signature.signer == "ada@example.org")
    #expect(signature.reason == nil)
    #expect(signature.key?.kind == "ED25519")
    #expect(signature.key?.fingerprint.hasPrefix("SHA256:") == true)
    let unknown = try #require(try fixture.archive.signature(of: revision))
    #expect(unknown.state == .validUnknown && unknown.signer == nil)
    #expect(unknown.key == signature.key && unknown.reason != nil)
    for options in ["namespaces=\"file\"", "valid-before=\"20111123\"", "valid-after=\"20111125\""]
    {
      #expect(try state(of: revision, by: "ada \(options) \(line)") == .validUnknown, "\(options)")
    }
    // The commit was recorded on that day.
    let day = "valid-after=\"20111124\",valid-before=\"20111125\""
    #expect(try state(of: revision, by: "ada \(day) \(line)") == .good)
    #expect(try state(of: revision, by: "ada,!ada \(line)") == .validUnknown)
  }

  @Test func `a signature of something else, for something else or broken is bad`() throws {
    let whole: (Commit) throws -> String = { try Self.armoured($0.encoded()) }
    #expect(try state(of: sign { try Self.armoured($0.encoded() + [0x78]) }) == .bad)
    #expect(try state(of: sign { try Self.armoured($0.encoded(), namespace: "file") }) == .bad)
    #expect(try state(of: sign { String(try whole($0).dropLast(60)) }) == .bad)
    #expect(try state(of: sign { try whole($0).replacing("U1NI", with: "U1NJ") }) == .bad)
  }

  @Test func `a signature of a kind that is not checked is never called valid or bad`() throws {
    let broken = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    #expect(try state(of: sign { _ in broken }) == .unsupported)
    #expect(try state(of: sign { _ in "none" }) == .unsupported)
    let newer = Array("SSHSIG".utf8) + [0, 0, 0, 2]
    let text =
      "-----BEGIN SSH SIGNATURE-----\n\(Base64.string(newer))\n-----END SSH SIGNATURE-----"
    #expect(try state(of: sign { _ in text }) == .unsupported)
  }

  @Test func `where there is no signature nothing is read, and nothing said`() throws {
    let revision = try fixture.archive.revision("bridge")
    #expect(!revision.isSigned)
    #expect(try fixture.archive.signature(of: revision) == nil)
    // The signature of the same commit in a SHA-1 repository.
    let other = try sign("gpgsig") { try Self.armoured($0.encoded()) }
    #expect(try !other.isSigned && fixture.archive.signature(of: other) == nil)
  }

  @Test func `verify notes a bad signature, and calls it no damage`() throws {
    #expect(try fixture.archive.verify(workers: 1).notes.isEmpty)
    try sign { try Self.armoured($0.encoded()) }
    #expect(try fixture.archive.verify(workers: 1).notes.isEmpty)
    try fixture.record("bridge", "two", at: "2011-11-25T17:27:00Z")
    let bad = try sign { _ in try Self.armoured([1, 2, 3]) }
    try fixture.record("bridge", "three", at: "2011-11-26T17:27:00Z")
    let result = try fixture.archive.verify(workers: 1)
    #expect(result.isClean && result.notes == [.badSignatures([bad.id])])
  }

  @Test func `verify reads the signature of a commit that is not as it would be written here`()
    throws
  {
    // Without the empty line at its end a commit has no message, and no article.
    let text: (Commit) -> [UInt8] = { commit in
      var bare = commit
      bare.message = []
      return bare.encoded().dropLast()
    }
    let head = try fixture.archive.repository.head()
    var commit = try fixture.archive.repository.commit(try #require(head.id))
    for (added, notes) in [([UInt8](), 0), ([1], 1)] {
      commit.headers = []
      let value = try Self.armoured(text(commit) + added)
      commit.headers = [.init(name: "gpgsig-sha256", value: Array(value.utf8))]
      try replaceHead(with: text(commit))
      #expect(try fixture.archive.verify(workers: 1).notes.count == notes)
    }
  }
}
