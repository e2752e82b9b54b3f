internal import HTML
internal import Markdown

extension Difference {
  /// What of two texts is compared.
  public enum View: String, CaseIterable, Sendable {
    /// Their bytes.
    case source
    /// What a reader sees: the words of a page or a Markdown document, the bytes of any other text.
    case visible
  }

  /// What of the two sources was compared.
  public var view: View { sources == nil ? .source : .visible }

  /// Compares the bytes of two texts, or what their readers see.
  ///
  /// - Parameter classified: As in `between(old:new:classified:)`; what readers see is always classified.
  public static func between(
    old: [UInt8], _ oldForm: TextForm, new: [UInt8], _ newForm: TextForm, view: View,
    classified: Bool = true
  ) -> Difference {
    switch view {
    case .source: between(old: old, new: new, classified: classified)
    case .visible: visible(old: old, oldForm, new: new, newForm)
    }
  }

  /// Compares what readers of two texts see.
  ///
  /// Where one is a page of HTML or written in Markdown, the edits are over its visible text: they rebuild that, and
  /// `sources` has the places of its bytes and what changed beside it. Where neither is, or one is no
  /// text at all, the bytes are compared.
  public static func visible(
    old: [UInt8], _ oldForm: TextForm, new: [UInt8], _ newForm: TextForm
  ) -> Difference {
    guard oldForm != .plain || newForm != .plain,
      max(old.count, new.count) <= PageText.largestSource,
      !Difference(old: old, new: new, edits: []).isBinary
    else { return between(old: old, new: new) }
    let (before, after) = (VisibleSide(old, oldForm), VisibleSide(new, newForm))
    var difference = between(old: before.text, new: after.text, hasMarkup: false)
    difference.sources = VisibleSources(
      markup: MarkupChanges(old: old, before.markup, new: new, after.markup),
      areEqual: old == new, old: (old.count, before.map), new: (new.count, after.map))
    return difference
  }
}

/// What is compared of one side.
struct VisibleSide {
  let text: [UInt8]
  var map: SourceMap?
  var markup: [MarkupItem] = []

  init(_ source: [UInt8], _ form: TextForm) {
    switch form {
    case .plain: text = source
    case .html:
      let page = PageText(source)
      (text, map, markup) = (page.bytes, page.map, page.markup)
    case .markdown:
      let document = MarkdownText(source)
      (text, map, markup) = (document.bytes, document.map, document.markup)
    }
  }
}
