import Articles
import Foundation
import Stet
import TestSupport

@testable import Website

/// An archive in a folder of its own, with a revision each day from 2011-11-25 on.
final class WebsiteArchive {
  let folder: TemporaryDirectory
  private(set) var archive: Archive
  private var count = 0

  init() throws {
    folder = try TemporaryDirectory()
    archive = try Archive.create(at: folder.url.path(percentEncoded: false) + "archive")
  }

  lazy var site = Website(archive, title: "Test", origin: "https://archive.example") {
    Timestamp(seconds: 1_400_000_000, zoneMinutes: 0)
  }

  /// The same as files, by somebody who knows nothing of before.
  var files: Website {
    Website(inFilesOf: archive, title: "Test", origin: "https://archive.example") {
      Timestamp(seconds: 1_400_000_000, zoneMinutes: 0)
    }
  }

  private static let ann = Author(name: "Ann", mail: "ann@example.org")

  private func next() -> Timestamp {
    defer { count += 1 }
    return Timestamp(seconds: 1_322_179_200 + 86_400 * count + 3600, zoneMinutes: 0)
  }

  func record(
    _ name: String, _ text: String?, title: String? = nil, source: String? = nil
  ) throws {
    var draft = RevisionDraft(article: try ArticleName(name), content: text.map { Array($0.utf8) })
    draft.allowsSimilarName = true
    let time = next()
    draft.metadata.retrieved = time
    draft.metadata.title = title
    draft.metadata.source = source
    _ = try archive.record([draft], by: Self.ann, now: time)
  }

  /// A run that looks at articles and finds them as they are, or with a new text.
  func run(_ texts: [(name: String, text: String)]) throws {
    var drafts: [RevisionDraft] = []
    let time = next()
    for (name, text) in texts {
      var draft = RevisionDraft(article: try ArticleName(name), content: Array(text.utf8))
      draft.metadata.retrieved = time
      drafts.append(draft)
    }
    _ = try archive.record(drafts, concluding: RunManifest(), by: Self.ann, now: time)
  }

  func rename(_ old: String, to new: String) throws {
    _ = try archive.rename(ArticleName(old), to: ArticleName(new), by: Self.ann, now: next())
  }

  func verify() throws {
    _ = try archive.verifySinceLast(shareCount: 1, now: next(), workers: 1)
  }

  func amend(_ specifier: String, title: String) throws {
    var draft = AmendmentDraft()
    draft.metadata.title = title
    _ = try archive.amend(archive.revision(specifier), draft, by: Self.ann, now: next())
  }

  func erase(_ specifier: String) throws {
    _ = try archive.erase(
      specifier, reason: "a court said so", by: Self.ann, now: next(), workers: 1)
  }

  /// Changes a byte of the file of a text, before the first page is asked for: what is opened once knows its packs
  /// whatever becomes of them.
  func damage(_ content: ContentID) throws {
    let file = URL(filePath: try looseFile(of: content.description, in: archive.path))
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 0xFF
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try bytes.write(to: file)
    archive = try Archive.open(at: archive.path)
  }
}
