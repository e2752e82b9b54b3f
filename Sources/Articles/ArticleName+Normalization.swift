// The only public way to Unicode's normal forms is Foundation, which would triple the program's size.
@_spi(_Unicode) import Swift

extension ArticleName {
  /// The normal forms of this name (composed, decomposed) but for itself: names that look the same and are
  /// other bytes, as file systems make of each other's.
  ///
  /// Source: UAX #15, NFC and NFD.
  package var twins: [ArticleName] {
    guard !description.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    let composed = String(String.UnicodeScalarView(description._nfc))
    let decomposed = String(String.UnicodeScalarView(description._nfd))
    return [composed, decomposed].compactMap { text in
      text.utf8.elementsEqual(description.utf8) ? nil : ArticleName(ifAllowed: text)
    }
  }
}
