import Foundation
import FuzzTargets
import TestSupport
import Testing

struct CorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Corpus")

  /// Inputs that broke a parser once, and a few that reach far into each.
  private static func inputs() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }

  @Test func `no input that was ever found breaks a parser`() throws {
    let inputs = try Self.inputs()
    #expect(!inputs.isEmpty)
    for input in inputs { parse(Array(try Data(contentsOf: input))) }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `no mutation of a kept input breaks a parser`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for input in try Self.inputs() {
      let bytes = Array(try Data(contentsOf: input))
      for _ in 0..<40 { parse(random.mutation(of: bytes)) }
    }
  }
}
