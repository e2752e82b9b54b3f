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

  /// The pages that say something else than they did at a head, as files that any host gives out: of each article that
  /// has a revision since then all of its pages, and those of all articles.
  ///
  /// What a page says of erased texts and of amendments is as new as the article's last revision.
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
    for name in try articles(since: last) {
      let history = try history(of: name)
      for address in addresses(of: name, history) {
        guard try give(address, visit) else { return }
      }
    }
  }

  /// What a reader of an article can ask without a server.
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

  /// The articles that got a revision, or an amendment, since a head; all for `nil`, and where the log does not lead there.
  private func articles(since last: RevisionID?) throws(ArchiveError) -> [ArticleName] {
    let all = try archive.articles().filter { !$0.isReserved }
    guard let last else { return all }
    var (changed, isFound) = (Set<ArticleName>(), false)
    try archive.index().visitLog { step throws(ArchiveError) in
      guard case .revision(let revision) = step else { return true }
      isFound = revision.id == last
      if !isFound, let name = revision.article { changed.insert(name.amended ?? name) }
      return !isFound
    }
    // An erasure may be of any article.
    guard isFound, !changed.contains(.erased) else { return all }
    return all.filter { changed.contains($0) }
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
