/// How a difference is drawn. Renderers read no environment: all that they must know is here.
public struct RenderingOptions: Equatable, Sendable {
  /// Whether to use terminal colours. Without them, marks made of characters say the same.
  public let usesColour: Bool
  /// Whether a terminal reads the bytes, and would obey control characters in them: the forms of
  /// git then show signs instead. `inline`, `sideBySide` and `html` always do, and `json` escapes.
  public let isTerminal: Bool
  /// Columns of the terminal.
  public let width: Int
  /// Unchanged lines around a change, in the formats that go by lines.
  public let contextLines: Int
  /// Unchanged words on each side of a change, in the formats that go by sentences.
  public let contextWords: Int
  /// Whether `inline` and `sideBySide` say first what is compared.
  public let showsHeader: Bool
  /// What `inline` and `sideBySide` do with changes of white space; a page of HTML has a box for it,
  /// which starts ticked only with `.show`. Forms for programs have every byte in any case.
  public let whitespace: WhitespaceDisplay
  /// What `inline` and `sideBySide` say of pages to those who want to see more than the visible text,
  /// such as `--source shows it`.
  public let sourceHint: String?
  /// Whether the texts are the source of pages, asked for as such: `html` sets them in a face whose
  /// characters are all as wide.
  public let showsSource: Bool

  public init(
    usesColour: Bool = false, isTerminal: Bool = false, width: Int = 80, contextLines: Int = 3,
    contextWords: Int = 16, showsHeader: Bool = true, whitespace: WhitespaceDisplay = .summary,
    sourceHint: String? = nil, showsSource: Bool = false
  ) {
    self.showsSource = showsSource
    self.sourceHint = sourceHint
    self.whitespace = whitespace
    self.showsHeader = showsHeader
    self.usesColour = usesColour
    self.isTerminal = isTerminal
    self.width = max(width, Self.minimumWidth)
    self.contextLines = max(contextLines, 0)
    self.contextWords = min(max(contextWords, 0), 100_000)
  }

  /// Below this many columns nothing can be laid out.
  public static let minimumWidth = 20
}
