internal import Rendering

extension String {
  /// The text as a terminal may see it, on one line.
  var visible: String { VisibleText.word(self) }
}
