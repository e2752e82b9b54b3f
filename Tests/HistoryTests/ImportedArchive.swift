import Foundation
import Objects
import Repository
import Stet
import TestSupport

/// An archive that streams are imported into.
struct ImportedArchive {
  let folder: TemporaryDirectory
  let archive: Archive
  var path: String { archive.path }

  static let now = Timestamp(seconds: 1_700_000_000, zoneMinutes: 60)
  static let importer = Author(name: "Ida Importer", mail: "ida@example.org")

  init() throws {
    folder = try TemporaryDirectory()
    archive = try Archive.create(at: folder.url.path(percentEncoded: false) + "archive")
  }

  /// Imports a stream, in parts of a few bytes less than a page.
  @discardableResult
  func take(_ stream: [UInt8], rules: ImportRules = ImportRules()) throws -> ImportSummary {
    var rest = stream[...]
    return try archive.importStream(
      rules: rules, by: Self.importer, now: Self.now, workers: 2,
      read: { space in
        let part = rest.prefix(min(space.freeCapacity, 4001))
        for byte in part { space.append(byte) }
        rest = rest.dropFirst(part.count)
      })
  }

  /// Every revision, the oldest first.
  func revisions() throws -> [Revision] {
    var revisions: [Revision] = []
    try archive.visitHistory { revision in
      revisions.append(revision)
      return true
    }
    return revisions.reversed()
  }

  /// Records a revision with the library.
  @discardableResult
  func record(_ name: String, _ content: String) throws -> [RecordOutcome] {
    let draft = RevisionDraft(article: try ArticleName(name), content: Array(content.utf8))
    return try archive.record([draft], by: Self.importer, now: Self.now)
  }

  @discardableResult
  func maintain(
    full: Bool = false, grace: Int = 14 * 86_400, now: Int? = nil
  ) throws -> MaintenanceSummary {
    let seconds = now ?? Int(Date().timeIntervalSince1970)
    return try archive.maintain(
      isComplete: full, grace: grace, now: Timestamp(seconds: seconds, zoneMinutes: 0), workers: 2)
  }

  // MARK: What git says of it

  @discardableResult
  func git(_ arguments: [String], input: [UInt8] = []) throws -> Program.Result {
    try Git.run(arguments, at: path, input: input)
  }

  /// What `git fsck` and `verify` object to.
  func objections() throws -> [String] { try Git.objections(at: path) }

  /// Names of all files below `objects`.
  func objectFiles() throws -> [String] { try Git.files(below: path + "/objects") }
}

/// Real git on a repository that a test has made.
enum Git {
  @discardableResult
  static func run(
    _ arguments: [String], at path: String, input: [UInt8] = []
  ) throws -> Program.Result {
    let result = try Program.run("git", ["--git-dir", path] + arguments, input: input)
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + arguments, result: result)
    }
    return result
  }

  /// What `git fsck --full --strict` says, and what `verify` finds; nothing where all is well.
  static func objections(at path: String) throws -> [String] {
    let result = try Program.run(
      "git", ["--git-dir", path, "fsck", "--full", "--strict", "--no-dangling", "--no-progress"])
    var lines = (String(decoding: result.output, as: UTF8.self) + result.errors)
      .split(separator: "\n").map(String.init)
    // A branch without a commit is how every repository starts.
    lines.removeAll { $0.hasPrefix("notice: ") }
    if result.status != 0 { lines.append("fsck ended with status \(result.status)") }
    let verification = try Archive.open(at: path).verify(workers: 2)
    return lines + verification.findings.map { "\($0)" }
  }

  /// Every object, reachable or not, with its kind and size, in order.
  static func allObjects(at path: String) throws -> [String] {
    let options = ["cat-file", "--batch-check", "--batch-all-objects", "--unordered"]
    return try run(options, at: path).text.split(separator: "\n").map(String.init).sorted()
  }

  static func reachableObjects(at path: String) throws -> [String] {
    try run(["rev-list", "--objects", "--all", "--no-object-names"], at: path).text
      .split(separator: "\n").map(String.init).sorted()
  }

  static func files(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }
}
