import Repository
import SimulatedDisk
import TestSupport

@testable import Stet

/// An archive on a disk in memory, and the commits that tests make in it.
struct SimulatedArchive {
  static let root = "/archive"

  let disk: SimulatedDisk

  /// A new archive with these revisions of one article.
  init(_ contents: String...) throws {
    disk = SimulatedDisk()
    let repository = try Repository.create(at: SimulatedArchive.root, files: disk)
    for content in contents {
      try SimulatedArchive.record(content, in: Archive(repository) { _ in 0 })
    }
  }

  init(on disk: SimulatedDisk) {
    self.disk = disk
  }

  func open() throws -> Archive {
    Archive(try Repository.open(at: SimulatedArchive.root, files: disk)) { _ in 0 }
  }

  @discardableResult
  func record(_ content: String) throws -> RevisionID? {
    try SimulatedArchive.record(content, in: open())
  }

  /// Records so many articles at once that they are stored as a pack.
  func recordMany() throws {
    let drafts = try (0..<45).map { number in
      RevisionDraft(article: try ArticleName("article \(number)"), content: [UInt8(number)])
    }
    _ = try open().record(
      drafts, by: Author(name: "Ann", mail: "ann@example.org"),
      now: Timestamp(seconds: 1_322_155_620, zoneMinutes: 0), patience: .zero)
  }

  /// Records one revision of the article `bridge`; waits for nobody.
  @discardableResult
  private static func record(_ content: String, in archive: Archive) throws -> RevisionID? {
    let draft = RevisionDraft(article: try ArticleName("bridge"), content: Array(content.utf8))
    let outcomes = try archive.record(
      [draft], by: Author(name: "Ann", mail: "ann@example.org"),
      now: Timestamp(seconds: 1_322_155_620, zoneMinutes: 0), patience: .zero)
    guard case .recorded(let revision) = outcomes.first else { return nil }
    return revision.id
  }
}
