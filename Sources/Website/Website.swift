internal import Pages
internal import Rendering
package import Stet

/// An archive as pages: which page answers an address. It only reads.
package struct Website: Sendable {
  let archive: Archive
  private(set) var layout: PageLayout
  let known = KnownChanges()
  let seen = KnownSightings()
  let now: @Sendable () -> Timestamp
  /// Before every address that leaves the site, in feeds: `https://archive.example`.
  let origin: String
  /// Where the archive can be cloned from; `nil` where it cannot.
  let clone: String?

  /// A site behind a server.
  ///
  /// - Parameters:
  ///   - title: What the archive is called.
  ///   - now: For times such as `yesterday`. Readers are anywhere: a time without a zone is UTC.
  package init(
    _ archive: Archive, title: String, origin: String, clone: String? = nil,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.init(
      archive, PageLayout(archive: title, links: .server), origin: origin, clone: clone, now: now)
  }

  /// The same pages as files.
  ///
  /// - Parameter origin: As above; feeds need it.
  package init(
    inFilesOf archive: Archive, title: String, origin: String,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.init(
      archive, PageLayout(archive: title, links: .files(from: .home)), origin: origin, clone: nil,
      now: now)
  }

  private init(
    _ archive: Archive, _ layout: PageLayout, origin: String, clone: String?,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.archive = archive
    self.layout = layout
    self.origin = origin
    self.clone = clone
    self.now = now
  }

  /// The answer to a path, still percent-encoded, and what a form asked.
  ///
  /// Never fails: what cannot be had is a page that says why.
  package func answer(path: String, query: [(name: String, value: String)] = []) -> WebAnswer {
    guard let address = Address(path: path) else { return notFound }
    return answer(address, Question(query))
  }

  /// Whether an answer may take long: where two texts are compared, or all of them asked.
  package static func isSlow(path: String) -> Bool {
    switch Address(path: path) {
    case .style, .icon, .robots, .raw, .verification, nil: false
    default: true
    }
  }

  /// The page that says why a request got no other, by its status.
  package func refusal(_ status: Int) -> WebAnswer {
    let message =
      switch status {
      case 400, 411: "The request cannot be read."
      case 404: "Nothing has this address."
      case 405: "Here is only something to read."
      case 413, 414, 431: "The request is too large."
      case 421: "This server does not answer for that name."
      case 503: "Too many ask at once. Try again in a moment."
      default: "That went wrong here. Try again later."
      }
    var answer = WebAnswer.page(
      MessagePage(title: "No answer (\(status))", message: message).page(layout), lifetime: .none)
    answer.status = status
    return answer
  }

  var notFound: WebAnswer {
    var answer = WebAnswer.page(
      MessagePage(
        title: "There is no such page", message: "Nothing has this address.",
        links: [("The newest changes", .home), ("All articles", .articles)]
      ).page(layout), lifetime: .none)
    answer.status = 404
    return answer
  }

  /// As it is in a file.
  func file(at address: Address) -> WebAnswer {
    var site = self
    site.layout.links = .files(from: address)
    return site.answer(address, Question([]))
  }

  private func answer(_ address: Address, _ question: Question) -> WebAnswer {
    do throws(ArchiveError) {
      return try found(address, question)
    } catch {
      return error.answer(layout)
    }
  }

  private func found(
    _ address: Address, _ question: Question
  ) throws(ArchiveError) -> WebAnswer {
    switch address {
    case .home: try home(question)
    case .articles: try articles(question)
    case .article(let name): try timeline(of: name, question)
    case .revision(let name, let number):
      try revision(history(of: name).revision(numbered: number), question)
    case .revisionBefore(let name, let count):
      try redirect(to: history(of: name).revision(beforeLatest: count))
    case .asOf(let name, let time): try redirect(to: name, asOf: time, question)
    case .commit(let id): try permanent(id)
    case .difference(let name, let old, let new): try difference(of: name, old, new, question)
    case .choice(let name): try chosen(name, question)
    case .commits(let old, let new): try difference(from: old, to: new, question)
    case .since(let name, let id): try difference(of: name, since: id, question)
    case .republications(let name): try republications(of: name)
    case .search: search(question)
    case .verification: .page(try verification().page(layout))
    case .feed: try feed(question)
    case .articleFeed(let name): try feed(of: name)
    case .raw(let id): try raw(id)
    case .style: .init(mediaType: "text/css; charset=utf-8", PageStyle.sheet.bytes)
    case .icon: .init(mediaType: "image/svg+xml", PageStyle.icon.bytes)
    case .robots: .init(mediaType: "text/plain; charset=utf-8", Array(Website.robots.utf8))
    }
  }

  /// Any two revisions are more pages than anybody has time for.
  private static let robots = """
    User-agent: *
    Disallow: /d/
    Disallow: /search
    Disallow: /raw/
    Disallow: /api/
    Disallow: /archive.git/

    """

  func history(of name: ArticleName) throws(ArchiveError) -> ArticleHistory {
    guard !name.isReserved else { throw .unknownArticle(name.description, similar: []) }
    let history = try archive.readableHistory(of: name)
    if history.revisions.isEmpty, let first = history.breaks.first { throw first.cause }
    return history
  }
}

/// What a form asked: each name once, and no more of it than a form can hold.
struct Question {
  private let values: [String: String]

  init(_ query: [(name: String, value: String)]) {
    values = Dictionary(query.map { ($0.name, $0.value) }) { first, _ in first }
  }

  subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A number from 0 on that somebody may have made up.
  func number(_ name: String) -> Int? {
    values[name].flatMap { Int($0) }.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
  }
}
