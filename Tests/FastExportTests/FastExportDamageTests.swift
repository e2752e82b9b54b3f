import FastExport
import TestSupport
import Testing

struct FastExportDamageTests {
  static let stream = Array(StreamSample.everything.utf8)

  @Test func `a stream cut short anywhere says that it ends too early, at its end`() throws {
    // The last byte is the newline after `done`, which may be missing.
    for count in 13..<Self.stream.count - 1 {
      let result = StreamSample.read(Array(Self.stream.prefix(count)))
      guard case .malformed(_, let position) = result.error else {
        Issue.record("no error after \(count) bytes")
        continue
      }
      #expect(position.byteOffset == count)
      #expect(
        result.commands == Array(FastExportReaderTests.everything.prefix(result.commands.count)))
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a damaged stream is read or refused, the same way in parts of any size`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      var damaged = Self.stream
      for _ in 0..<random.number(in: 1..<4) { damaged = random.mutation(of: damaged) }
      let whole = StreamSample.read(damaged)
      let parts = StreamSample.read(damaged, partByteCount: random.number(in: 1..<40))
      #expect(whole.commands == parts.commands)
      #expect(whole.error?.description == parts.error?.description)
      #expect((whole.error?.position?.byteOffset ?? 0) <= damaged.count)
    }
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `noise is refused`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let result = StreamSample.read(random.bytes(count: random.number(in: 1..<2000)))
    #expect(result.commands.isEmpty)
    #expect(result.error != nil)
  }
}
