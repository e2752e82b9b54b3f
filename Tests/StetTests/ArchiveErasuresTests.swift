import Articles
import Objects
import Repository
import SimulatedDisk
import Testing

@testable import Stet

/// What verification says of lists that somebody forged, and what the list keeps from passing for damage.
struct ArchiveErasuresTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.record("bridge", "One.")
    try fixture.record("bridge", "Two.")
  }

  private static func id(_ text: String) -> ObjectID {
    ObjectID(of: .blob, content: text.bytes.span)
  }

  private func entry(_ text: String, of specifier: String = "bridge@1") throws -> ErasedText {
    ErasedText(
      content: ContentID(Self.id(text)), erased: try Fixture.time("2011-11-24T17:27:00Z"),
      reason: "why", article: try ArticleName("bridge"),
      revision: try fixture.archive.revision(specifier).id)
  }

  /// Records a list as nobody but `erase` may.
  private func forge(_ bytes: [UInt8]?) throws {
    let archive = try fixture.archive
    let head = try archive.headCommit()
    var writer = try RevisionWriter(
      archive: archive, head: head, author: Fixture.ann,
      now: Fixture.time("2011-11-24T17:27:00Z"))
    _ = try writer.add(RevisionDraft(article: .erased, content: bytes))
    try fixture.force(writer.takeObjects(), head: try #require(writer.head))
  }

  private func faults() throws -> [LogFault] {
    try fixture.archive.verify(workers: 1).findings.compactMap { finding in
      if case .log(let fault) = finding.damage.cause { fault } else { nil }
    }
  }

  private func lose(_ text: String) throws {
    try fixture.disk.delete(fixture.objectPath(Self.id(text).description))
  }

  @Test func `a lost text that no list names is damage, and one that it names is told`() throws {
    try lose("One.")
    #expect(try fixture.archive.verify(workers: 1).findings.count == 1)
    try forge(ErasedTexts([entry("One.")]).encoded())
    let result = try fixture.archive.verify(workers: 1)
    #expect(result.findings == [])
    #expect(try result.erased == [entry("One.")])
    #expect(throws: ArchiveError.erased(try entry("One."))) {
      try fixture.archive.content("bridge@1")
    }
    try lose("Two.")
    let worse = try fixture.archive.verify(workers: 1)
    #expect(worse.findings.map(\.damage.object?.object) == [Self.id("Two.")])
    #expect(worse.erased.count == 1)
  }

  @Test func `a list that names what was never there is a finding`() throws {
    try forge(ErasedTexts([entry("One."), entry("Never.")]).encoded())
    #expect(try faults() == [.erasureOfUnknown(StoredObjectID(Self.id("Never.")))])
  }

  @Test func `a list that cannot be read is a finding, and hides no damage`() throws {
    try forge("nonsense\n".bytes)
    #expect(try faults() == [.malformedErasure(line: 1)])
    try lose("One.")
    #expect(try fixture.archive.verify(workers: 1).findings.count == 2)
    #expect(throws: ArchiveError.self) { try fixture.archive.content("bridge@1") }
    // Work goes on, and nothing is erased by it.
    try fixture.record("bridge", "Three.")
    #expect(try fixture.archive.content("bridge") == "Three.".bytes)
    #expect(throws: ArchiveError.self) { try erase("bridge") }
    #expect(try fixture.archive.content("bridge") == "Three.".bytes)
  }

  @Test(arguments: [true, false])
  func `a list that leaves out what the one before had is a finding`(isWithdrawn: Bool) throws {
    try forge(ErasedTexts([entry("One.")]).encoded())
    #expect(try faults() == [])
    try forge(isWithdrawn ? nil : ErasedTexts([entry("Two.")]).encoded())
    #expect(try faults() == [.erasureTakenBack(StoredObjectID(Self.id("One.")))])
  }

  @discardableResult
  private func erase(_ specifier: String) throws -> Erasure {
    try fixture.archive.erase(
      specifier, reason: "why", by: Fixture.ann, now: Fixture.time("2011-11-25T00:00:00Z"),
      workers: 1, patience: .zero)
  }

  @Test func `what a list says is gone and is here is noted, and erasing completes it`() throws {
    try forge(ErasedTexts([entry("One.")]).encoded())
    #expect(
      try fixture.archive.verify(workers: 1).notes == [
        .erasureIncomplete(textCount: 1), .erasureUntold,
      ])
    #expect(try erase("bridge@1").recorded == nil)
    #expect(try fixture.archive.verify(workers: 1).notes == [])
    #expect(throws: ArchiveError.erased(try entry("One."))) {
      try fixture.archive.content("bridge@1")
    }
  }

  @Test func `nothing goes because of a line whose revision never had the text`() throws {
    try forge(ErasedTexts([entry("Two.")]).encoded())
    _ = try fixture.archive.maintain(
      isComplete: true, now: Fixture.time("2011-11-25T00:00:00Z"), workers: 1, patience: .zero)
    #expect(try fixture.archive.content("bridge@2") == "Two.".bytes)
    #expect(try fixture.archive.verify(workers: 1).notes == [.erasureUntold])
    #expect(
      try faults() == [
        .erasureNamesAnother(
          StoredObjectID(Self.id("Two.")),
          revision: StoredObjectID(fixture.archive.revision("bridge@1").id.object))
      ])
    // Who names it is obeyed all the same.
    #expect(try erase("bridge@2").recorded == nil)
    #expect(throws: ArchiveError.self) { try fixture.archive.content("bridge@2") }
    #expect(try fixture.archive.repository.present(among: [Self.id("Two.")]).isEmpty)
  }

  /// A line that says that the first text was erased, by another revision's name.
  private func line(_ article: String, _ revision: ObjectID) throws -> ErasedText {
    let sound = try entry("One.")
    return ErasedText(
      content: sound.content, erased: sound.erased, reason: "why",
      article: try ArticleName(article), revision: RevisionID(revision))
  }

  @Test(arguments: ["another article", "another revision", "no commit"])
  func `a line that names what never had the text is a finding`(what: String) throws {
    let forged =
      switch what {
      case "another article": try line("ferry", fixture.archive.revision("bridge@1").id.object)
      case "another revision": try line("bridge", fixture.archive.revision("bridge@2").id.object)
      default: try line("bridge", Self.id("Two."))
      }
    try forge(ErasedTexts([forged]).encoded())
    #expect(
      try faults() == [
        .erasureNamesAnother(
          StoredObjectID(Self.id("One.")), revision: StoredObjectID(forged.revision.object))
      ])
  }

  @Test func `a line whose revision is not here is no finding, and nothing goes because of it`()
    throws
  {
    // Its branch may have been set back, or left out of a copy.
    try forge(ErasedTexts([line("bridge", Self.id("Nowhere."))]).encoded())
    #expect(try faults() == [])
    _ = try fixture.archive.maintain(
      isComplete: true, now: Fixture.time("2011-11-25T00:00:00Z"), workers: 1, patience: .zero)
    #expect(try fixture.archive.verify(workers: 1).notes == [.erasureUntold])
    #expect(try fixture.archive.content("bridge@1") == "One.".bytes)
  }

  @Test func `what follows an erasure is verified in shares`() throws {
    let first = try fixture.archive.verifySinceLast(
      shareCount: 2, now: Fixture.time("2011-11-24T18:00:00Z"), workers: 1, patience: .zero)
    #expect(first.isClean)
    try erase("bridge@1")
    for round in 0..<4 {
      let result = try fixture.archive.verifySinceLast(
        shareCount: 2, now: Fixture.time("2011-11-26T0\(round):00:00Z"), workers: 1, patience: .zero
      )
      #expect(result.isClean && result.erased.count == 1, "\(round): \(result.findings)")
      if round > 0 { #expect(!result.isComplete) }
    }
  }

  @Test func `a run that saw what was erased later is no finding`() throws {
    let draft = RevisionDraft(article: try ArticleName("bridge"), content: "Three.".bytes)
    _ = try fixture.archive.record(
      [draft], concluding: RunManifest(), by: Fixture.ann,
      now: Fixture.time("2011-11-24T17:27:00Z"), patience: .zero)
    let erasure = try erase("bridge")
    #expect(erasure.revisions.map(\.specifier) == ["bridge@3"])
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  @Test func `where nothing was erased, no list is looked for`() throws {
    // Where each object has a file, how many commits there are makes no difference.
    try fixture.disk.unpack(Fixture.root)
    let before = fixture.disk.lookCount
    _ = try fixture.archive.content("bridge")
    let looks = fixture.disk.lookCount - before
    try forge(ErasedTexts([entry("One.")]).encoded())
    try fixture.disk.unpack(Fixture.root)
    let again = fixture.disk.lookCount
    _ = try fixture.archive.content("bridge")
    #expect(fixture.disk.lookCount - again == looks)
  }
}
