import Dispatch
import Foundation
import Repository
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Stet

/// Many writers at once in an archive of the system's, whose commits one of them records for all.
struct WaitingWritersTests {
  private let folder: TemporaryDirectory
  private let path: String
  private let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 60)
  private var waiting: String { path + "/stet/waiting" }

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.url.path(percentEncoded: false) + "archive"
    _ = try Archive.create(at: path)
  }

  private func open() throws(ArchiveError) -> Archive { try Archive.open(at: path) }

  private func author(_ number: Int) -> Author {
    Author(name: "Writer \(number)", mail: "\(number)@example.org")
  }

  private typealias Outcome = Result<[RecordOutcome], ArchiveError>

  /// Has each of these recorded by a writer of its own while nobody can, and then lets one of them do it.
  private func record(
    _ requests: [[RevisionDraft]], waitingFor count: Int? = nil,
    at times: @Sendable (Int) -> Timestamp, meanwhile: (Archive) throws -> Void = { _ in }
  ) throws -> [Outcome] {
    let lock = try open().repository.writerLock(timeout: .zero)
    let outcomes = Mutex<[Int: Outcome]>([:])
    let group = DispatchGroup()
    for (number, drafts) in requests.enumerated() {
      let time = times(number)
      Thread.detachNewThread {
        group.enter()
        let outcome = Outcome { () throws(ArchiveError) in
          try open().record(drafts, by: author(number), now: time)
        }
        outcomes.withLock { $0[number] = outcome }
        group.leave()
      }
    }
    let expected = count ?? requests.count
    while try requestCount() < expected { usleep(1000) }
    try meanwhile(open())
    lock.release()
    group.wait()
    let all = outcomes.withLock { $0 }
    return try requests.indices.map { try #require(all[$0]) }
  }

  private func requestCount() throws -> Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: waiting)) ?? [])
      .count { $0.hasSuffix(".request") }
  }

  private func draft(_ name: String, _ content: String?) throws -> RevisionDraft {
    RevisionDraft(article: try ArticleName(name), content: content.map { Array($0.utf8) })
  }

  private func packCount() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: path + "/objects/pack")
      .count { $0.hasSuffix(".pack") }
  }

  private func check() throws {
    #expect(try FileManager.default.contentsOfDirectory(atPath: waiting) == [])
    #expect(try open().verify(workers: 2).findings == [])
    let fsck = try Program.run("git", ["-C", path, "fsck", "--strict", "--no-dangling"])
    #expect(fsck.status == 0, "\(fsck)")
  }

  @Test func `what many ask for at once is one pack, and each has its own commit, author and time`()
    throws
  {
    let requests = try (0..<12).map { [try draft("article \($0)", "text \($0)")] }
    let outcomes = try record(requests) { number in
      Timestamp(seconds: 1_322_155_620 + number, zoneMinutes: number)
    }
    #expect(try packCount() <= 2)
    var ids: Set<RevisionID> = []
    var times: [Int] = []
    try open().visitHistory { revision throws(ArchiveError) in
      ids.insert(revision.id)
      times.append(revision.recorded.seconds)
      return true
    }
    #expect(ids.count == 12)
    #expect(times == times.sorted(by: >))
    for (number, outcome) in outcomes.enumerated() {
      guard case .recorded(let revision) = try outcome.get().first else {
        Issue.record("\(number) was not recorded")
        continue
      }
      #expect(ids.contains(revision.id))
      #expect(revision.author == author(number))
      #expect(revision.authored.seconds == 1_322_155_620 + number)
      #expect(revision.authored.zoneMinutes == number)
      #expect(revision.recorded.seconds >= revision.authored.seconds)
      #expect(revision.article?.description == "article \(number)")
      #expect(try open().content(of: revision) == Array("text \(number)".utf8))
    }
    try check()
  }

  @Test func `requests for several articles are recorded whole, and what changes nothing says so`()
    throws
  {
    _ = try open().record([draft("same", "text")], by: author(0), now: now)
    var again = try draft("same", "text")
    again.allowsUnchanged = true
    let requests = try [
      [draft("a", "1"), draft("same", "text"), draft("b", "1")], [draft("same", "text")],
      [draft("never", nil)], [again], [draft("c", "1"), draft("c", nil)],
    ]
    let outcomes = try record(requests) { _ in now }.map { try $0.get().map { $0.commit != nil } }
    #expect(outcomes == [[true, false, true], [false], [false], [true], [true, true]])
    #expect(try open().statistics().revisionCount == 6)
    try check()
  }

  @Test func `a request that is refused has its own error, and no other is concerned`() throws {
    let old = try #require(
      try open().record([draft("old", "secret")], by: author(0), now: now).first?.commit)
    let requests = try [
      [draft("a", "1")], [draft("b", "1"), draft("copy", "secret")], [draft("c", "1")],
    ]
    // It is erased after all have looked, and before anything is recorded.
    let outcomes = try record(requests) { _ in
      now
    } meanwhile: { archive in
      let text = ErasedText(
        content: try archive.contentID(of: archive.revision(old)), erased: now, reason: "court",
        article: try ArticleName("old"), revision: RevisionID(old))
      try archive.publish(patience: .zero) { head throws(ArchiveError) in
        var writer = try RevisionWriter(archive: archive, head: head, author: author(0), now: now)
        _ = try writer.add(
          RevisionDraft(article: .erased, content: ErasedTexts([text]).encoded()))
        return try archive.prepared(&writer, after: head)
      }
    }
    for (number, outcome) in outcomes.enumerated() where number != 1 {
      #expect(try outcome.get().first?.commit != nil)
    }
    #expect(throws: ArchiveError.self) { try outcomes[1].get() }
    if case .failure(let error) = outcomes[1] {
      guard case .recordsErased(let article, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(article.description == "copy")
    }
    #expect(try !open().contains(ArticleName("b")))
    #expect(try FileManager.default.contentsOfDirectory(atPath: waiting) == [])
  }

  @Test func `observers of a writer are told of what was recorded for it`() throws {
    let notes = Notes()
    let lock = try open().repository.writerLock(timeout: .zero)
    let group = DispatchGroup()
    let outcome = Mutex<RevisionID?>(nil)
    for number in 0..<2 {
      let drafts = try [draft("article \(number)", "text")]
      Thread.detachNewThread {
        group.enter()
        let archive = try? open().observed(by: number == 0 ? [notes] : [])
        let outcomes = try? archive?.record(drafts, by: author(number), now: now)
        if number == 0 { outcome.withLock { $0 = outcomes?.first?.commit.map { RevisionID($0) } } }
        group.leave()
      }
    }
    while try requestCount() < 2 { usleep(1000) }
    lock.release()
    group.wait()
    // Who recorded for both is told of both.
    let moves = notes.moves.withLock { $0 }
    #expect(moves.count == 1)
    let head = try open().head()
    let id = outcome.withLock { $0 }
    #expect(moves.first?.last == id || moves.first?.last == head)
    try check()
  }

  @Test func `requests of a clock that is far off are for whoever has that clock`() throws {
    let requests = try (0..<3).map { [try draft("article \($0)", "text")] }
    let outcomes = try record(requests) { number in
      Timestamp(seconds: 1_322_155_620 + number * 3600, zoneMinutes: 0)
    }
    #expect(try outcomes.allSatisfy { try $0.get().first?.commit != nil })
    #expect(try packCount() == 3)
    try check()
  }
}

private final class Notes: RecordObserver {
  let moves = Mutex<[[RevisionID?]]>([])

  func headMoved(from old: RevisionID?, to new: RevisionID) {
    moves.withLock { $0.append([old, new]) }
  }
}
