/// The word lists behind the classes: English, German, French, Spanish, Russian, Chinese, Japanese.
///
/// They are short on purpose. A word belongs here when it nearly always means what the class says;
/// the tests show what that gets wrong.
enum Vocabulary {
  /// Words that deny. Folded: small letters, no apostrophes.
  static let negations = keys(
    """
    not no never none nobody nothing neither nor without cannot dont doesnt didnt isnt arent wasnt
    werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt mustnt neednt
    nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne
    pas jamais aucun aucune ni sans ne nunca jamás ningún ninguna ninguno nadie nada sin
    не нет ни никогда никто ничего без 不 没 沒 無 无 未 非 否
    """)

  /// Words that say who said it, or how sure of it one is. Folded.
  static let attributions = keys(
    """
    said says say told tells claimed claims alleged alleges allegedly reported reports reportedly
    according stated argued argues insisted insists denied denies admitted admits announced
    wrote writes added explained suggested acknowledged confirmed confirms quoted accused accuses
    sagte sagt sagten erklärte erklärt behauptet behauptete laut zufolge angeblich berichtet
    berichtete betonte bestätigte bestritt dementierte schrieb mitgeteilt
    dit disait selon affirme affirmé déclaré déclare prétend prétendu annoncé écrit
    dijo dice según afirmó afirma declaró presunto presunta supuesto anunció escribió
    сказал сказала сказали заявил заявила сообщил сообщила утверждает якобы согласно
    说 說 称 稱 表示 述
    """)

  /// Months, as they are written. "may" and "march" are other words.
  static let months = keys(
    """
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Januar Jänner Februar März Mai Juni Juli Oktober Dezember
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """)

  /// Days of the week, and days as one speaks of them, as they are written.
  static let days = keys(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday yesterday today tomorrow
    Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag gestern heute morgen
    lundi mardi mercredi jeudi vendredi samedi dimanche hier demain
    lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana
    """)

  /// What makes a date of the number before it, and a day of the week of the one behind it.
  static let dateCounters = keys("年 月 日 号 號")
  static let weekSigns = keys("期 周 週")

  /// Numbers in words, and what makes a number of a word. Folded.
  static let numerals = keys(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions trillion percent dozen dozens half
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend
    million millionen milliarde milliarden prozent dutzend hälfte
    deux trois quatre cinq sept huit neuf dix onze douze vingt trente cent mille milliard milliards
    dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil millones
    два три четыре пять шесть семь восемь девять десять сто тысяч тысячи миллион миллионов
    二 三 四 五 六 七 八 九 十 百 千 万 億 亿 两
    """)

  /// Small words inside names. Folded.
  static let particles = keys(
    "of the de la le du des del della di da dos van von der den und and y et e al bin ibn zu zur")

  private static func keys(_ words: String) -> Set<UInt64> {
    Set(words.utf8.wordsInList.map(WordForm.key))
  }
}

extension String.UTF8View {
  /// The words of a list, as bytes: characters would cost each process more than a comparison.
  var wordsInList: [ArraySlice<UInt8>] {
    Array(self).split { $0 == 0x20 || $0 == 0x0A }
  }
}

/// Words as the lists know them.
enum WordForm {
  /// A key of some bytes as they are.
  static func key(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.append(byte) }
    return hash.key
  }

  /// A key that leaves case and apostrophes out.
  static func foldedKey(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = WordHash()
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte != 0x27 { hash.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        offset += 1
      } else {
        guard offset + 1 < bytes.endIndex,
          let folded = CommonLetters.folded(byte, bytes[offset + 1])
        else { return rareFoldedKey(of: bytes) }
        hash.append(folded.0)
        hash.append(folded.1)
        offset += 2
      }
    }
    return hash.key
  }

  /// The same for words with letters that are not among the common ones.
  private static func rareFoldedKey(of bytes: ArraySlice<UInt8>) -> UInt64 {
    let folded = String(decoding: bytes, as: UTF8.self).lowercased()
    return key(of: Array(folded.utf8.filter { $0 != 0x27 }).removingCurvedApostrophes[...])
  }
}

/// A hash of bytes that is taken in while they are folded (FNV-1a, 64 bits).
private struct WordHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always) mutating func append(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var key: UInt64 { state ^ state >> 32 }
}

extension [UInt8] {
  /// Without U+2019, which is E2 80 99.
  fileprivate var removingCurvedApostrophes: [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    while offset < count {
      let scalar = scalar(at: offset)
      if scalar.value != 0x2019 { result += self[offset..<offset + scalar.byteCount] }
      offset += scalar.byteCount
    }
    return result
  }
}
