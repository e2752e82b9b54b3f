import Objects
import TestSupport
import Testing

@testable import Articles

struct ErasedTextsTests {
  private static let time = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  private func entry(_ name: String, reason: String = "court order") throws -> ErasedText {
    ErasedText(
      content: ContentID(ObjectID(of: .blob, content: Array(name.utf8).span)), erased: Self.time,
      reason: reason, article: try ArticleName(name), revision: RevisionID(.zero))
  }

  @Test func `what is written is read, in the order of erasing`() throws {
    let texts = try ErasedTexts([entry("b@2: c"), entry("é"), entry("@"), entry("a", reason: "")])
    let read = try ErasedTexts(decoding: texts.encoded())
    #expect(read == texts)
    #expect(read.entries.map(\.article.description) == ["b@2: c", "é", "@", "a"])
    #expect(try ErasedTexts(decoding: ErasedTexts().encoded()).isEmpty)
  }

  @Test func `a text is found by its id, and is erased once`() throws {
    var texts = try ErasedTexts([entry("a")])
    let again = try entry("a", reason: "another")
    texts.append(again)
    #expect(texts.entries.count == 1)
    #expect(texts[again.content]?.reason == "court order")
    #expect(texts[ContentID(.zero)] == nil)
  }

  @Test func `a reason breaks no line and no field, and has 200 characters at most`() throws {
    let entry = try entry("a", reason: "one\ttwo\nthree\u{85}" + String(repeating: "x", count: 999))
    #expect(entry.reason.hasPrefix("one two three x") && entry.reason.count == 200)
    #expect(try ErasedTexts(decoding: ErasedTexts([entry]).encoded()).entries == [entry])
  }

  private static let zero = String(repeating: "0", count: 64)

  @Test(arguments: [
    ("", 1), ("blob\n", 1), ("\(zero)\t2011-11-24T00:00:00Z\twhy", 2),
    ("12\t2011-11-24T00:00:00Z\twhy\ta@\(zero)", 2), ("\(zero)\tsoon\twhy\ta@\(zero)", 2),
    ("\(zero)\t2011-11-24T00:00:00Z\twhy\ta@12", 2),
    ("\(zero)\t2011-11-24T00:00:00Z\twhy\t@\(zero)", 2),
    ("\(zero)\t2011-11-24T00:00:00Z\twhy\ta\(zero)", 2),
    ("\(zero)\t2011-11-24T00:00:00Z\twhy\ta@\(zero)\tmore", 2),
    (
      "\(zero)\t2011-11-24T00:00:00Z\twhy\ta@\(zero)\n\(zero)\t2011-11-24T00:00:00Z\twhy\ta@\(zero)",
      3
    ),
  ])
  func `a line that no table has is named`(text: String, line: Int) throws {
    let whole = line == 1 ? text : "blob\terased\treason\trevision\n" + text
    #expect(throws: ErasedTextsError.malformed(line: line)) {
      try ErasedTexts(decoding: Array(whole.utf8))
    }
  }

  @Test func `ids that begin alike are told apart as quickly as others`() throws {
    let lines = (0..<100_000).map { number in
      let digits = String(number)
      let id = String(repeating: "0", count: 64 - digits.count) + digits
      return "\(id)\t2011-11-24T00:00:00Z\twhy\ta@\(Self.zero)\n"
    }
    let text = "blob\terased\treason\trevision\n" + lines.joined()
    #expect(try ErasedTexts(decoding: Array(text.utf8)).entries.count == 100_000)
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `no mutation of a table breaks the reader`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = try ErasedTexts([entry("a"), entry("b"), entry("c@d")]).encoded()
    for _ in 0..<200 {
      guard let read = try? ErasedTexts(decoding: random.mutation(of: bytes)) else { continue }
      #expect(try ErasedTexts(decoding: read.encoded()) == read)
    }
  }
}
