internal import Bytes
package import Stet

/// What each page is about. The one place that says how addresses look and how they are read.
package enum Address: Hashable, Sendable {
  /// The newest changes.
  case home
  /// All articles.
  case articles
  /// The timeline of an article.
  case article(ArticleName)
  /// A revision by its number, from 1.
  case revision(ArticleName, Int)
  /// A revision so many before the latest: another address says which that is.
  case revisionBefore(ArticleName, Int)
  /// The revision that stood at a time, as somebody wrote it.
  case asOf(ArticleName, String)
  /// A revision for good, by its commit.
  case commit(RevisionID)
  /// Two revisions of an article.
  case difference(ArticleName, Int, Int)
  /// Two revisions of an article that a form names.
  case choice(ArticleName)
  /// Any two revisions, for good.
  case commits(RevisionID, RevisionID)
  /// What came since a revision that somebody saw last.
  case since(ArticleName, RevisionID)
  case republications(ArticleName)
  case search
  case verification
  case feed
  case articleFeed(ArticleName)
  /// The exact bytes of a revision.
  case raw(RevisionID)
  case style
  case icon
  case robots
}

extension Address {
  /// Reads a path, still percent-encoded; `nil` for one that no page has.
  package init?(path: String) {
    guard path.first == "/" else { return nil }
    let encoded = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var steps: [String] = []
    for step in encoded {
      guard let decoded = PercentEncoding.decoded(step) else { return nil }
      steps.append(decoded)
    }
    guard let found = Address.fixed[path] ?? Address(steps) else { return nil }
    self = found
  }

  private static let fixed: [String: Address] = [
    "/": .home, "/articles": .articles, "/search": .search, "/verify": .verification,
    "/feed.atom": .feed, "/style.css": .style, "/icon.svg": .icon, "/robots.txt": .robots,
  ]

  private init?(_ steps: [String]) {
    switch steps.first {
    case "a" where steps.count >= 2: self.init(article: steps[1], steps.dropFirst(2).map(\.self))
    case "c" where steps.count == 2:
      guard let id = RevisionID(steps[1]) else { return nil }
      self = .commit(id)
    case "raw" where steps.count == 2:
      guard let id = RevisionID(steps[1]) else { return nil }
      self = .raw(id)
    case "d" where steps.count == 2:
      guard let (old, new) = Address.pair(steps[1]), let old = RevisionID(old),
        let new = RevisionID(new)
      else { return nil }
      self = .commits(old, new)
    default: return nil
    }
  }

  private init?(article text: String, _ steps: [String]) {
    guard let name = try? ArticleName(text) else { return nil }
    switch (steps.count, steps.first) {
    case (0, _): self = .article(name)
    case (1, "diff"): self = .choice(name)
    case (1, "feed.atom"): self = .articleFeed(name)
    case (1, "republications"): self = .republications(name)
    case (1, let number?):
      guard let number = Address.number(number) else { return nil }
      self = number > 0 ? .revision(name, number) : .revisionBefore(name, -number)
    case (2, "as-of"): self = .asOf(name, steps[1])
    case (2, "diff"):
      guard let (old, new) = Address.pair(steps[1]), let old = Address.number(old),
        let new = Address.number(new), old > 0, new > 0
      else { return nil }
      self = .difference(name, old, new)
    case (2, "since"):
      guard let id = RevisionID(steps[1]) else { return nil }
      self = .since(name, id)
    default: return nil
    }
  }

  /// Digits, perhaps after a minus: nothing that has a second spelling.
  private static func number(_ text: String) -> Int? {
    guard let number = Int(text), String(number) == text, number != 0 else { return nil }
    return number
  }

  private static func pair(_ text: String) -> (String, String)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    return (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
  }

  /// The path, percent-encoded: a name is one step, whatever is in it.
  package var path: String {
    switch self {
    case .home: "/"
    case .articles: "/articles"
    case .article(let name): "/a/\(PercentEncoding.encoded(name.description))"
    case .revision(let name, let number): Address.article(name).path + "/\(number)"
    case .revisionBefore(let name, let count): Address.article(name).path + "/-\(count)"
    case .asOf(let name, let time):
      Address.article(name).path + "/as-of/\(PercentEncoding.encoded(time))"
    case .commit(let id): "/c/\(id)"
    case .difference(let name, let old, let new):
      Address.article(name).path + "/diff/\(old)..\(new)"
    case .choice(let name): Address.article(name).path + "/diff"
    case .commits(let old, let new): "/d/\(old)..\(new)"
    case .since(let name, let id): Address.article(name).path + "/since/\(id)"
    case .republications(let name): Address.article(name).path + "/republications"
    case .search: "/search"
    case .verification: "/verify"
    case .feed: "/feed.atom"
    case .articleFeed(let name): Address.article(name).path + "/feed.atom"
    case .raw(let id): "/raw/\(id)"
    case .style: "/style.css"
    case .icon: "/icon.svg"
    case .robots: "/robots.txt"
    }
  }
}
