import Foundation
import TestSupport
import Testing

/// The system may give no thread more: then all is done on one.
struct ThreadlessTests {
  /// Nothing keeps root from more: what may have none is nobody's there.
  private static let user: [String] =
    getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
  private static let limit = user + ["prlimit", "--nproc=0"]

  private let archive: StetArchive
  private let program: String

  init() throws {
    archive = try StetArchive()
    // Where nobody may run it.
    program = archive.folder.url.path(percentEncoded: false) + "stet"
    try FileManager.default.copyItem(atPath: StetProgram.url.path(), toPath: program)
    try own()
  }

  /// Gives the folder to who works in it.
  private func own() throws {
    guard getuid() == 0 else { return }
    let folder = archive.folder.url.path(percentEncoded: false)
    let result = try Program.run("chown", ["-R", "65534:65534", folder])
    try #require(result.status == 0, "\(result.errors)")
  }

  private func withoutThreads(_ words: [String], input: [UInt8] = []) throws -> Program.Result {
    let words = Self.limit + words
    return try Program.run(
      words[0], Array(words.dropFirst()), input: input, in: archive.folder.url)
  }

  private func stet(_ words: String..., input: [UInt8] = []) throws -> String {
    let result = try withoutThreads([program] + words, input: input)
    try #require(result.status == 0, "\(words): \(result.status): \(result.errors)")
    return result.text
  }

  /// So many revisions of some articles, as a stream.
  private static func history(revisions: Int) -> [UInt8] {
    var stream = ""
    for number in 0..<revisions {
      let text = "Article \(number % 40) in its version \(number / 40), which somebody closed.\n"
      stream += """
        commit refs/heads/main
        committer Ann <ann@example.org> \(1_300_000_000 + number) +0000
        data 1
        x
        M 100644 inline article-\(number % 40)
        data \(text.utf8.count)
        \(text)

        """
    }
    return Array(stream.utf8)
  }

  @Test func `where the system gives no thread, no command leaves work undone`() throws {
    let thread = ["python3", "-c", "import _thread; _thread.start_new_thread(lambda: 0, ())"]
    try #require(withoutThreads(thread).status == 1, "there are threads")
    _ = try stet("import", "-", input: Self.history(revisions: 400))
    #expect(try stet("log", "article-7").contains("article-7@10"))
    _ = try stet("maintain", "--full")
    _ = try stet("verify", "--full")
    let found = try stet("search", "closed")
    #expect(found.contains("article-7"))
    #expect(try found == archive.stet(["search", "closed"]).text)
    let pair = #"{"id": 1, "a": "one two", "b": "one three"}"# + "\n"
    let pairs = Array(String(repeating: pair, count: 30).utf8)
    let answers = try stet("diff", "--batch", input: pairs)
    #expect(answers.split(separator: "\n").count == 30)
    #expect(try archive.fsck().isEmpty)
  }
}
