internal import Bytes
internal import Stet

/// Where pages are: behind a server, or in files that any host gives out.
package enum Links: Hashable, Sendable {
  case server
  /// Files, seen from the page at this address.
  case files(from: Address)

  /// What a link to a page says; `nil` where there is no such page.
  ///
  /// - Parameter query: Names and values, for a server alone.
  package func link(to address: Address, query: [(String, String)] = []) -> String? {
    switch self {
    case .server:
      let values = query.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
      return address.path + (values.isEmpty ? "" : "?" + values)
    case .files(let from):
      guard query.isEmpty, let path = address.file, let here = from.file else { return nil }
      let ups = here.utf8.count { $0 == UInt8(ascii: "/") }
      return String(repeating: "../", count: ups) + path
    }
  }

  /// Whether somebody is there to answer a form.
  package var hasForms: Bool { self == .server }
}

extension Address {
  /// The file of a page in a folder of pages, below it; `nil` for what only a server can answer.
  ///
  /// Names of files are of small letters, digits, `-`, `.`, `_` alone, so that every file system and every host
  /// takes them as they are: any other byte of a name is `=` and two digits, and of a long name the rest is
  /// its hash.
  package var file: String? {
    switch self {
    case .home: "index.html"
    case .articles: "articles.html"
    case .article(let name): "a/\(FileName.of(name)).html"
    case .revision(let name, let number): "a/\(FileName.of(name))/\(number).html"
    case .difference(let name, let old, let new):
      "a/\(FileName.of(name))/diff/\(old)..\(new).html"
    case .verification: "verify.html"
    case .feed: "feed.atom"
    case .articleFeed(let name): "a/\(FileName.of(name))/feed.atom"
    case .republications(let name): "a/\(FileName.of(name))/republications.html"
    case .raw(let id): "raw/\(id).txt"
    case .style: "style.css"
    case .icon: "icon.svg"
    case .revisionBefore, .asOf, .commit, .choice, .commits, .since, .search, .robots: nil
    }
  }
}

/// Names of files that no file system mistakes for others.
private enum FileName {
  /// Leaves room for what stands behind it: names of files have at most 255 bytes.
  private static let largestByteCount = 180

  static func of(_ article: ArticleName) -> String {
    var bytes: [UInt8] = []
    for byte in article.description.utf8 {
      if isPlain(byte), !(byte == UInt8(ascii: ".") && bytes.isEmpty) {
        bytes.append(byte)
      } else {
        let digits = String(byte, radix: 16)
        bytes += ("=" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8
      }
    }
    guard bytes.count > largestByteCount else { return String(decoding: bytes, as: UTF8.self) }
    let hash = TextIdentity(of: Array(article.description.utf8)).sha256
    return String(decoding: bytes.prefix(largestByteCount - 34), as: UTF8.self) + "=="
      + hash.prefix(32)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
