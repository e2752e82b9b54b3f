internal import Pages
package import Stet

extension Website {
  /// A page as a file, below the folder that holds them all.
  package struct File: Sendable {
    package var path: String
    /// `nil` where there must be no such file: its text was erased.
    package var body: [UInt8]?
    /// Whether it only says that what it was to show cannot be read.
    package var isUnreadable: Bool
  }

  /// The pages that say something else than they did at a head, as files that any host gives out: those of all articles,
  /// and of each article those that its revisions, runs and other articles' texts have changed since then.
  ///
  /// Files that were brought up to a head by this are those that all pages would be at that head.
  /// - Parameters:
  ///   - last: The head that the files were made of before; `nil` for all pages.
  ///   - visit: Answers whether to go on.
  /// - Throws: `.damaged` where a page cannot be made; what `visit` throws.
  package func visitFiles(
    since last: RevisionID?, _ visit: (File) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    for address in [.home, .articles, .verification, .feed, .style, .icon] as [Address] {
      guard try give(address, visit) else { return }
    }
    let changes = try SiteChanges(of: archive, since: last)
    for name in try archive.articles() where !name.isReserved {
      for address in try addresses(of: name, changes) {
        guard try give(address, visit) else { return }
      }
    }
  }

  /// What a reader of an article can ask without a server, and may get another answer to than before.
  private func addresses(
    of name: ArticleName, _ changes: SiteChanges
  ) throws(ArchiveError) -> [Address] {
    if changes.concern(name) { return addresses(of: name, try history(of: name)) }
    // Who else has a text, and what of it is its site's, hangs on all others.
    var addresses: [Address] = changes.concernTexts ? [.republications(name)] : []
    guard let seen = changes.seen[name] else { return addresses }
    addresses.append(.article(name))
    for revision in try history(of: name).revisions where !revision.isWithdrawal {
      guard let number = revision.number else { continue }
      let content = try? archive.contentID(of: revision)
      if content.map({ seen.contains($0) }) ?? true { addresses.append(.revision(name, number)) }
    }
    return addresses
  }

  private func addresses(of name: ArticleName, _ history: ArticleHistory) -> [Address] {
    var addresses: [Address] = [.article(name), .articleFeed(name), .republications(name)]
    for revision in history.revisions {
      guard let number = revision.number else { continue }
      addresses.append(.revision(name, number))
      let line = known.line(for: revision, in: history, of: archive)
      if case .difference? = line.address, let address = line.address { addresses.append(address) }
      if !revision.isWithdrawal { addresses.append(.raw(revision.id)) }
    }
    return addresses
  }

  private func give(
    _ address: Address, _ visit: (File) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> Bool {
    guard let path = address.file else { return true }
    let answer = file(at: address)
    let isThere = answer.status == 200
    // Bytes have no page to say that they are gone.
    if case .raw = address, !isThere {
      return try visit(File(path: path, body: nil, isUnreadable: answer.status == 500))
    }
    return try visit(File(path: path, body: answer.body, isUnreadable: answer.status == 500))
  }
}
