internal import Prose

/// Builds HTML in which content can never become markup.
///
/// `markup` takes only what `Markup` lets through; whatever comes from an article or a label goes
/// through `text`, which shows what cannot be seen.
struct HTMLWriter {
  private(set) var output: [UInt8] = []

  mutating func markup(_ markup: Markup) {
    output += markup.bytes
  }

  /// Text content. Control characters, NUL and bidirectional controls become numbers.
  mutating func text(_ bytes: ArraySlice<UInt8>) {
    escape(VisibleText.neutralised(VisibleText.withoutReturns(bytes), .numbers))
  }

  /// Text that changed: characters in it that cannot be seen become numbers, too.
  mutating func changedText(
    _ bytes: ArraySlice<UInt8>, _ invisible: VisibleText.InvisibleCharacters
  ) {
    escape(VisibleText.neutralised(VisibleText.withoutReturns(bytes), .numbers, invisible))
  }

  /// Text that would leave nothing to see, revealed on one line.
  mutating func hiddenText(_ bytes: ArraySlice<UInt8>) {
    markup(#"<span class="hidden-characters">"#)
    escape(VisibleText.revealed(bytes, .numbers))
    markup("</span>")
  }

  mutating func text(_ text: String) {
    escape(VisibleText.line(text))
  }

  private mutating func escape(_ text: String) {
    Markup.escaped(text, into: &output)
  }
}
