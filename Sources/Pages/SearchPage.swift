internal import Rendering
package import Stet

/// Where something is said, or when it came and went.
package struct SearchPage: Sendable {
  package var query: String
  package var pattern: String
  package var isOfChanges: Bool
  package var answer: Answer
  package var count: Int
  package var start: Int
  /// Up to which revision everything was searched.
  package var head: RevisionID?

  package static let size = 25

  package enum Answer: Sendable {
    /// Nothing was asked.
    case nothing
    /// What is wrong with the question.
    case refused(String)
    case hits([(hit: SearchHit, excerpt: SearchExcerpt?)])
    case changes([SearchChange])
  }

  package init(
    query: String, pattern: String, isOfChanges: Bool, answer: Answer, count: Int, start: Int,
    head: RevisionID?
  ) {
    self.query = query
    self.pattern = pattern
    self.isOfChanges = isOfChanges
    self.answer = answer
    self.count = count
    self.start = start
    self.head = head
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    layout.page(
      query.isEmpty ? "Search" : "Search: \(query)", isFollowed: false,
      """
      <main id="content">
      <h1>Search all revisions</h1>
      \(form(layout))\(answers(layout))\(more(layout))</main>

      """)
  }

  private func form(_ layout: PageLayout) -> Markup {
    """
    <form class="asking" action="\(layout.link(.search))" method="get">
    <label for="query">Words, "a phrase", begin*, AND, OR, NOT</label>
    <input type="search" id="query" name="q" value="\(query)" maxlength="500">
    <label for="in">Articles</label>
    <input type="text" id="in" name="article" value="\(pattern)" maxlength="1024" placeholder="news/*">
    <label><input type="checkbox" name="changes" value="1"\(isOfChanges ? " checked" : "")> when it came and went</label>
    <button>Search</button></form>

    """
  }

  private func answers(_ layout: PageLayout) -> Markup {
    switch answer {
    case .nothing: return "<p class=\"lead\">Case, accents and punctuation do not count.</p>\n"
    case .refused(let reason): return "<p class=\"lead\" role=\"alert\">\(.visible(reason))</p>\n"
    case .hits(let hits):
      let entries = hits.map { entry($0.hit, $0.excerpt, layout) }
      return
        "<p class=\"lead\">\(found("article"))</p>\n<ol class=\"entries\" start=\"\(start + 1)\">\n\(Markup(entries))</ol>\n"
    case .changes(let changes):
      return
        "<p class=\"lead\">\(found("change"))</p>\n<ol class=\"entries\" start=\"\(start + 1)\">\n\(Markup(changes.map { entry($0, layout) }))</ol>\n"
    }
  }

  private func found(_ noun: String) -> String {
    guard count > 0 else { return "Nothing was found." }
    return Quantity.text(count, noun) + (head.map { ", up to \($0.abbreviated)" } ?? "")
  }

  private func entry(
    _ hit: SearchHit, _ excerpt: SearchExcerpt?, _ layout: PageLayout
  ) -> Markup {
    let ranges = hit.revisions.suffix(4).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    let first = hit.revisions.first?.lowerBound ?? 1
    let isGone = hit.newest < hit.revisionCount
    let end: Markup =
      isGone
      ? " · gone with \(layout.anchor(.revision(hit.article, hit.newest + 1), "revision \(hit.newest + 1)"))"
      : " · still there"
    let text: Markup = excerpt.map { "<p class=\"excerpt\" dir=\"auto\">\(marked($0))</p>\n" } ?? ""
    return """
      <li><p class="line">\(layout.anchor(hit.article)) \
      \(layout.anchor(.revision(hit.article, hit.newest), "revision \(hit.newest)")) \(hit.observed.markup)</p>
      \(text)<p class="aside">in \(ranges.joined(separator: ", ")) of \
      \(Quantity.text(hit.revisionCount, "revision")) · came with \
      \(layout.anchor(.revision(hit.article, first), "revision \(first)"))\(end)</p></li>

      """
  }

  private func marked(_ excerpt: SearchExcerpt) -> Markup {
    var pieces: [Markup] = [excerpt.isCutBefore ? "… " : ""]
    var end = 0
    for mark in excerpt.marks where mark.lowerBound >= end {
      pieces.append(.visible(excerpt.text[end..<mark.lowerBound]))
      pieces.append("<mark>\(.visible(excerpt.text[mark]))</mark>")
      end = mark.upperBound
    }
    pieces.append(.visible(excerpt.text[end...]))
    pieces.append(excerpt.isCutAfter ? " …" : "")
    return Markup(pieces)
  }

  private func entry(_ change: SearchChange, _ layout: PageLayout) -> Markup {
    let word: Markup =
      change.isArrival
      ? "<span class=\"sort new\">came</span>" : "<span class=\"sort gone\">went</span>"
    let number = change.revision
    let target: Address =
      number > 1
      ? .difference(change.article, number - 1, number) : .revision(change.article, number)
    return """
      <li><p class="line">\(word) \(layout.anchor(change.article)) \
      \(layout.anchor(target, "with revision \(number)")) \(change.observed.markup)</p></li>

      """
  }

  private func more(_ layout: PageLayout) -> Markup {
    let shown: Int =
      switch answer {
      case .nothing, .refused: 0
      case .hits(let hits): hits.count
      case .changes(let changes): changes.count
      }
    guard shown > 0, start + shown < count else { return "" }
    var values = [("q", query), ("from", String(start + shown))]
    if isOfChanges { values.append(("changes", "1")) }
    if !pattern.isEmpty { values.append(("article", pattern)) }
    let link = layout.link(.search, query: values)
    return "<p><a href=\"\(link)\" rel=\"nofollow\">More</a></p>\n"
  }
}
