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
      guard let decoded = Percent.decoded(step) else { return nil }
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
    case .article(let name): "/a/\(Percent.encoded(name.description))"
    case .revision(let name, let number): Address.article(name).path + "/\(number)"
    case .revisionBefore(let name, let count): Address.article(name).path + "/-\(count)"
    case .asOf(let name, let time):
      Address.article(name).path + "/as-of/\(Percent.encoded(time))"
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

/// Percent-encoding of one step of a path, or of one value of a query (RFC 3986, section 2).
package enum Percent {
  package static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += encoded(byte: byte).utf8
      }
    }
    // A step of dots alone would lead elsewhere.
    let encoded = String(decoding: bytes, as: UTF8.self)
    return encoded == "." || encoded == ".." ? encoded.replacing(".", with: "%2E") : encoded
  }

  /// `%2F`.
  package static func encoded(byte: UInt8) -> String {
    String(
      decoding: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
  }

  /// `nil` where a sign of percent stands before anything else than two digits, and where no text comes of it.
  package static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
