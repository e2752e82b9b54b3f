import Objects
import Repository
import SimulatedDisk

@testable import Articles
@testable import Stet

/// An archive in memory with a clock that tests set.
struct Fixture {
  static let root = "/archive"
  static let ann = Author(name: "Ann", mail: "ann@example.org")

  let disk = SimulatedDisk()

  init() throws {
    _ = try Repository.create(at: Fixture.root, files: disk)
  }

  /// Opened anew, so that nothing is remembered.
  var archive: Archive {
    get throws { Archive(try Repository.open(at: Fixture.root, files: disk)) { _ in 0 } }
  }

  static func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(text, localZone: { _ in 0 }) else {
      throw ArchiveError.invalidSpecifier(text, reason: "it is no time")
    }
    return time
  }

  @discardableResult
  func record(
    _ drafts: [RevisionDraft], at now: String = "2011-11-24T17:27:00Z"
  ) throws -> [RecordOutcome] {
    // Texts of later days are recorded on one.
    let drafts = drafts.map { draft in
      var draft = draft
      draft.allowsFuture = true
      return draft
    }
    return try archive.record(
      drafts, by: Fixture.ann, now: Fixture.time(now), patience: .zero)
  }

  /// Records one revision and returns it.
  @discardableResult
  func record(
    _ name: String, _ content: String?, message: [UInt8]? = nil, metadata: Metadata = Metadata(),
    at now: String = "2011-11-24T17:27:00Z"
  ) throws -> Revision {
    var draft = RevisionDraft(
      article: try ArticleName(name), content: content.map { Array($0.utf8) }, message: message,
      metadata: metadata)
    draft.allowsSimilarName = true
    guard case .recorded(let revision) = try record([draft], at: now).first else {
      throw ArchiveError.conflict(reason: "unchanged")
    }
    return revision
  }

  /// The file of an object, which has one of its own from now on.
  func objectPath(_ id: String) throws -> String {
    try disk.unpack(Fixture.root)
    return Fixture.root + "/objects/" + id.prefix(2) + "/" + id.dropFirst(2)
  }

  /// Puts objects and the branch's new head there, whatever they say.
  func force(_ batch: ObjectBatch, head: ObjectID) throws {
    _ = try archive.repository.store(batch)
    disk.write(Array("\(head)\n".utf8), to: Fixture.root + "/refs/heads/main")
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}
