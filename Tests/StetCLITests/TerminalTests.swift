import Foundation
import Stet
import TestSupport
import Testing

@testable import StetCLI

/// What commands send to a terminal, and what to a pipe.
struct TerminalTests {
  private static let hostile = "a\u{1B}[2Jb\u{9B}c\u{61C}d\u{2028}e\u{202E}f\r\n"
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    let path = folder.url.path(percentEncoded: false)
    let archive = try Archive.create(at: path + ".stet")
    for content in [Self.hostile, "x" + Self.hostile] {
      var draft = RevisionDraft(article: try ArticleName("page"), content: Array(content.utf8))
      draft.message = Array("words \(Self.hostile)".utf8)
      draft.metadata.title = "t\u{202E}\u{61C}"
      _ = try archive.record(
        [draft], by: Author(name: "A\u{2028}", mail: "a@b"),
        now: Timestamp(seconds: 1_600_000_000, zoneMinutes: 0))
    }
  }

  private func output(_ line: [String], isTerminal: Bool) throws -> String {
    let surroundings = Surroundings(
      environment: ["NO_COLOR": "1"], folder: folder.url.path(percentEncoded: false),
      isTerminal: isTerminal, width: 80, cores: 1)
    let output = Output(descriptor: nil)
    _ = try Program.run(line, surroundings, output: output)
    return String(decoding: output.transcript(), as: UTF8.self)
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\t" && scalar != "\n"
    case .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }

  @Test(arguments: [
    ["cat", "page"], ["log"], ["log", "--oneline"], ["log", "--json"], ["log", "page", "--stat"],
    ["show", "page"], ["show", "page", "--json"], ["diff", "page"], ["diff", "page", "--stat"],
    ["diff", "page", "--format", "unified"], ["diff", "page", "--format", "porcelain"],
    ["diff", "page", "--format", "word-diff"], ["diff", "page", "--format", "side-by-side"],
    ["diff", "page", "--format", "html"], ["diff", "page", "--json"], ["stats"], ["verify"],
    ["verify", "--json"], ["stats", "--json"],
  ])
  func `no command sends a terminal what it would obey`(line: [String]) throws {
    let text = try output(line, isTerminal: true)
    #expect(!text.isEmpty && !text.unicodeScalars.contains(where: Self.isObeyed))
  }

  @Test func `cat shows a terminal signs and gives a pipe the exact bytes`() throws {
    #expect(
      try output(["cat", "page@1"], isTerminal: true)
        == "a␛[2Jb‹U+009B›c‹U+061C›d‹U+2028›e‹U+202E›f␍\n")
    #expect(try output(["cat", "page@1"], isTerminal: false) == Self.hostile)
  }

  @Test func `names of files are words, too`() throws {
    let names = ["a\u{1B}[2J\u{2028}", "b\u{61C}"]
    for name in names { try folder.write(Array(name.utf8), to: name) }
    let text = try output(["diff", "--files", "--stat"] + names, isTerminal: true)
    #expect(text.hasPrefix("a␛[2J‹U+2028› → b‹U+061C›: "))
  }
}
