internal import Articles
public import Prose

extension Difference {
  /// One self-contained page: no script, nothing loaded from anywhere, both views in it.
  public func html(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    var page = HTMLPage(self, oldLabel, newLabel, options)
    page.writeAll()
    return page.writer.output
  }
}

extension Difference {
  /// What stands on such a page below its head: the card of facts, the controls, both views, the key.
  ///
  /// To stand in the `main` element of a page that has a style sheet of its own with `HTMLStyle`'s rules in it.
  package func htmlSections(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, options: RenderingOptions,
    view: HTMLView = .inline
  ) -> Markup {
    var page = HTMLPage(self, oldLabel, newLabel, options)
    page.view = view
    page.writeSections(inside: "div")
    return Markup(writtenBy: page.writer)
  }
}

/// The page around the texts: its head, the card of facts, the controls and the key.
struct HTMLPage {
  let difference: Difference
  let old: RevisionLabel
  let new: RevisionLabel
  let summary: ChangeSummary
  let options: RenderingOptions
  var view = HTMLView.inline
  var writer = HTMLWriter()

  init(
    _ difference: Difference, _ old: RevisionLabel, _ new: RevisionLabel,
    _ options: RenderingOptions
  ) {
    self.difference = difference
    self.old = old
    self.new = new
    self.options = options
    summary = ChangeSummary(
      difference, whitespace: options.whitespace == .ignore ? .ignore : .summary)
  }

  mutating func writeAll() {
    writeHead()
    writer.markup("<body>\n<a class=\"skip\" href=\"#difference\">Skip to the text</a>\n")
    writeSections(inside: "main")
    writer.markup("</body>\n</html>\n")
  }

  /// - Parameter element: What is around the texts.
  mutating func writeSections(inside element: Markup) {
    writeCard()
    writeControls()
    writer.markup("<\(element) id=\"difference\">\n")
    writer.markup(difference.htmlFragment(idPrefix: "", options: options))
    writer.markup("</\(element)>\n")
    writeKey()
  }

  private var title: String { new.title ?? old.title ?? new.name }

  private mutating func writeHead() {
    writer.markup(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>
      """)
    writer.text("\(title): \(summary.kind), \(old.specifier ?? "old") to \(new.specifier ?? "new")")
    writer.markup("</title>\n<style>\n\(HTMLStyle.sheet)\(filterRules)</style>\n</head>\n")
  }

  private var filterRules: Markup { Markup(filters.map { HTMLStyle.filterRule($0.id) }) }

  // MARK: - The card

  private mutating func writeCard() {
    writer.markup(
      "<header class=\"card\">\n<p class=\"kicker\">What changed between two revisions</p>\n<h1 dir=\"auto\">"
    )
    writer.text(title)
    writer.markup("</h1>\n")
    if title != new.name {
      writer.markup("<p class=\"name\" dir=\"auto\">")
      writer.text(new.name)
      writer.markup("</p>\n")
    }
    writer.markup("<ul class=\"chips\" aria-label=\"Verdict\">\n")
    writer.markup("<li class=\"chip verdict \(summary.kind)\">\(summary.kind)</li>\n")
    let facts =
      summary.binary.map { [$0] } ?? [summary.likeness] + summary.words + summary.counts
      + summary.whitespaceLine + (summary.markup.map { [$0] } ?? [])
    for count in summary.kind == "same" ? [] : facts {
      writer.markup("<li class=\"chip\">\(count)</li>\n")
    }
    writer.markup("</ul>\n")
    writeRevisions()
    writer.markup("</header>\n")
  }

  private mutating func writeRevisions() {
    writer.markup(
      """
      <input type="checkbox" id="facts" class="facts" autocomplete="off">\
      <label for="facts" class="facts">What is known of both</label>

      """)
    writer.markup("<table class=\"revisions\">\n<caption>The two revisions</caption>\n")
    writer.markup("<thead><tr><td></td><th scope=\"col\"><span>Old</span> ")
    writer.text(old.specifier ?? "")
    writer.markup("</th><th scope=\"col\"><span>New</span> ")
    writer.text(new.specifier ?? "")
    writer.markup("</th></tr></thead>\n<tbody>\n")
    if old.name != new.name { writeRow("Article", old.name, new.name) }
    if old.title != new.title { writeRow("Title", .title, old.title, new.title) }
    writeRow("Same as", old.sameAs, new.sameAs)
    writeRow("Renamed", old.renaming, new.renaming)
    writeSources()
    writeRow("Published", .published, old.published, new.published)
    writeRow("Retrieved", .retrieved, old.retrieved, new.retrieved)
    writeRow("Authored", old.authored, new.authored)
    writeRow("Recorded", old.recorded, new.recorded)
    writeRow("Withdrawn", old.withdrawn, new.withdrawn)
    writeRow("Commit", old.commitID, new.commitID, isCode: true)
    writeRow("Size", size(old, difference.byteCounts.old), size(new, difference.byteCounts.new))
    writer.markup("</tbody>\n</table>\n")
  }

  private func size(_ label: RevisionLabel, _ byteCount: Int) -> String {
    if label.isWithdrawn { return "withdrawn: there are no bytes" }
    return Quantity.text(label.byteCount ?? byteCount, "byte")
  }

  /// Where each was found: a link for the web, words for anything else.
  private mutating func writeSources() {
    let labels = [old, new]
    guard labels.contains(where: { $0.told($0.source, .source) != nil }) else { return }
    writer.markup("<tr><th scope=\"row\">Source</th>")
    for label in labels {
      let source = label.source
      writer.markup("<td dir=\"auto\">")
      let isWeb = ["https://", "http://"].contains { source?.hasPrefix($0) ?? false }
      if let source, isWeb {
        writer.markup("<a href=\"\(source)\" rel=\"noreferrer nofollow\">")
      }
      writer.text(source ?? "–")
      if isWeb { writer.markup("</a>") }
      if label.amended.contains(.source) { writer.text(RevisionLabel.amendmentMark) }
      writer.markup("</td>")
    }
    writer.markup("</tr>\n")
  }

  /// A field that can be amended.
  private mutating func writeRow(
    _ name: Markup, _ field: MetadataField, _ oldText: String?, _ newText: String?
  ) {
    writeRow(name, old.told(oldText, field), new.told(newText, field))
  }

  private mutating func writeRow(
    _ name: Markup, _ oldText: String?, _ newText: String?, isCode: Bool = false
  ) {
    guard oldText != nil || newText != nil else { return }
    writer.markup("<tr><th scope=\"row\">\(name)</th>")
    for text in [oldText, newText] {
      writer.markup(isCode ? "<td class=\"code\" dir=\"auto\">" : "<td dir=\"auto\">")
      writer.text(text ?? "–")
      writer.markup("</td>")
    }
    writer.markup("</tr>\n")
  }
}

// MARK: - Controls and key

extension HTMLPage {
  private struct Filter {
    var id: String
    var label: String
    var count: Int
    var isTicked = true
  }

  private var filters: [Filter] {
    let classes = ChangeClass.allCases.reversed().filter { $0 != .whitespace }.compactMap { sort in
      summary.mainClasses[sort].map {
        Filter(id: "change-\(sort.rawValue)", label: sort.rawValue, count: $0)
      }
    }
    let moves = Filter(id: "move", label: "moves", count: difference.moves.count)
    let whitespace = Filter(
      id: "change-whitespace", label: "white space",
      count: summary.whitespaceCount + (summary.mainClasses[.whitespace] ?? 0),
      isTicked: options.whitespace == .show)
    return classes + [moves, whitespace].filter { $0.count > 0 }
  }

  private mutating func writeControls() {
    writer.markup(
      """
      <section class="controls" aria-label="How to read">
      <fieldset class="views"><legend>View</legend>
      <label><input type="radio" name="view" id="view-inline" autocomplete="off"\
      \(view == .inline ? " checked" : "")><span>In one text</span></label>
      <label><input type="radio" name="view" id="view-side" autocomplete="off"\
      \(view == .sideBySide ? " checked" : "")>\
      <span>Side by side</span></label>
      </fieldset>

      """)
    if !filters.isEmpty {
      writer.markup("<fieldset class=\"filters\"><legend>Mark</legend>\n")
      for filter in filters {
        writer.markup(
          """
          <label><input type="checkbox" id="mark-\(filter.id)" autocomplete="off"\
          \(filter.isTicked ? " checked" : "")>\
          <span>\(filter.label) <b>\(filter.count)</b></span></label>

          """)
      }
      writer.markup("</fieldset>\n")
    }
    writer.markup("</section>\n")
  }

  private mutating func writeKey() {
    let compared: Markup =
      difference.sources == nil
      ? "Compared word by word" : "The visible text of both, compared word by word"
    let moves: Markup =
      difference.moves.isEmpty
      ? ""
      : " <ins class=\"move\">moved here</ins> <del class=\"move\">moved away</del>"
    writer.markup(
      """
      <footer>
      <p class="key"><del>only in the old text</del> <ins>only in the new text</ins>\
      \(moves)</p>
      <p>\(compared) by Stet. Characters that cannot be seen are shown as signs.</p>
      </footer>

      """)
  }
}
