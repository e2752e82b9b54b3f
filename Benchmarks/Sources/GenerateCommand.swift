internal import Bytes
internal import Glibc

/// Writes a made-up history as a stream of git's fast-export: one commit for each revision, the
/// articles in random turns. The same numbers and seed give the same bytes.
struct GenerateCommand {
  private let articleCount: Int
  private let revisionCount: Int
  private let sentenceCount: Int
  private let seed: Int

  init(_ options: Options) throws(BenchmarkError) {
    articleCount = try options.number("articles")
    revisionCount = try options.number("revisions")
    sentenceCount = try options.number("sentences", default: 40)
    seed = try options.number("seed", default: 1)
  }

  func run() throws(BenchmarkError) {
    var random = SeededRandom(seed: seed)
    let vocabulary = SampleVocabulary(random: &random)
    var articles = [SampleArticle?](repeating: nil, count: articleCount)
    var output = StandardOutput()
    for (number, article) in turns(&random).enumerated() {
      if var known = articles[article] {
        known.revise(vocabulary, &random)
        articles[article] = known
      } else {
        articles[article] = SampleArticle(
          sentenceCount: sentenceCount, isOneLine: article % 2 == 0, vocabulary, &random)
      }
      let text = articles[article]?.text ?? ""
      try output.append(commit(number: number, path: path(article), text: text))
    }
    try output.append("done\n")
    try output.flush()
    let summary = "seed \(seed): \(articleCount) articles, \(revisionCount) revisions of each\n"
    try StandardOutput.write(Array(summary.utf8), to: STDERR_FILENO)
  }

  /// Each article as often as it has revisions, shuffled.
  private func turns(_ random: inout SeededRandom) -> [Int] {
    var turns = (0..<articleCount * revisionCount).map { $0 % articleCount }
    for place in turns.indices.reversed() {
      turns.swapAt(place, random.number(below: place + 1))
    }
    return turns
  }

  /// Folders by hash, as whoever keeps many files in git would have them.
  private func path(_ article: Int) -> String {
    let name = "article-\(article).txt"
    return SHA256.hash(Array(name.utf8)).description.prefix(2) + "/" + name
  }

  private func commit(number: Int, path: String, text: String) -> String {
    // One every ten minutes, from the first second of 2001.
    let who = "Sample Reporter <sample@example.org> \(978_307_200 + number * 600) +0000"
    let message = "Revision of \(path)\n"
    return """
      blob
      mark :\(2 * number + 1)
      data \(text.utf8.count)
      \(text)
      commit refs/heads/main
      mark :\(2 * number + 2)
      author \(who)
      committer \(who)
      data \(message.utf8.count)
      \(message)M 100644 :\(2 * number + 1) \(path)


      """
  }
}
