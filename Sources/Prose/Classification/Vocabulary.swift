/// The word lists behind the classes: English, German, French, Spanish, Ukrainian, Russian, Chinese,
/// Japanese.
///
/// A word belongs here when it nearly always means what the class says; the tests show what that
/// gets wrong. Folded lists have small letters and no apostrophes.
enum Vocabulary {
  static func keys(_ words: String) -> Set<UInt64> {
    Set(words.utf8.wordsInList.map(WordForm.key))
  }
}

extension String.UTF8View {
  /// The words of a list, as bytes: characters would cost each process more than a comparison.
  var wordsInList: [ArraySlice<UInt8>] {
    Array(self).split { $0 == 0x20 || $0 == 0x0A }
  }
}
