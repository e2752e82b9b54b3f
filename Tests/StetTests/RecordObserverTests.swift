import Objects
import Synchronization
import TestSupport
import Testing

@testable import Articles
@testable import Stet

/// An index in memory that appends what it is told of, and catches up with what it was not.
private final class MemoryIndex: RevisionIndex, RecordObserver {
  private let state = Mutex<(head: RevisionID?, revisions: [Revision])>((nil, []))
  private let source: @Sendable () throws -> any RevisionIndex

  init(reading source: @escaping @Sendable () throws -> any RevisionIndex) {
    self.source = source
  }

  var head: RevisionID? { state.withLock { $0.head } }

  func headMoved(from old: RevisionID?, to new: RevisionID) {
    // Told of a gap, it reads across it.
    try? catchUp()
  }

  func catchUp() throws {
    let index = try source()
    let new = try index.revisions(after: head)
    state.withLock { state in
      state.revisions += new
      state.head = index.head
    }
  }

  var localZone: @Sendable (Int) -> Int { { _ in 0 } }

  func amendments(of article: ArticleName) throws(ArchiveError) -> Amendments? {
    let own = ArticleName.amendments(of: article)
    let entries = state.withLock { $0.revisions }.filter { $0.article == own }
      .flatMap { Amendments.entries(in: $0) }
    return entries.isEmpty ? nil : Amendments(entries)
  }

  func visitLog(_ visit: (LogStep) throws(ArchiveError) -> Bool) throws(ArchiveError) {
    for revision in state.withLock({ $0.revisions }).reversed() {
      guard try visit(.revision(revision)) else { return }
    }
  }

  func visitHistory(
    of article: ArticleName, _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    for revision in state.withLock({ $0.revisions }).reversed() where revision.article == article {
      guard try visit(.revision(revision)) else { return }
    }
  }
}

/// What an observer was told.
private final class Notes: RecordObserver {
  let moves = Mutex<[[RevisionID?]]>([])

  func headMoved(from old: RevisionID?, to new: RevisionID) {
    moves.withLock { $0.append([old, new]) }
  }
}

struct RecordObserverTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func draft(_ name: String, _ content: String) throws -> RevisionDraft {
    RevisionDraft(article: try ArticleName(name), content: content.bytes)
  }

  @Test func `observers are told of each move of the head, and of nothing else`() throws {
    let notes = Notes()
    let archive = try fixture.archive.observed(by: [notes])
    let now = try Fixture.time("2011-11-24T12:00:00Z")
    _ = try archive.record([draft("a", "1"), draft("b", "1")], by: Fixture.ann, now: now)
    let first = try archive.head()
    _ = try archive.record([draft("a", "1")], by: Fixture.ann, now: now)
    _ = try archive.record([draft("a", "2")], by: Fixture.ann, now: now)
    let second = try archive.head()
    #expect(notes.moves.withLock { $0 } == [[nil, first], [first, second]])
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `an index that appends as an observer, and catches up, passes as the log does`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let fixture = fixture
    let index = MemoryIndex { try fixture.archive.index() }
    let archive = try fixture.archive.observed(by: [index])
    let now = try Fixture.time("2011-11-24T12:00:00Z")
    for step in 0..<24 {
      let name = ["a", "article/1", "é 1", "b"][Int.random(in: 0..<4, using: &random)]
      // One in three is recorded by somebody who tells nobody.
      let writer = step % 3 == 2 ? try fixture.archive : archive
      _ = try writer.record([draft(name, "\(step)")], by: Fixture.ann, now: now)
    }
    try index.catchUp()
    try RevisionIndexConformance(reading: fixture.archive)
      .expectConformance(of: index, "seed \(seed)", random: &random)
  }
}
