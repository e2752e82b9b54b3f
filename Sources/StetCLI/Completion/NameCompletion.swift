internal import Stet

/// What the archive has that begins as somebody began to type: a line each, with what it is after a
/// tab where there is something to say.
struct NameCompletion {
  let archive: Archive

  /// The articles of the head.
  func articles(_ prefix: String) throws(ArchiveError) -> [String] {
    let names = try archive.presentNames(
      startingWith: prefix, limit: NameCompletion.articleLimit)
    return names.filter(NameCompletion.isPlain).sorted()
  }

  /// Articles, or where the prefix has an article's name and an `@` the revisions of that.
  func revisions(_ prefix: String) throws(ArchiveError) -> [String] {
    let articles = try articles(prefix)
    guard articles.isEmpty, let at = prefix.lastIndex(of: "@") else { return articles }
    let article = try ArticleName(String(prefix[..<at]))
    return try archive.readableHistory(of: article).revisions.compactMap { revision in
      let specifier = revision.specifier
      guard specifier.hasPrefix(prefix), NameCompletion.isPlain(specifier) else { return nil }
      return "\(specifier)\t\(revision.observed) \(revision.headline)".visibleColumns
    }
  }

  /// Nobody types the others.
  private static func isPlain(_ name: String) -> Bool { name.visible == name }

  /// As many are looked at as can be in a quarter of a second, while somebody waits for a key.
  private static let articleLimit = 40_000
}

extension String {
  /// What a terminal may see, with the tab between two columns.
  fileprivate var visibleColumns: String {
    split(separator: "\t", maxSplits: 1).map { String($0).visible }.joined(separator: "\t")
  }
}
