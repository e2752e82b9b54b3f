package import Rendering
package import Stet

/// One revision: its text beside what is known of it.
package struct RevisionPage: Sendable {
  package var revision: Revision
  package var text: Text
  package var facts: [RevisionFact]
  /// What it did to the text before it; `nil` for the first.
  package var change: ChangeLine?
  /// What the next revision did.
  package var next: ChangeLine?
  package var revisionCount: Int
  /// Whether this is its address for good, which tells nothing that may change.
  package var isPermanent: Bool
  package var verification: VerificationPage.State?

  package enum Text: Sendable {
    /// What a reader sees of the bytes, and how many bytes those are.
    case visible([UInt8], byteCount: Int)
    /// The same, a sentence at a time, with when each arrived.
    case blame(Blame, byteCount: Int)
    /// No text.
    case binary(byteCount: Int)
    /// Why there is none.
    case none(String)
  }

  package init(
    revision: Revision, text: Text, facts: [RevisionFact], change: ChangeLine?, next: ChangeLine?,
    revisionCount: Int, isPermanent: Bool, verification: VerificationPage.State?
  ) {
    self.revision = revision
    self.text = text
    self.facts = facts
    self.change = change
    self.next = next
    self.revisionCount = revisionCount
    self.isPermanent = isPermanent
    self.verification = verification
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let title = revision.metadata.title ?? revision.article?.description ?? revision.id.abbreviated
    return layout.page(
      "\(title), \(position)", feed: revision.article.map { .articleFeed($0) } ?? .feed,
      """
      <main id="content">
      \(way(layout))<h1 dir="auto">\(.visible(title))</h1>
      <p class="lead">\(position), seen \(revision.observed.words)</p>
      \(changes(layout))\(body(layout))<section><h2>What is known of it</h2>
      \(known)\(addresses(layout))</section>
      </main>

      """)
  }

  private var position: String {
    guard let number = revision.number else { return revision.id.abbreviated }
    return revisionCount > 0 ? "revision \(number) of \(revisionCount)" : "revision \(number)"
  }

  private func way(_ layout: PageLayout) -> Markup {
    guard let article = revision.article else { return "" }
    return "<p class=\"where\">\(layout.anchor(article))</p>\n"
  }

  private func changes(_ layout: PageLayout) -> Markup {
    var lines: [Markup] = []
    if let change {
      lines.append(line("Before it", change, layout))
    }
    if let next { lines.append(line("After it", next, layout)) }
    return Markup(lines)
  }

  private func line(_ words: Markup, _ line: ChangeLine, _ layout: PageLayout) -> Markup {
    let summary: Markup = line.summary.isEmpty ? "show" : "\(line.summary)"
    let link = line.address.map { layout.anchor($0, summary) } ?? summary
    return "<p class=\"aside\">\(words): \(line.label) \(link)</p>\n"
  }

  private func body(_ layout: PageLayout) -> Markup {
    switch text {
    case .visible(let bytes, let count):
      return """
        <div class="article" dir="auto">\(.visible(bytes[...]))</div>
        <p class="aside">\(Quantity.text(count, "byte")), whole: their hash was just looked at. \
        \(choice(layout, isBlame: false))</p>

        """
    case .blame(let blame, let count):
      return """
        \(BlameTable(blame, layout).markup)<p class="aside">\(Quantity.text(count, "byte")), whole: \
        their hash was just looked at. \(choice(layout, isBlame: true))</p>

        """
    case .binary(let count):
      return "<p class=\"lead\">No text: \(Quantity.text(count, "byte")), whole.</p>\n"
    case .none(let reason): return "<p class=\"lead\">\(.visible(reason))</p>\n"
    }
  }

  /// The other way to read it.
  private func choice(_ layout: PageLayout, isBlame: Bool) -> Markup {
    guard let article = revision.article, let number = revision.number, !isPermanent,
      let link = layout.links.link(
        to: .revision(article, number), query: isBlame ? [] : [("blame", "1")]),
      layout.links.hasForms
    else { return "" }
    let words: Markup = isBlame ? "The text alone" : "When each sentence arrived"
    return "<a href=\"\(link)\" rel=\"nofollow\">\(words)</a>"
  }

  private var known: Markup {
    let rows = facts.map { fact -> Markup in
      let value: Markup =
        fact.name == "source" && isWeb(fact.value)
        ? "<a href=\"\(fact.value)\" rel=\"noreferrer nofollow\">\(.visible(fact.value))</a>"
        : "\(.visible(fact.value))"
      return "<dt>\(.visible(fact.name))</dt><dd dir=\"auto\">\(value)</dd>\n"
    }
    let state: Markup =
      verification.map { "<dt>verified</dt><dd>\($0.sentence)</dd>\n" } ?? ""
    return "<dl class=\"known\">\n\(Markup(rows))\(state)</dl>\n"
  }

  /// What an address has to begin with to be a link: nothing else may stand there.
  private func isWeb(_ address: String) -> Bool {
    ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
  }

  private func addresses(_ layout: PageLayout) -> Markup {
    var links: [Markup] = []
    if layout.links.link(to: .raw(revision.id)) != nil, !revision.isWithdrawal {
      links.append(layout.anchor(.raw(revision.id), "The exact bytes"))
    }
    if layout.links.link(to: .commit(revision.id)) != nil, !isPermanent {
      links.append(layout.anchor(.commit(revision.id), "Permanent address"))
    }
    return links.isEmpty ? "" : "<p>\(.joined(links, by: " · "))</p>\n"
  }
}

/// A text, a sentence a row, with the revision in which each arrived.
private struct BlameTable {
  let blame: Blame
  let layout: PageLayout

  init(_ blame: Blame, _ layout: PageLayout) {
    self.blame = blame
    self.layout = layout
  }

  var markup: Markup {
    """
    <table class="blame">
    <thead><tr><th scope="col">Since</th><th scope="col">Sentence</th></tr></thead>
    <tbody>
    \(Markup(blame.parts.map(row)))</tbody></table>

    """
  }

  private func row(_ part: Blame.Part) -> Markup {
    let arrival = part.arrival
    let words: Markup =
      "\(part.isAtLeast ? "≤ " : "")\(arrival.number.map { "revision \($0)" } ?? arrival.id.abbreviated)"
    var link = words
    if let article = arrival.article, let number = arrival.number {
      link = layout.anchor(.revision(article, number), words)
    }
    let style: Markup = part.startsParagraph ? " class=\"paragraph\"" : ""
    return """
      <tr\(style)><th scope="row">\(link) \(arrival.observed.day)</th>\
      <td dir="auto">\(.visible(blame.text[part.range]))</td></tr>

      """
  }
}
