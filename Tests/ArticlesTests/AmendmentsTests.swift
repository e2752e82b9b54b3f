import Objects
import TestSupport
import Testing

@testable import Articles

struct AmendmentsTests {
  private static let time = Timestamp(seconds: 1_322_155_620, zoneMinutes: 60)
  private static let header = "revision\tfield\tvalue\trecorded\tby\n"

  private func revision(_ text: String) -> RevisionID {
    RevisionID(ObjectID(of: .blob, content: Array(text.utf8).span))
  }

  private func entry(
    _ text: String, _ field: MetadataField, _ value: String?, by author: String = "Ann"
  ) -> Amendments.Entry {
    Amendments.Entry(
      revision: revision(text), field: field, value: value, recorded: Self.time, author: author)
  }

  @Test func `what is written is read, in the order in which it was amended first`() throws {
    let entries = [
      entry("b", .published, "0001-01-01"), entry("a", .title, "Ein  Tïtel "),
      entry("b", .title, nil),
      entry("a", .retrieved, "2011-11-24T17:27:00.5+02:00"), entry("c", .source, "u", by: ""),
    ]
    let read = try Amendments(decoding: Amendments(entries).encoded())
    #expect(read.entries == entries)
    #expect(read.entries(of: revision("b")) == [entries[0], entries[2]])
    #expect(read.entries(of: revision("d")) == [])
    #expect(try Amendments(decoding: Amendments().encoded()).entries == [])
  }

  @Test func `the newest of a field counts, and stands where the first stood`() throws {
    var amendments = Amendments([entry("a", .title, "one"), entry("a", .source, "u")])
    amendments.set(entry("a", .title, nil))
    #expect(amendments.entries == [entry("a", .title, nil), entry("a", .source, "u")])
  }

  @Test func `an author's name breaks no line and no field`() throws {
    let amendments = Amendments([entry("a", .title, "x", by: "Ann\tof\nthe\u{85}sea")])
    let read = try Amendments(decoding: amendments.encoded())
    #expect(read == amendments)
    #expect(read.entries[0].author == "Ann of the sea")
  }

  @Test(arguments: [
    "ID\tTitle\tx\tTIME", "ID\tTitle\tx\tTIME\tAnn\tmore", "12\tTitle\tx\tTIME\tAnn",
    "ID\ttitle\tx\tTIME\tAnn", "ID\tAmends\tx\tTIME\tAnn", "ID\tImported-From\tx\tTIME\tAnn",
    "ID\tRenamed-To\tx\tTIME\tAnn", "ID\tPublished\tsoon\tTIME\tAnn", "ID\tTitle\tx\tsoon\tAnn",
    "ID\tTitle\tx\u{1}\tTIME\tAnn", "ID\tTitle\tx\r\tTIME\tAnn", "ID\tTitle\tx\tTIME\tA\u{7f}nn",
    "ID\tTitle\tx\tTIME\tAnn\nID\tTitle\ty\tTIME\tAnn", "\t\t\t\t",
  ])
  func `a line that no such text has is named`(line: String) throws {
    let lines = line.replacing("ID", with: revision("a").description)
      .replacing("TIME", with: Self.time.description)
    let count = lines.split(separator: "\n").count
    #expect(throws: AmendmentsError.malformed(line: 1 + count)) {
      try Amendments(decoding: Array((Self.header + lines + "\n").utf8))
    }
  }

  @Test(arguments: ["", "revision\n", "revision\tfield\tvalue\trecorded\tby \n"])
  func `a text without its first line is none`(text: String) throws {
    #expect(throws: AmendmentsError.malformed(line: 1)) {
      try Amendments(decoding: Array(text.utf8))
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `no mutation of such a text breaks the reader`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = Amendments([
      entry("a", .title, "x"), entry("b", .published, "2011-11-24"), entry("c", .source, nil),
    ]).encoded()
    for _ in 0..<200 {
      guard let read = try? Amendments(decoding: random.mutation(of: bytes)) else { continue }
      #expect(try Amendments(decoding: read.encoded()) == read)
    }
  }

  // MARK: Names

  @Test func `the longest name has an article for its amendments`() throws {
    let name = try ArticleName(String(repeating: "é", count: 512))
    let amendments = ArticleName.amendments(of: name)
    #expect(try ArticleName(amendments.description) == amendments)
    #expect(amendments.amended == name && amendments.isReserved && amendments.isAmendments)
    #expect(throws: ArchiveError.self) { try ArticleName(amendments.description + "x") }
    #expect(ArticlePath(amendments).steps.last?.count == 1)
  }

  @Test(arguments: ["stet:amended/stet:runs", "stet:amended/", "stet:amended", "stet:runs", "a"])
  func `only an article of people's is amended`(name: String) throws {
    #expect(try ArticleName(name).amended == nil)
  }

  // MARK: Revisions

  private func recorded(_ message: String) -> Revision {
    let signature = Signature(name: "Ann", mail: "a@b", seconds: 1_600_000_000, zone: "+0000")
    let commit = Commit(
      tree: .zero, parents: [], author: signature, committer: signature,
      message: Array(message.utf8))
    return Revision(ObjectID(of: .commit, content: commit.encoded().span), commit) { _ in 0 }
  }

  @Test func `an amended revision says both what it is and what it was`() throws {
    let first = recorded("words\n\nArticle: a\nTitle: One\nRetrieved: 2011-11-24T00:00:00Z\n")
    var amended: Revision = first
    amended.amend(
      by: [entry("", .title, nil), entry("", .retrieved, "2012-01-01"), entry("", .source, "u")]
    ) { _ in 0 }
    #expect(amended.metadata.title == nil && amended.metadata.source == "u")
    #expect(amended.observed.description == "2012-01-01")
    #expect(amended.originalMetadata == first.metadata && amended.amendments.count == 3)
    #expect(amended.original == first)
    amended.amend(by: [entry("", .title, "Two")]) { _ in 0 }
    #expect(amended.headline == "Two" && amended.amendments.count == 3)
    #expect(amended.original == first)
  }

  @Test func `what a commit amends is read from its trailers`() throws {
    let id = revision("a").description
    let one = recorded(
      "amended\n\nArticle: stet:amended/a\nTitle: T\nPublished: 2011-11-24\nAmends: \(id)\n"
        + "Clears: Source, Media-Type, Amends\n")
    #expect(
      Amendments.entries(in: one).map { [$0.field.rawValue, $0.value ?? "-"] } == [
        ["Title", "T"], ["Published", "2011-11-24"], ["Source", "-"], ["Media-Type", "-"],
      ])
    #expect(one.headline == "amended")
    for none in [
      "Article: a\nTitle: T\nAmends: \(id)", "Article: stet:amended/a\nTitle: T",
      "Article: stet:amended/a\nTitle: T\nAmends: \(id.dropLast())",
      "Article: stet:amended/a\nTitle: T\nAmends: \(id)\nWithdrawn: true",
    ] {
      #expect(Amendments.entries(in: recorded("x\n\n\(none)\n")) == [])
    }
  }
}
