import TestSupport
import Testing

@testable import Articles

struct TrailersTests {
  static let messages: [[UInt8]] = [
    [], "why".bytes, "why\n".bytes, "\n".bytes, "\n\n".bytes, "\n\n\n".bytes, "a\n\nb".bytes,
    "a\r\nb\r\n\r\nArticle: x\r\n".bytes, "Article: other".bytes, "a\n\nArticle: other\n".bytes,
    "a\n\nSigned-off-by: b\n".bytes, "a\n\nArticle: b\n\n".bytes, [0xFF, 0xFE, 0x0A, 0x0A, 0x80],
    "---\ndiff".bytes, "# comment".bytes, "Title: x\nWithdrawn: true".bytes, " \n \n".bytes,
    Array(repeating: 0x0A, count: 1000), Array(repeating: 0x61, count: 1 << 20),
  ]

  private func trailers(_ name: String = "bridge") throws -> Trailers {
    var metadata = Metadata()
    metadata.title = " A title: with colon "
    metadata.source = "https://a.example/?b=c: d"
    metadata.published = Timestamp(rfc3339: "1868-05-01")
    metadata.retrieved = Timestamp(rfc3339: "2011-11-24T17:27:00.5+02:00")
    metadata.mediaType = "text/plain; charset=utf-8"
    metadata.republishes = "other: article@0123"
    metadata.importedFrom = "path/to/it"
    return Trailers(article: try ArticleName(name), metadata: metadata)
  }

  @Test(arguments: messages)
  func `any message comes back byte for byte`(words: [UInt8]) throws {
    for isWithdrawal in [false, true] {
      var trailers = try trailers()
      trailers.isWithdrawal = isWithdrawal
      let (split, read) = Trailers.split(trailers.message(words)) { _ in 0 }
      #expect(split == words)
      #expect(read == trailers)
    }
  }

  @Test(arguments: ArticlePathTests.hostile + ["a: b", ": ", "\u{301}", "Article: x", "\u{2028}"])
  func `any name comes back byte for byte`(name: String) throws {
    let trailers = try trailers(name)
    #expect(Trailers.split(trailers.message([])) { _ in 0 }.trailers == trailers)
  }

  @Test(arguments: SeededGenerator.seeds(300))
  func `any random message comes back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0x0A], [0x0A, 0x0A], "Article: x".bytes, ": ".bytes, [0xC3], [0x0D], "a".bytes, " ".bytes,
    ]
    let words = (0..<random.number(in: 0..<12)).flatMap { _ in random.pick(pieces) }
    let trailers = try trailers()
    let (split, read) = Trailers.split(trailers.message(words)) { _ in 0 }
    #expect(split == words && read == trailers)
  }

  @Test(arguments: messages.filter { $0.count < 1 << 12 })
  func `git reads the same trailers`(words: [UInt8]) throws {
    let message = try trailers().message(words)
    let git = try Program.run(
      "git", ["interpret-trailers", "--parse", "--no-divider"], input: message)
    let own = String(decoding: message[(words.count + 2)...], as: UTF8.self)
    let lines = own.split(separator: "\n").map { $0.trimmed }
    #expect(git.text.split(separator: "\n").map { $0.trimmed } == lines)
  }

  @Test(arguments: [
    "", "why", "why\n\nSigned-off-by: a\n", "Article: a", "why\nArticle: a\n",
    "why\n\nArticle: \n", "why\n\nTitle: x\nArticle: a\n", "why\n\nArticle: a\u{1}\n",
  ])
  func `a message without trailers of ours is all the author's`(text: String) {
    let (words, trailers) = Trailers.split(text.bytes) { _ in 0 }
    #expect(words == text.bytes && trailers == nil)
  }
}

extension Substring {
  /// Git drops white space around values.
  fileprivate var trimmed: String {
    split(separator: " ").joined(separator: " ")
  }

  @Test(arguments: [
    "", "words", "words\n\nArticle: a\n", "w\n\nArticle: a\nWithdrawn: true\n",
    "w\n\nArticle: a\nWithdrawn: false\n", "w\n\nArticle: a\nWithdrawn: true\nWithdrawn: x\n",
    "w\n\nArticle: a\nWithdrawn: x\nWithdrawn: true\n", "w\n\nArticle: a\nWithdrawn:true\n",
    "w\n\nArticle: \n", "w\n\nArticle: a\u{7}\n", "w\n\nTitle: a\nArticle: b\n",
    "w\n\nArticle: a\r\nWithdrawn: true\r\n", "w\n\nArticle: a\nWithdrawnX: true\n",
  ])
  func `a check of the log sees the same article and withdrawal as a reader`(message: String) {
    let read = Trailers.split(message.bytes) { _ in 0 }.trailers
    let checked = Trailers.record(in: message.bytes)
    #expect(checked?.article == read?.article)
    #expect(checked?.isWithdrawal == read?.isWithdrawal)
  }
}
