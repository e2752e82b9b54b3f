import Objects
import TestSupport
import Testing

@testable import Articles

struct RunManifestTests {
  private static let time = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  private func entry(
    _ name: String, _ outcome: RunManifest.Outcome, reason: String? = nil
  ) throws -> RunManifest.Entry {
    let content = ContentID(ObjectID(of: .blob, content: Array(name.utf8).span))
    let hasContent = [.new, .unchanged].contains(outcome)
    return RunManifest.Entry(
      article: try ArticleName(name), outcome: outcome, content: hasContent ? content : nil,
      retrieved: Self.time, reason: reason)
  }

  @Test func `what is written is read, in the order of names`() throws {
    let entries = try [
      entry("b: c", .unchanged), entry("é", .failed, reason: "HTTP 503"), entry("a", .withdrawn),
      entry("b: c", .new), entry("-", .failed, reason: ""),
    ]
    let read = try RunManifest(decoding: RunManifest(entries).encoded())
    #expect(read.entries == [entries[4], entries[2], entries[0], entries[3], entries[1]])
    #expect(try RunManifest(decoding: RunManifest().encoded()).entries == [])
  }

  @Test func `a reason breaks no line and no field`() throws {
    let manifest = RunManifest([
      try entry("a", .failed, reason: "one\ttwo\nthree\u{85}" + String(repeating: "x", count: 999))
    ])
    let read = try RunManifest(decoding: manifest.encoded())
    #expect(read == manifest)
    #expect(read.entries[0].reason?.hasPrefix("one two three x") == true)
    #expect(read.entries[0].reason?.count == 200)
  }

  @Test(arguments: [
    ("", 1), ("outcome\n", 1), ("new\t-\tsoon\ta", 2),
    ("new\t12\t2011-11-24T00:00:00Z\ta", 2), ("lost\t-\t2011-11-24T00:00:00Z\ta", 2),
    ("new\t-\t2011-11-24T00:00:00Z\t", 2), ("new\t-\t2011-11-24T00:00:00Z\ta\tb\tc", 2),
    ("new\t-", 2), ("failed\t-\t2011-11-24T00:00:00Z\ta\n\u{1}", 3),
  ])
  func `a line that no manifest has is named`(text: String, line: Int) throws {
    let header = "outcome\tblob\tretrieved\tarticle\treason\n"
    let whole = line == 1 ? text : header + text
    #expect(throws: RunManifestError.malformed(line: line)) {
      try RunManifest(decoding: Array(whole.utf8))
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `no mutation of a manifest breaks the reader`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = RunManifest([
      try entry("a", .new), try entry("b", .failed, reason: "why"), try entry("c", .unchanged),
    ]).encoded()
    for _ in 0..<200 {
      guard let read = try? RunManifest(decoding: random.mutation(of: bytes)) else { continue }
      #expect(try RunManifest(decoding: read.encoded()).entries.count == read.entries.count)
    }
  }

  @Test func `people are told how many there were of each`() throws {
    let manifest = try RunManifest([
      entry("a", .new), entry("b", .unchanged), entry("c", .unchanged), entry("d", .failed),
    ])
    #expect(manifest.summary == "4 articles: 1 new, 2 unchanged, 1 failed")
    #expect(try RunManifest([entry("a", .withdrawn)]).summary == "1 article: 1 withdrawn")
    #expect(RunManifest().summary == "0 articles")
  }

  @Test func `an article is seen where its bytes are`() throws {
    var other = try entry("a", .unchanged)
    other.content = ContentID(.zero)
    let manifest = try RunManifest([entry("a", .new), other, entry("a", .failed)])
    let name = try ArticleName("a")
    let content = try #require(try entry("a", .new).content)
    #expect(manifest.sighting(of: name, as: content)?.outcome == .new)
    #expect(manifest.sighting(of: try ArticleName("b"), as: content) == nil)
  }
}
