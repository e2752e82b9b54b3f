import Foundation
import Packs

/// A SHA-256 repository of real git in a folder of its own, gone when the test is.
final class PackRepository: Sendable {
  struct Failure: Error {
    let arguments: [String]
    let status: Int32
    let message: String
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("packs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try git("init", "-q", "--bare", "--object-format=sha256", ".")
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs git here and returns what it prints.
  @discardableResult
  func git(_ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
    let name = UUID().uuidString
    let (source, target, errors) = (file("in-" + name), file("out-" + name), file("err-" + name))
    defer { for url in [source, target, errors] { try? FileManager.default.removeItem(at: url) } }
    try Data(input).write(to: source)
    for url in [target, errors] { try Data().write(to: url) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1",
    ]
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: target)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let message = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Failure(arguments: arguments, status: process.terminationStatus, message: message)
    }
    return Array(try Data(contentsOf: target))
  }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: file(name))) }

  /// Records revisions of a few articles, with the same words in every run.
  func recordHistory(revisions: Int, articles: Int, words: Int, seed: UInt64) throws {
    var writer = Writer(seed: seed)
    var texts = (0..<articles).map { _ in writer.text(words: words) }
    var stream: [UInt8] = []
    for revision in 0..<revisions {
      let article = revision % articles
      texts[article] = writer.edited(texts[article])
      stream += Array("commit refs/heads/main\ncommitter A <a@b> \(revision + 1) +0000\n".utf8)
      stream += Array(
        "data 9\nrevision\n\nM 100644 inline \(article % 3)/article-\(article)\n".utf8)
      stream += Array("data \(texts[article].count)\n".utf8) + texts[article] + [0x0a]
    }
    try git("fast-import", "--quiet", input: stream)
  }

  /// The names of the packs, without `.pack`.
  func packNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file("objects/pack").path)
      .filter { $0.hasSuffix(".pack") }.sorted().map { "objects/pack/" + $0.dropLast(5) }
  }
}
