import Objects
import Rendering
import Testing

@testable import Articles

struct RevisionFactsTests {
  /// What a commit of this message is as a revision.
  private static func revision(
    message: String, metadata: Metadata, isWithdrawal: Bool = false
  ) throws -> Revision {
    let trailers = Trailers(
      article: try ArticleName("bridge"), metadata: metadata, isWithdrawal: isWithdrawal)
    let signature = Signature(name: "Ann", mail: "a@b", seconds: 1_600_000_000, zone: "+0000")
    let commit = Commit(
      tree: .zero, parents: [], author: signature, committer: signature,
      message: trailers.message(Array(message.utf8)))
    return Revision(.zero, commit, localZone: { _ in 0 })
  }

  private static func metadata() throws -> Metadata {
    var metadata = Metadata()
    metadata.title = "The bridge\u{202E}"
    metadata.published = Timestamp(rfc3339: "2011-11-24")
    metadata.source = "https://a.example/"
    metadata.mediaType = "text/plain"
    metadata.importedFrom = "abc:p"
    return metadata
  }

  @Test func `facts come in the order in which a person reads them`() throws {
    let revision = try Self.revision(message: "why", metadata: Self.metadata(), isWithdrawal: true)
    #expect(
      revision.facts().map(\.name) == [
        "title", "withdrawn", "published", "recorded", "source", "media type", "imported", "commit",
      ])
    #expect(revision.facts()[3].value == "2020-09-13T12:26:40Z by Ann <a@b>")
  }

  @Test func `a label says what was recorded, byte for byte`() throws {
    var revision = try Self.revision(message: "why", metadata: Self.metadata())
    revision.number = 3
    let label = RevisionLabel(revision, contentID: ContentID(.zero))
    #expect(label.name == "bridge" && label.specifier == "bridge@3")
    #expect(label.title == "The bridge\u{202E}" && label.published == "2011-11-24")
    #expect(label.blobID == ObjectID.zero.description && label.retrieved == nil)
    #expect(label.recorded == "2020-09-13T12:26:40Z")
  }

  @Test(arguments: [
    ("bridge", []), ("The bridge\u{202E}", []), ("", []), ("why\r\nnot", ["why", "not"]),
  ])
  func `a message that repeats the title or the name has no lines`(
    message: String, lines: [String]
  ) throws {
    #expect(try Self.revision(message: message, metadata: Self.metadata()).messageLines == lines)
  }
}
