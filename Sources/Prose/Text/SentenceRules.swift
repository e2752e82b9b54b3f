/// What ends a sentence and what only looks like it: marks and abbreviations.
enum SentenceRules {
  /// What a mark says about the end of a sentence.
  enum Mark {
    /// Ends a sentence where a blank and a capital follow.
    case stop
    /// Ends a sentence, whatever follows (Chinese and Japanese).
    case fullWidthStop
    /// Closes a quotation or bracket, and still belongs to the sentence that ended inside it.
    case closer
    /// Opens a quotation or bracket.
    case opener
    case none
  }

  static func mark(_ scalar: UInt32) -> Mark {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x203C, 0x203D, 0x2047...0x2049, 0x61F, 0x6D4, 0x964, 0x965:
      return .stop
    case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: return .fullWidthStop
    case 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x203A, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09:
      return .closer
    case 0x28, 0x5B, 0x7B, 0xA1, 0xAB, 0xBF, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039: return .opener
    case 0x300A, 0x300C, 0x300E, 0x3010, 0xFF08: return .opener
    default: return .none
    }
  }

  /// Whether a mark is a quotation mark that opens and closes alike, or Markdown's emphasis.
  static func isStraight(_ scalar: UInt32) -> Bool {
    scalar == 0x22 || scalar == 0x27 || scalar == 0x2A || scalar == 0x5F
  }

  /// Whether a full stop after this word is part of it, in English, German, French or Spanish.
  ///
  /// Only words that hardly ever end a sentence: taking two sentences for one does more harm than
  /// cutting one in two, which happens on both sides alike. "No." and "Art." before a number are
  /// known by their length.
  static func isAbbreviation(_ token: Token) -> Bool { abbreviations.contains(token.key) }

  /// Whether a number with a full stop before this word counts it, as German writes ordinals.
  static func followsOrdinal(_ token: Token) -> Bool { countedWords.contains(token.key) }

  private static let countedWords = keys(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
    Jahrhundert Jahrhunderts Auflage
    """)

  private static let abbreviations = keys(
    """
    Mr Mrs Ms Dr Prof St Rev Gen Col Lt Capt Sgt Gov Sen Rep Hon Messrs Mme Mlle MM
    vs cf Cf ca approx eds Bros Dept Univ bzw vgl Vgl ggf evtl inkl zzgl sog geb zB Hrsg
    Fig Figs Abb Eq Sec Vol
    BGBl RGBl Bundesgesetzbl ABl Sra Srta Dra Ud Uds Nr Nrn Abs
    """)

  private static func keys(_ words: String) -> Set<UInt64> {
    Set(words.utf8.wordsInList.map { Tokeniser.key(ofWord: Array($0)) })
  }
}
