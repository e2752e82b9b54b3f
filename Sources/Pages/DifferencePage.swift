package import Rendering
package import Stet

/// How two revisions differ.
package struct DifferencePage: Sendable {
  package var difference: RevisionDifference
  package var old: RevisionLabel
  package var new: RevisionLabel
  package var view: HTMLView
  /// What each revision between them did, where they are not next to one another.
  package var between: [ChangeLine]
  /// Whether any of it may be found by search engines: only neighbours are.
  package var isFollowed: Bool

  package init(
    difference: RevisionDifference, old: RevisionLabel, new: RevisionLabel, view: HTMLView,
    between: [ChangeLine], isFollowed: Bool
  ) {
    self.difference = difference
    self.old = old
    self.new = new
    self.view = view
    self.between = between
    self.isFollowed = isFollowed
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let title = new.title ?? old.title ?? new.name
    let (from, to) = (difference.old.specifier, difference.new.specifier)
    let sections = difference.difference.htmlSections(
      old: old, new: new, options: RenderingOptions(), view: view)
    return layout.page(
      "\(title): \(from) to \(to)",
      feed: difference.new.article.map { .articleFeed($0) } ?? .feed, isFollowed: isFollowed,
      isWide: true, "\(way(layout))<main class=\"wide\">\n\(sections)</main>\n\(steps(layout))")
  }

  private func way(_ layout: PageLayout) -> Markup {
    let (old, new) = (difference.old, difference.new)
    var links: [Markup] = []
    if let article = new.article { links.append(layout.anchor(article)) }
    for (revision, words) in [(old, "the old text" as Markup), (new, "the new text")] {
      guard let article = revision.article, let number = revision.number else { continue }
      links.append(layout.anchor(.revision(article, number), words))
    }
    if layout.links.link(to: .commits(old.id, new.id)) != nil {
      links.append(layout.anchor(.commits(old.id, new.id), "permanent address"))
    }
    return links.isEmpty
      ? ""
      : "<nav class=\"where\" aria-label=\"Both revisions\"><p>\(.joined(links, by: " · "))</p></nav>\n"
  }

  private func steps(_ layout: PageLayout) -> Markup {
    guard !between.isEmpty else { return "" }
    let entries = between.map { line -> Markup in
      let number = line.revision.number.map { "revision \($0)" } ?? line.revision.id.abbreviated
      let words: Markup = "\(number): \(line.summary)"
      return """
        <li><p class="line">\(line.label) \(line.address.map { layout.anchor($0, words) } ?? words) \
        \(line.revision.observed.markup)</p></li>

        """
    }
    return """
      <aside class="where" aria-label="Step by step"><h2>Step by step</h2>
      <ol class="entries">
      \(Markup(entries))</ol></aside>

      """
  }
}
