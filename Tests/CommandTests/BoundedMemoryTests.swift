import Foundation
import TestSupport
import Testing

/// What takes memory by the article must not take it by the revision.
struct BoundedMemoryTests {
  private static let articleCount = 100

  /// A stream of made-up revisions, in turns.
  private func stream(revisionCount: Int) -> [UInt8] {
    var text = ""
    for number in 0..<revisionCount {
      let article = number % Self.articleCount
      let content = "article \(article), as it was said for the \(number)th time\n"
      text += """
        commit refs/heads/main
        committer Ann <ann@example.org> \(1_000_000_000 + number) +0000
        data 5
        news
        M 100644 inline article-\(article)
        data \(content.utf8.count)
        \(content)

        """
    }
    return Array((text + "done\n").utf8)
  }

  /// The largest resident set of the process that works on the archive, in bytes.
  private func memory(of arguments: [String], in archive: StetArchive) throws -> Int {
    let program = """
      import resource, subprocess, sys
      subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let result = try Program.run(
      "python3", ["-c", program, StetProgram.url.path(percentEncoded: false)] + arguments,
      in: archive.folder.url)
    let kilobytes = Int(result.text.trimmingCharacters(in: .whitespacesAndNewlines))
    return try #require(kilobytes, "\(result.errors)") << 10
  }

  @Test(arguments: ["verify", "maintain"])
  func `a revision more takes less than two kilobytes, pages of the pack among them`(
    command: String
  ) throws {
    var peaks: [Int] = []
    for count in [2_000, 10_000] {
      let archive = try StetArchive()
      try archive.stet(["import", "-"], input: stream(revisionCount: count))
      peaks.append(try memory(of: [command], in: archive))
    }
    let each = (peaks[1] - peaks[0]) / 8_000
    // Whole values of each commit took 4.5 KB.
    #expect(each < 2_048, "\(peaks)")
  }
}
