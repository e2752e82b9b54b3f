/// A made-up article that can be edited as real ones are.
struct SampleArticle {
  private var paragraphs: [[[String]]]
  private let title: String
  private var date: String
  /// Scraped text often is one line, with navigation before it and a source after it.
  private let isOneLine: Bool

  init(
    sentenceCount: Int, isOneLine: Bool, _ vocabulary: SampleVocabulary,
    _ random: inout SeededRandom
  ) {
    self.isOneLine = isOneLine
    title = vocabulary.sentence(&random).prefix(8).joined(separator: " ")
    date = vocabulary.date(&random)
    paragraphs = []
    var rest = max(1, random.number(in: sentenceCount / 2...sentenceCount * 3 / 2))
    while rest > 0 {
      let count = min(rest, random.number(in: 2...7))
      paragraphs.append((0..<count).map { _ in vocabulary.sentence(&random) })
      rest -= count
    }
  }

  var text: String {
    let body = paragraphs.map { sentences in
      sentences.map { $0.joined(separator: " ") }.joined(separator: " ")
    }
    if isOneLine {
      return "Home News World Sport Weather Search \(title) \(date) "
        + body.joined(separator: " ") + " Source: The Daily Sample"
    }
    return ([title, date] + body).joined(separator: "\n\n") + "\n"
  }

  // MARK: Edits

  /// One revision: a few small edits, now and then a rewritten paragraph.
  mutating func revise(_ vocabulary: SampleVocabulary, _ random: inout SeededRandom) {
    for _ in 0..<random.number(in: 1...4) { edit(vocabulary, &random) }
  }

  private mutating func edit(_ vocabulary: SampleVocabulary, _ random: inout SeededRandom) {
    let (paragraph, sentence) = place(&random)
    switch random.number(below: 100) {
    case 0..<45: changeWord(paragraph, sentence, vocabulary.word(&random), &random)
    case 45..<60: changeNumber(paragraph, &random)
    case 60..<75: paragraphs[paragraph].insert(vocabulary.sentence(&random), at: sentence)
    case 75..<85: removeSentence(paragraph, sentence)
    case 85..<93: moveSentence(paragraph, sentence, &random)
    case 93..<98: date = vocabulary.date(&random)
    default:
      paragraphs[paragraph] = paragraphs[paragraph].map { _ in vocabulary.sentence(&random) }
    }
  }

  private func place(_ random: inout SeededRandom) -> (paragraph: Int, sentence: Int) {
    let paragraph = random.number(below: paragraphs.count)
    return (paragraph, random.number(below: paragraphs[paragraph].count))
  }

  private mutating func changeWord(
    _ paragraph: Int, _ sentence: Int, _ word: String, _ random: inout SeededRandom
  ) {
    // The first word has its capital and the last its full stop: both stay.
    let count = paragraphs[paragraph][sentence].count
    paragraphs[paragraph][sentence][random.number(in: 1...count - 2)] = word
  }

  private mutating func changeNumber(_ paragraph: Int, _ random: inout SeededRandom) {
    for sentence in paragraphs[paragraph].indices {
      let words = paragraphs[paragraph][sentence]
      guard let place = words.firstIndex(where: { Int($0) != nil }) else { continue }
      paragraphs[paragraph][sentence][place] = String(random.skewedNumber(below: 20_000))
      return
    }
    changeWord(paragraph, 0, String(random.number(below: 1_000)), &random)
  }

  private mutating func removeSentence(_ paragraph: Int, _ sentence: Int) {
    if paragraphs[paragraph].count > 1 {
      paragraphs[paragraph].remove(at: sentence)
    } else if paragraphs.count > 1 {
      paragraphs.remove(at: paragraph)
    }
  }

  private mutating func moveSentence(
    _ paragraph: Int, _ sentence: Int, _ random: inout SeededRandom
  ) {
    guard paragraphs[paragraph].count > 1 else { return }
    let moved = paragraphs[paragraph].remove(at: sentence)
    let target = place(&random)
    paragraphs[target.paragraph].insert(moved, at: target.sentence)
  }
}
