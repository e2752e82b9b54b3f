internal import Rendering
package import Stet

/// The history of one article, the newest revision first.
package struct TimelinePage: Sendable {
  package var article: ArticleName
  /// What is shown of it.
  package var lines: [ChangeLine]
  /// All of it, for the axis: the oldest first.
  package var moments: [Moment]
  package var revisionCount: Int
  /// When runs saw it and found nothing new, the newest first.
  package var sightings: [Sighting]
  /// Number of the page, from 1, and how many there are.
  package var number: Int
  package var pageCount: Int
  /// Why something may be missing.
  package var gap: String?
  /// The text that its name had before, or has now.
  package var otherNames: [(words: String, article: ArticleName)]

  package static let size = 50

  /// One revision on the axis.
  package struct Moment: Sendable {
    package var revision: Revision
    package var severity: ChangeSeverity?

    package init(_ revision: Revision, _ severity: ChangeSeverity?) {
      self.revision = revision
      self.severity = severity
    }
  }

  /// Runs of about one time that found nothing new.
  package struct Sighting: Sendable {
    /// Of the last of them.
    package var time: Timestamp
    package var count: Int

    package init(time: Timestamp, count: Int) {
      (self.time, self.count) = (time, count)
    }
  }

  package init(
    article: ArticleName, lines: [ChangeLine], moments: [Moment], revisionCount: Int,
    sightings: [Sighting], number: Int, pageCount: Int, gap: String?,
    otherNames: [(words: String, article: ArticleName)]
  ) {
    self.article = article
    self.lines = lines
    self.moments = moments
    self.revisionCount = revisionCount
    self.sightings = sightings
    self.number = number
    self.pageCount = pageCount
    self.gap = gap
    self.otherNames = otherNames
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let titles = moments.reversed().lazy.compactMap(\.revision.metadata.title)
    let title = titles.first ?? article.description
    let name: Markup =
      title == article.description
      ? "" : "<p class=\"name\"><bdi>\(.visible(article.description))</bdi></p>\n"
    let gap: Markup = gap.map { "<p class=\"lead\">\($0)</p>\n" } ?? ""
    return layout.page(
      title, feed: .articleFeed(article),
      """
      <main id="content">
      <h1 dir="auto">\(.visible(title))</h1>
      \(name)<p class="lead">\(lead)</p>
      \(gap)\(others(layout))\(TimeAxis(moments, sightings).markup(layout))\(list(layout))\(pages(layout))<p>\
      \(layout.anchor(.republications(article), "Who else has this text")) · \
      \(layout.anchor(.articleFeed(article), "Feed of this article"))</p>
      </main>

      """)
  }

  private var lead: String {
    var words = Quantity.text(revisionCount, "revision")
    if let first = moments.first?.revision, let last = moments.last?.revision, moments.count > 1 {
      words += ", seen \(first.observed.day) to \(last.observed.day)"
    }
    if let last = sightings.max(by: { $0.time.seconds < $1.time.seconds }) {
      words += "; last seen unchanged \(last.time.day)"
    }
    return words
  }

  private func others(_ layout: PageLayout) -> Markup {
    Markup(
      otherNames.map { other -> Markup in
        "<p class=\"lead\">\(other.words) \(layout.anchor(other.article))</p>\n"
      })
  }

  private func list(_ layout: PageLayout) -> Markup {
    let entries = Markup(lines.map { entry($0, layout) })
    guard layout.links.hasForms, revisionCount > 1 else {
      return "<ol class=\"entries\" reversed>\n\(entries)</ol>\n"
    }
    return """
      <form action="\(layout.link(.choice(article)))" method="get">
      <ol class="entries" reversed>
      \(entries)</ol>
      <p class="bar"><button>Compare the two that are chosen</button></p>
      </form>

      """
  }

  private func entry(_ line: ChangeLine, _ layout: PageLayout) -> Markup {
    let revision = line.revision
    let number = revision.number ?? 0
    let words: Markup = "Revision \(number)"
    let text = revision.number.map { layout.anchor(.revision(article, $0), words) } ?? words
    let summary: Markup =
      line.old == nil
      ? "\(line.summary)"
      : "\(line.address.map { layout.anchor($0, "\(line.summary)") } ?? "\(line.summary)")"
    let size: Markup =
      line.byteCount.map { "<span class=\"size\">\(Quantity.text($0, "byte"))</span>" } ?? ""
    let title = revision.metadata.title ?? ""
    let heading: Markup = title.isEmpty ? "" : "<p dir=\"auto\">\(.visible(title))</p>\n"
    return """
      <li value="\(number)"><p class="line">\(text) \(line.label) \(revision.observed.markup) \(size)\
      \(choice(line, layout))</p>
      \(heading)<p class="aside">\(summary)</p></li>

      """
  }

  /// The two boxes by which any two revisions are chosen; the newest change is chosen at first.
  private func choice(_ line: ChangeLine, _ layout: PageLayout) -> Markup {
    guard layout.links.hasForms, revisionCount > 1, let number = line.revision.number,
      !line.revision.isWithdrawal
    else { return "" }
    let texts = lines.filter { !$0.revision.isWithdrawal }
    let isNew = line.revision.id == texts.first?.revision.id
    let isOld = line.revision.id == texts.dropFirst().first?.revision.id
    return """
      <span class="choice"><label><input type="radio" name="old" value="\(number)"\
      \(isOld ? " checked" : "")> old</label> <label><input type="radio" name="new" \
      value="\(number)"\(isNew ? " checked" : "")> new</label></span>
      """
  }

  private func pages(_ layout: PageLayout) -> Markup {
    guard pageCount > 1 else { return "" }
    var links: [Markup] = []
    for (page, words) in [(number - 1, "Newer" as Markup), (number + 1, "Older")]
    where page >= 1 && page <= pageCount {
      guard
        let link = layout.links.link(to: .article(article), query: [("page", String(page))])
      else { continue }
      links.append("<a href=\"\(link)\">\(words)</a> ")
    }
    let newest = lines.first?.revision.number ?? 0
    let oldest = lines.last?.revision.number ?? 0
    return
      "<p>\(Markup(links))<span class=\"aside\">revisions \(newest) to \(oldest) of \(revisionCount)</span></p>\n"
  }
}
