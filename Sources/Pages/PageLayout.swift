package import Rendering
package import Stet

/// What every page has around what it says: head, the way to other pages, and which archive this is.
package struct PageLayout: Sendable {
  /// What the archive is called.
  package var archive: String
  package var links: Links

  package init(archive: String, links: Links) {
    self.archive = archive
    self.links = links
  }

  /// A whole page.
  ///
  /// - Parameters:
  ///   - title: Stands before the archive's name in the title of the window.
  ///   - feed: The feed that has the same news.
  ///   - isFollowed: Whether search engines may follow its links; differences of any two revisions are too many.
  ///   - body: With a `main` element of its own.
  package func page(
    _ title: String, feed: Address = .feed, isFollowed: Bool = true, isWide: Bool = false,
    _ body: Markup
  ) -> [UInt8] {
    let robots: Markup =
      isFollowed ? "" : "<meta name=\"robots\" content=\"noindex, nofollow\">\n"
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      \(policy)<meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      \(robots)<title>\(.visible(title)) · \(.visible(archive))</title>
      <link rel="stylesheet" href="\(link(.style))">
      <link rel="icon" type="image/svg+xml" href="\(link(.icon))">
      <link rel="alternate" type="application/atom+xml" title="Changes" href="\(link(feed))">
      </head>
      <body class="site">
      <a class="skip" href="#\(isWide ? "difference" : "content")">Skip to the text</a>
      \(banner)\(body)<footer class="site-footer"><p>Kept by Stet: every revision is named by its hash, and \
      <a href="\(link(.verification))">anybody can check that</a>.</p></footer>
      </body>
      </html>

      """
    return page.bytes
  }

  /// What may be loaded: for files, whose host may say nothing of it.
  private var policy: Markup {
    guard case .files = links else { return "" }
    return """
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'">

      """
  }

  private var banner: Markup {
    let search: Markup =
      links.hasForms
      ? """
      <form action="\(link(.search))" method="get" role="search">\
      <label for="q">Search all revisions</label>\
      <input type="search" id="q" name="q" maxlength="500"><button>Search</button></form>

      """ : ""
    return """
      <header class="banner">
      <a class="archive" href="\(link(.home))">\(.visible(archive))</a>
      <nav aria-label="Archive"><a href="\(link(.home))">Changes</a> \
      <a href="\(link(.articles))">Articles</a> <a href="\(link(.verification))">Verify</a> \
      <a href="\(link(.feed))">Feed</a></nav>
      \(search)</header>

      """
  }

  /// What a link to a page says; of a page that is not there, the way home.
  package func link(_ address: Address, query: [(String, String)] = []) -> String {
    links.link(to: address, query: query) ?? links.link(to: .home) ?? "/"
  }

  /// A link, or the words alone where there is no such page.
  package func anchor(_ address: Address, _ words: Markup) -> Markup {
    guard let link = links.link(to: address) else { return words }
    return "<a href=\"\(link)\">\(words)</a>"
  }

  /// An article's name as a link to its timeline.
  package func anchor(_ article: ArticleName) -> Markup {
    anchor(.article(article), "<bdi>\(.visible(article.description))</bdi>")
  }
}
