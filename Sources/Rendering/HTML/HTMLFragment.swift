public import Prose

extension Difference {
  /// The texts with what changed in them, as a fragment: both views, without a page around them.
  ///
  /// Several may stand on one page, as long as each has an id prefix of its own. Which view is seen
  /// is the page's to say: `HTMLPage` has controls and a style sheet for that.
  ///
  /// - Parameter idPrefix: Begins the id of every element, and every link to one.
  public func htmlFragment(
    idPrefix: String, options: RenderingOptions = RenderingOptions()
  ) -> Markup {
    if let binarySummary { return "<p>\(binarySummary)</p>\n" }
    return HTMLFragment(self, idPrefix: idPrefix, options).markup
  }
}

/// The two views of the texts, to stand on any page.
struct HTMLFragment {
  let difference: Difference
  let blocks: [HTMLBlock]
  let units: ReadingUnits
  private let showsSource: Bool
  /// Begins the id of every element.
  let idPrefix: String
  var writer = HTMLWriter()
  /// The changes of the text that is read as one, counted from one: each leads to the next.
  let changeCount: Int
  var changeNumber = 0

  init(_ difference: Difference, idPrefix: String, _ options: RenderingOptions) {
    self.difference = difference
    self.idPrefix = idPrefix
    showsSource = options.showsSource
    units = ReadingUnits(difference.new)
    // A page has room for whole sentences where a terminal has not.
    blocks =
      difference.isBinary
      ? []
      : HTMLBlock.blocks(
        of: ReadRuns(difference), units: units, contextWords: 3 * options.contextWords,
        hasWhitespace: options.whitespace != .ignore)
    changeCount = blocks.reduce(0) { $0 + $1.changeCount }
  }

  /// The classes of the element around each text.
  var textClasses: Markup { showsSource ? "text source" : "text" }

  var markup: Markup {
    var fragment = self
    if difference.isBinary {
      fragment.writer.markup("<p class=\"binary\" lang=\"en\">")
      fragment.writer.text(difference.summary)
      fragment.writer.markup("</p>\n")
      return Markup(writtenBy: fragment.writer)
    }
    fragment.writeInlineView()
    fragment.writeSideBySideView()
    return Markup(writtenBy: fragment.writer)
  }
}
