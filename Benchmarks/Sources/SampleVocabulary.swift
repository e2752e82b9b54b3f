/// Made-up words, names, numbers and dates: a text that nobody owns.
struct SampleVocabulary {
  private let words: [String]
  private let names: [String]

  private static let onsets = [
    "b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t",
    "tr", "v", "w",
  ]
  private static let vowels = ["a", "e", "i", "o", "u", "ea", "ou"]
  private static let codas = ["", "", "l", "m", "n", "nd", "r", "s", "st", "t"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  init(wordCount: Int = 4_000, nameCount: Int = 400, random: inout SeededRandom) {
    // Frequent words are short, in made-up languages too.
    words = (0..<wordCount).map { rank in
      SampleVocabulary.word(syllables: rank < 60 ? 1 : random.number(in: 1...3), &random)
    }
    names = (0..<nameCount).map { _ in
      SampleVocabulary.word(syllables: 2, &random).withCapital
    }
  }

  private static func word(syllables: Int, _ random: inout SeededRandom) -> String {
    (0..<syllables).map { _ in
      onsets[random.number(below: onsets.count)] + vowels[random.number(below: vowels.count)]
        + codas[random.number(below: codas.count)]
    }.joined()
  }

  func word(_ random: inout SeededRandom) -> String {
    switch random.number(below: 100) {
    case 0..<6: names[random.skewedNumber(below: names.count)]
    case 6..<9: String(random.skewedNumber(below: 20_000))
    case 9: date(&random)
    default: words[random.skewedNumber(below: words.count)]
    }
  }

  func date(_ random: inout SeededRandom) -> String {
    let month = SampleVocabulary.months[random.number(below: 12)]
    return "\(random.number(in: 1...28)) \(month) \(random.number(in: 1990...2025))"
  }

  /// The words of one sentence, the last with its full stop.
  func sentence(_ random: inout SeededRandom) -> [String] {
    var sentence = (0..<random.number(in: 6...24)).map { _ in word(&random) }
    for place in sentence.indices.dropLast() where random.happens(percent: 8) {
      sentence[place] += ","
    }
    sentence[0] = sentence[0].withCapital
    sentence[sentence.count - 1] += "."
    return sentence
  }
}

extension String {
  fileprivate var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
