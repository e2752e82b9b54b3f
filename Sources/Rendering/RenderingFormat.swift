/// The ways to draw a difference; the raw values are those of `--format`.
public enum RenderingFormat: String, CaseIterable, Sendable {
  case inline
  case sideBySide = "side-by-side"
  case unified
  case wordDiff = "word-diff"
  case porcelain
  case html
  case json

  /// Whether it is one of git's: over bytes, without classes and verdict.
  public var isOfGit: Bool {
    switch self {
    case .unified, .wordDiff, .porcelain: true
    case .inline, .sideBySide, .html, .json: false
    }
  }
}
