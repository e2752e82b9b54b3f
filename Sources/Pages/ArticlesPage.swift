internal import Rendering
package import Stet

/// All articles, in the order of their names.
package struct ArticlesPage: Sendable {
  package var articles: [ListedArticle]
  /// Where in the list these begin, from 0, and how many there are in all.
  package var start: Int
  package var count: Int
  package static let size = 500

  package init(articles: [ListedArticle], start: Int, count: Int) {
    self.articles = articles
    self.start = start
    self.count = count
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    layout.page(
      "Articles",
      """
      <main id="content">
      <h1>Articles</h1>
      <p class="lead">\(Quantity.text(count, "article"))\(range)</p>
      <ol class="entries" start="\(start + 1)">
      \(Markup(articles.map { entry($0, layout) }))</ol>
      \(more(layout))</main>

      """)
  }

  private var range: String {
    articles.count == count
      ? ""
      : ", of which \(Quantity.grouped(start + 1)) to \(Quantity.grouped(start + articles.count))"
  }

  private func more(_ layout: PageLayout) -> Markup {
    let end = start + articles.count
    guard end < count,
      let link = layout.links.link(to: .articles, query: [("from", String(end))])
    else { return "" }
    return "<p><a href=\"\(link)\">More</a></p>\n"
  }

  private func entry(_ article: ListedArticle, _ layout: PageLayout) -> Markup {
    let revision = article.revision
    let title: Markup =
      revision.metadata.title.map { "<p dir=\"auto\">\(.visible($0))</p>\n" } ?? ""
    let state: Markup =
      switch article.text {
      case .withdrawn: "<span class=\"sort gone\">withdrawn</span>"
      default: ""
      }
    let size = article.byteCount.map { Quantity.text($0, "byte") } ?? ""
    return """
      <li><p class="line">\(layout.anchor(article.article)) \(state) \(revision.observed.markup) \
      <span class="size">\(Quantity.text(revision.number ?? 1, "revision")), \(size)</span></p>
      \(title)</li>

      """
  }
}
