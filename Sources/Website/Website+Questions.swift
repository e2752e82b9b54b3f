internal import Pages
internal import Prose
internal import Rendering
internal import Stet

extension Website {
  // MARK: Search

  /// A question that cannot be asked is told beside the form, where it can be asked better.
  func search(_ question: Question) -> WebAnswer {
    let query = question["q"] ?? ""
    var page = SearchPage(
      query: query, pattern: question["article"] ?? "", isOfChanges: question["changes"] != nil,
      answer: .nothing, count: 0, start: question.number("from") ?? 0, head: nil)
    guard !query.isEmpty else { return .page(page.page(layout)) }
    do throws(ArchiveError) {
      var search = try Search(query)
      search.pattern = question["article"].map { Glob($0) }
      page.head = try archive.head()
      try answer(search, on: &page)
      return .page(page.page(layout))
    } catch {
      page.answer = .refused(error.sentence)
      var answer = WebAnswer.page(page.page(layout), lifetime: .none)
      answer.status = error.webStatus
      return answer
    }
  }

  private func answer(_ search: Search, on page: inout SearchPage) throws(ArchiveError) {
    if page.isOfChanges {
      let changes = try archive.changes(of: search).filter { !$0.article.isReserved }
      page.count = changes.count
      page.answer = .changes(Array(changes.dropFirst(page.start).prefix(SearchPage.size)))
      return
    }
    let hits = try archive.found(by: search).filter { !$0.article.isReserved }
    page.count = hits.count
    let shown = hits.dropFirst(page.start).prefix(SearchPage.size)
    page.answer = .hits(shown.map { ($0, excerpt($0, search)) })
  }

  /// Texts that cannot be read are no reason not to tell where something was found.
  private func excerpt(_ hit: SearchHit, _ search: Search) -> SearchExcerpt? {
    guard let history = try? archive.readableHistory(of: hit.article),
      let revision = try? history.revision(numbered: hit.newest)
    else { return nil }
    return (try? archive.excerpt(of: revision, around: search, length: 240))?.excerpt
  }

  // MARK: Republications

  func republications(of name: ArticleName) throws(ArchiveError) -> WebAnswer {
    let history = try history(of: name)
    guard let text = history.revisions.first(where: { !$0.isWithdrawal }) else {
      return .page(MessagePage(title: "No text", message: "The article has no text.").page(layout))
    }
    let found = try archive.republications(of: text, showsPassages: true)
    return .page(RepublicationsPage(revision: text, found: found).page(layout))
  }

  // MARK: Integrity

  func verification() throws(ArchiveError) -> VerificationPage {
    let head = try archive.head()
    let last = try archive.lastVerification()
    let state = last.map {
      VerificationPage.State.clean(at: $0.began, head: $0.head, isNewest: $0.head == head)
    }
    // The page is there for those who look for damage.
    let checkpoint = (try? archive.latestCheckpoint()) ?? nil
    return VerificationPage(
      state: state ?? .none, head: head, notedHeads: try archive.notedHeads(),
      checkpoint: checkpoint, clone: clone)
  }

  // MARK: Feeds

  private static let feedSize = 30

  func feed(_ question: Question) throws(ArchiveError) -> WebAnswer {
    let found = try newestChanges(of: question["class"], limit: Website.feedSize)
    return feed(layout.archive, .feed, .home, found.lines.map(entry))
  }

  func feed(of name: ArticleName) throws(ArchiveError) -> WebAnswer {
    let history = try history(of: name)
    let entries = history.revisions.prefix(Website.feedSize).map { revision in
      entry(known.line(for: revision, in: history, of: archive))
    }
    let title = history.revisions.first?.metadata.title ?? name.description
    return feed(title, .articleFeed(name), .article(name), Array(entries))
  }

  private func entry(_ line: ChangeLine) -> Feed.Entry {
    let difference = line.old.flatMap { old in
      try? archive.difference(from: old, to: line.revision, view: .visible)
    }
    return Feed.Entry(line, difference)
  }

  private func feed(
    _ title: String, _ address: Address, _ page: Address, _ entries: [Feed.Entry]
  ) -> WebAnswer {
    let feed = Feed(
      title: title, address: address, page: page, entries: entries, origin: origin)
    return WebAnswer(mediaType: "application/atom+xml; charset=utf-8", feed.document(layout))
  }
}
