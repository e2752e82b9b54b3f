internal import Pages
internal import Prose
internal import Rendering
internal import Stet

extension Website {
  // MARK: Lists

  /// Only so many revisions of the log are looked at for one page, whatever is asked for.
  private static let reach = 400
  private static let homeSize = 40

  func home(_ question: Question) throws(ArchiveError) -> WebAnswer {
    let start = question["before"].flatMap { RevisionID($0) }
    let found = try newestChanges(
      before: start, matching: question["article"].map { Glob($0) }, of: question["class"],
      limit: Website.homeSize)
    let page = HomePage(
      lines: found.lines, pattern: question["article"] ?? "",
      changeClass: question["class"] ?? "", classes: Website.classes, next: found.next,
      head: try archive.head(), verification: try verification().state, isOlder: start != nil)
    return .page(page.page(layout))
  }

  /// The newest changes that are asked for, and the revision from which earlier ones go on.
  ///
  /// - Parameter asked: A class, or one of the words for several.
  func newestChanges(
    before start: RevisionID? = nil, matching pattern: Glob? = nil, of asked: String?, limit: Int
  ) throws(ArchiveError) -> (lines: [ChangeLine], next: RevisionID?) {
    var (lines, next, seen) = ([ChangeLine](), RevisionID?.none, 0)
    var histories: [ArticleName: ArticleHistory] = [:]
    try visitLog(before: start) { revision throws(ArchiveError) in
      guard let name = revision.article, !name.isReserved else { return true }
      next = lines.count >= limit || seen >= Website.reach ? revision.id : nil
      guard next == nil else { return false }
      seen += 1
      if let pattern, !pattern.matches(name.description) { return true }
      let history: ArticleHistory
      if let read = histories[name] {
        history = read
      } else {
        history = try archive.readableHistory(of: name)
        histories[name] = history
      }
      let counted = history.revisions.first { $0.id == revision.id } ?? revision
      let line = known.line(for: counted, in: history, of: archive)
      if isWanted(line, asked, in: history) { lines.append(line) }
      return true
    }
    return (lines, next)
  }

  /// The words by which changes are asked for.
  private static let classes =
    ["substantive", "cosmetic"] + ChangeClass.allCases.reversed().map(\.rawValue)
    + ["new", "withdrawn"]

  private func isWanted(_ line: ChangeLine, _ asked: String?, in history: ArticleHistory) -> Bool {
    guard let asked else { return true }
    switch asked {
    case "substantive": return line.isSubstantive
    case "cosmetic": return !line.isSubstantive
    default:
      let classes = known.change(by: line.revision, in: history, of: archive).classes
      return line.severity?.code == asked || classes.contains { $0.rawValue == asked }
    }
  }

  /// Visits revisions from the newest on, or from one of them.
  private func visitLog(
    before start: RevisionID?, _ visit: (Revision) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    var isFound = start == nil
    try archive.index().visitLog { step throws(ArchiveError) in
      guard case .revision(let revision) = step else { return true }
      if revision.id == start { isFound = true }
      return isFound ? try visit(revision) : true
    }
  }

  func articles(_ question: Question) throws(ArchiveError) -> WebAnswer {
    let start = question.number("from") ?? 0
    let list = try archive.list(limit: start + ArticlesPage.size)
    let shown = list.articles.dropFirst(start).prefix(ArticlesPage.size)
    return .page(
      ArticlesPage(articles: Array(shown), start: min(start, list.count), count: list.count)
        .page(layout))
  }

  // MARK: One article

  func timeline(of name: ArticleName, _ question: Question) throws(ArchiveError) -> WebAnswer {
    let history = try history(of: name)
    let count = history.revisions.count
    let pageCount = max(1, (count + TimelinePage.size - 1) / TimelinePage.size)
    let number = min(max(question.number("page") ?? 1, 1), pageCount)
    let shown = history.revisions.dropFirst((number - 1) * TimelinePage.size)
      .prefix(TimelinePage.size)
    let lines = shown.map { known.line(for: $0, in: history, of: archive) }
    let severities = Dictionary(
      lines.compactMap { line in line.severity.map { (line.revision.id, $0) } }
    ) { first, _ in first }
    let moments = history.revisions.reversed().map { revision in
      TimelinePage.Moment(
        revision, revision.isWithdrawal ? .withdrawn : severities[revision.id])
    }
    let start = moments.first?.revision.observed.seconds ?? .max
    let page = TimelinePage(
      article: name, lines: lines, moments: moments, revisionCount: count,
      sightings: try seen.sightings(of: name, in: archive).filter { $0.time.seconds >= start },
      number: number,
      pageCount: pageCount, gap: history.breaks.first.map { _ in Website.gap },
      otherNames: otherNames(history))
    return .page(page.page(layout))
  }

  private static let gap =
    "Part of the log cannot be read: earlier revisions may be missing from this list."

  private func otherNames(_ history: ArticleHistory) -> [(words: String, article: ArticleName)] {
    let renamings = [
      ("Goes on as", history.revisions.first?.metadata.renamedTo),
      ("Was called", history.revisions.last?.metadata.renamedFrom),
    ]
    return renamings.compactMap { words, name in
      name.flatMap { try? ArticleName($0) }.map { (words, $0) }
    }
  }

  // MARK: One revision

  func revision(_ revision: Revision, _ question: Question) throws(ArchiveError) -> WebAnswer {
    let history = try revision.article.map { name throws(ArchiveError) in try self.history(of: name)
    }
    var (change, next) = (ChangeLine?.none, ChangeLine?.none)
    if let history {
      let line = known.line(for: revision, in: history, of: archive)
      if line.old != nil { change = line }
      if let later = history.revisions.last(where: { ($0.number ?? 0) > (revision.number ?? .max) })
      {
        next = known.line(for: later, in: history, of: archive)
      }
    }
    let (text, identity) = try text(of: revision, isBlame: question["blame"] != nil)
    let page = RevisionPage(
      revision: revision, text: text, facts: try facts(of: revision, identity), change: change,
      next: next,
      revisionCount: history?.revisions.count ?? 0, isPermanent: false,
      // In files it would be old with the next revision of any article.
      verification: layout.links.hasForms ? try verification().state : nil)
    return .page(page.page(layout))
  }

  /// What was recorded, which never changes; what was amended later is told elsewhere.
  func permanent(_ id: RevisionID) throws(ArchiveError) -> WebAnswer {
    let revision = try archive.published(id).original
    let page = RevisionPage(
      revision: revision, text: try text(of: revision, isBlame: false).shown,
      facts: revision.facts(), change: nil, next: nil, revisionCount: 0, isPermanent: true,
      verification: nil)
    return .page(page.page(layout), lifetime: .forever)
  }

  /// What is shown of a text, and the names of its bytes, where there are any.
  private func text(
    of revision: Revision, isBlame: Bool
  ) throws(ArchiveError) -> (shown: RevisionPage.Text, identity: TextIdentity?) {
    var identity: TextIdentity?
    do throws(ArchiveError) {
      let known = try archive.textIdentity(of: revision)
      identity = known
      if isBlame {
        let blame = try archive.blame(revision, view: .visible, limit: Website.reach)
        return (.blame(blame, byteCount: known.byteCount), known)
      }
      let seen = try archive.searchableText(of: revision)
      guard String(validating: seen, as: UTF8.self) != nil, !seen.contains(0) else {
        return (.binary(byteCount: known.byteCount), known)
      }
      return (.visible(seen, byteCount: known.byteCount), known)
    } catch {
      switch error {
      case .withdrawn, .erased, .damaged: return (.none(error.sentence), identity)
      default: throw error
      }
    }
  }

  private func facts(
    of revision: Revision, _ identity: TextIdentity?
  ) throws(ArchiveError) -> [RevisionFact] {
    let erased = try archive.erasedText(of: revision, among: archive.erasedTexts())
    return revision.facts(
      sameAs: try archive.recurrences(of: revision)[revision.id], erased: erased,
      lastSeen: try archive.lastSighting(of: revision)?.entry.retrieved, text: identity)
  }

  func redirect(to revision: Revision) throws(ArchiveError) -> WebAnswer {
    guard let name = revision.article, let number = revision.number else { return notFound }
    return .redirect(to: layout.link(.revision(name, number)))
  }

  func redirect(
    to name: ArticleName, asOf text: String, _ question: Question
  ) throws(ArchiveError) -> WebAnswer {
    let kinds: [String: RevisionTime] = [
      "retrieved": .observed, "published": .published, "recorded": .recorded,
    ]
    guard let time = Timestamp(words: text, now: now(), localZone: { _ in 0 }),
      let kind = kinds[question["by"] ?? "retrieved"]
    else {
      throw .invalidSpecifier(
        text, reason: "it is no time, such as 2026-03-02 or 2026-03-02T08:15:00Z")
    }
    let history = try history(of: name)
    let found = try archive.revision(of: name, asOf: Moment(time, by: kind))
    return try redirect(to: history.revisions.first { $0.id == found.id } ?? found)
  }

  /// The exact bytes, as nothing but text: whoever wrote them is a stranger.
  func raw(_ id: RevisionID) throws(ArchiveError) -> WebAnswer {
    let revision = try archive.published(id)
    var answer = WebAnswer(
      mediaType: "text/plain; charset=utf-8", try archive.content(of: revision), lifetime: .forever)
    answer.isForeign = true
    answer.lastModified = revision.recorded.seconds
    return answer
  }
}
