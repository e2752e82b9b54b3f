internal import Rendering
package import Stet

/// Who else has an article's text, whole or in part.
package struct RepublicationsPage: Sendable {
  package var revision: Revision
  package var found: [Republication]

  package static let size = 50
  private static let passageCount = 5

  package init(revision: Revision, found: [Republication]) {
    self.revision = revision
    self.found = found
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let title = revision.metadata.title ?? revision.article?.description ?? ""
    let way: Markup =
      revision.article.map { "<p class=\"where\">\(layout.anchor($0))</p>\n" } ?? ""
    let lead =
      found.isEmpty
      ? "No other article has this text." : Quantity.text(found.count, "article") + "."
    return layout.page(
      "\(title): who else has it", isFollowed: false,
      """
      <main id="content">
      \(way)<h1 dir="auto">Who else has “\(.visible(title))”</h1>
      <p class="lead">\(lead) Navigation and notices of a site make no copies.</p>
      <ol class="entries">
      \(Markup(found.prefix(RepublicationsPage.size).map { entry($0, layout) }))</ol>
      </main>

      """)
  }

  private func entry(_ found: Republication, _ layout: PageLayout) -> Markup {
    let earlier = found.revision < found.revisionCount ? "not in its latest · " : ""
    var links: [Markup] = [
      layout.anchor(.revision(found.article, found.revision), "revision \(found.revision)")
    ]
    if layout.links.link(to: .commits(revision.id, found.id)) != nil {
      links.append(layout.anchor(.commits(revision.id, found.id), "compare"))
    }
    let passages = found.passages.prefix(Self.passageCount).map { passage -> Markup in
      "<blockquote dir=\"auto\">\(.visible(shortened(passage.text)))</blockquote>\n"
    }
    return """
      <li><p class="line">\(layout.anchor(found.article)) \(found.observed.markup) \
      \(.joined(links, by: " "))</p>
      \(bars(found))<p class="aside">\(earlier)has \(Quantity.percent(found.share)) of the text, which is \
      \(Quantity.percent(found.otherShare)) of it; \(Quantity.text(found.tokenCount, "word")) the same</p>
      \(Markup(passages))</li>

      """
  }

  /// Two bars: how much of this text the other has, and how much of the other that is.
  private func bars(_ found: Republication) -> Markup {
    let words =
      "\(Quantity.percent(found.share)) of the text, \(Quantity.percent(found.otherShare)) of the other"
    return """
      <svg class="axis share" viewBox="0 0 1000 26" role="img" aria-label="\(words)">\
      <rect width="1000" height="10"/><rect class="have" width="\(width(found.share))" height="10"/>\
      <rect y="14" width="1000" height="10"/>\
      <rect class="have" y="14" width="\(width(found.otherShare))" height="10"/></svg>

      """
  }

  private func width(_ share: Double) -> Int { Int(1000 * min(max(share, 0), 1)) }

  private func shortened(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let beginning = text[...].prefixOfCharacters(400)
    return beginning.count < text.count ? beginning + Array("…".utf8) : beginning
  }
}
