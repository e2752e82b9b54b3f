import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What is kept of every run of `Tests/fuzz`, each input for the parser that it was found with.
struct CorpusTests {
  private static let names = parsers.keys.sorted()
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  /// `PARSER/`: inputs that broke a parser once, and a few that are what it reads.
  private static let corpus = folder.appending(path: "Corpus")
  /// `PARSER.tar.gz`: inputs that together reach all the code that any did.
  private static let coverage = folder.appending(path: "Coverage")

  private static func inputs(in folder: URL) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { Array(try Data(contentsOf: $0)) }
  }

  @Test func `inputs are kept for each parser, and for nothing else`() throws {
    let manager = FileManager.default
    #expect(!Self.names.isEmpty)
    #expect(try manager.contentsOfDirectory(atPath: Self.corpus.path()).sorted() == Self.names)
    #expect(
      try manager.contentsOfDirectory(atPath: Self.coverage.path()).sorted()
        == Self.names.map { "\($0).tar.gz" })
  }

  @Test(arguments: names)
  func `no input that was ever found breaks a parser`(name: String) throws {
    let parse = try #require(parsers[name])
    let inputs = try Self.inputs(in: Self.corpus.appending(path: name))
    #expect(!inputs.isEmpty)
    for input in inputs { parse(input) }
  }

  @Test(arguments: names)
  func `no input that reaches what others do not breaks a parser`(name: String) throws {
    let parse = try #require(parsers[name])
    let unpacked = try TemporaryDirectory()
    let archive = Self.coverage.appending(path: "\(name).tar.gz")
    let result = try Program.run("tar", ["-xzf", archive.path()], in: unpacked.url)
    try #require(result.status == 0, "\(result.errors)")
    let inputs = try Self.inputs(in: unpacked.url)
    #expect(inputs.count > 1, "one input reaches all: were the others lost?")
    for input in inputs { parse(input) }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `no mutation of a kept input breaks a parser`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for (name, parse) in parsers.sorted(by: { $0.key < $1.key }) {
      for input in try Self.inputs(in: Self.corpus.appending(path: name)) {
        for _ in 0..<40 { parse(random.mutation(of: input)) }
      }
    }
  }
}
