internal import Rendering
package import Stet

/// The newest changes of all articles, those that change the sense first.
package struct HomePage: Sendable {
  package var lines: [ChangeLine]
  /// Which article's changes, as a pattern, and which class of them.
  package var pattern: String
  package var changeClass: String
  /// All classes that can be asked for.
  package var classes: [String]
  /// From where an older page goes on; `nil` where there is nothing older.
  package var next: RevisionID?
  package var head: RevisionID?
  package var verification: VerificationPage.State
  /// Whether this is not the newest page.
  package var isOlder: Bool

  package init(
    lines: [ChangeLine], pattern: String, changeClass: String, classes: [String],
    next: RevisionID?, head: RevisionID?, verification: VerificationPage.State, isOlder: Bool
  ) {
    self.lines = lines
    self.pattern = pattern
    self.changeClass = changeClass
    self.classes = classes
    self.next = next
    self.head = head
    self.verification = verification
    self.isOlder = isOlder
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let substantive = lines.filter(\.isSubstantive)
    let others = lines.filter { !$0.isSubstantive }
    let nothing: Markup = lines.isEmpty ? "<p>No revision was found.</p>\n" : ""
    return layout.page(
      isOlder ? "Earlier changes" : "Newest changes",
      """
      <main id="content">
      <h1>\(isOlder ? "Earlier changes" : "Newest changes")</h1>
      <p class="lead">Each revision, and what it did to the text before it.</p>
      \(form(layout))\(nothing)\(section("What changes the sense", substantive, layout))\
      \(section("What leaves it alone", others, layout))\(more(layout))\(state(layout))</main>

      """)
  }

  private func form(_ layout: PageLayout) -> Markup {
    guard layout.links.hasForms else { return "" }
    let options = classes.map { name -> Markup in
      "<option\(name == changeClass ? " selected" : "")>\(name)</option>"
    }
    return """
      <form class="asking" action="\(layout.link(.home))" method="get">
      <label for="class">Class</label> <select id="class" name="class"><option value="">all</option>\
      \(Markup(options))</select>
      <label for="article">Articles</label> <input type="text" id="article" name="article" \
      value="\(pattern)" maxlength="1024" placeholder="news/*">
      <button>Show</button></form>

      """
  }

  private func section(_ heading: Markup, _ lines: [ChangeLine], _ layout: PageLayout) -> Markup {
    guard !lines.isEmpty else { return "" }
    return """
      <section><h2>\(heading)</h2>
      <ol class="entries">
      \(Markup(lines.map { entry($0, layout) }))</ol></section>

      """
  }

  private func entry(_ line: ChangeLine, _ layout: PageLayout) -> Markup {
    let name = line.revision.article.map { layout.anchor($0) } ?? ""
    let title = line.revision.headline
    let headline: Markup =
      title.isEmpty || title == line.revision.article?.description
      ? "" : "<p dir=\"auto\">\(.visible(title))</p>\n"
    let words = Markup.visible(what(line))
    let link = line.address.map { layout.anchor($0, words) } ?? words
    return """
      <li><p class="line">\(line.label) \(name) \(line.revision.observed.markup)</p>
      \(headline)<p class="aside">\(link)</p></li>

      """
  }

  private func what(_ line: ChangeLine) -> String {
    let number = line.revision.number.map { "revision \($0)" } ?? line.revision.id.abbreviated
    return line.summary.isEmpty ? number : "\(number): \(line.summary)"
  }

  private func more(_ layout: PageLayout) -> Markup {
    guard let next else { return "" }
    var query = [("before", next.description)]
    if !pattern.isEmpty { query.append(("article", pattern)) }
    if !changeClass.isEmpty { query.append(("class", changeClass)) }
    guard let link = layout.links.link(to: .home, query: query) else { return "" }
    return "<p><a href=\"\(link)\" rel=\"nofollow\">Earlier changes</a></p>\n"
  }

  private func state(_ layout: PageLayout) -> Markup {
    let head: Markup =
      head.map { "<code>\($0.description)</code>" } ?? "none: nothing was recorded yet"
    return """
      <section><h2>The archive</h2>
      <dl class="known"><dt>Head</dt><dd>\(head)</dd>
      <dt>Verified</dt><dd>\(verification.sentence) \(layout.anchor(.verification, "How to check"))</dd></dl></section>

      """
  }
}
