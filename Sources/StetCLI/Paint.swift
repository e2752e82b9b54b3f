/// How a piece of text stands out; never the only carrier of a meaning.
enum Paint: String {
  case strong = "1"
  case faint = "2"
  case good = "32"
  case bad = "31"
}

extension Session {
  func paint(_ text: String, _ paint: Paint) -> String {
    usesColour ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}
