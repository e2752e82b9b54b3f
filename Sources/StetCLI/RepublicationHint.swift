internal import Stet

/// With what else a text may be compared: the article that it republishes, where that is known without reading for it.
struct RepublicationHint {
  private let session: Session
  private let archive: Archive

  init(_ session: Session, _ archive: Archive) {
    (self.session, self.archive) = (session, archive)
  }

  /// What the first revision of an article may be compared with; `nil` where nothing is known.
  func words(ofFirst revision: Revision) -> String? {
    guard let article = revision.article, !revision.isWithdrawal else { return nil }
    if let original = revision.metadata.republishes,
      let at = original.utf8.lastIndex(of: UInt8(ascii: "@"))
    {
      let id = original[at...].dropFirst().prefix(12)
      return "it republishes \(String(original[..<at]).visible): " + command(String(id), article)
    }
    guard let found = archive.knownRepublications(of: revision).first else { return nil }
    return words(found, article)
  }

  /// Tells people of another article that one has more in common with than with the one it is compared with.
  ///
  /// Only where somebody reads it: a program that compares articles knows why.
  func tell(of difference: RevisionDifference) {
    let (old, new) = (difference.old, difference.new)
    guard session.surroundings.isTerminal, let article = new.article, let other = old.article,
      article != other, !new.isWithdrawal
    else { return }
    let found = archive.knownRepublications(of: new)
    guard let first = found.first, !found.contains(where: { $0.article == other }) else { return }
    Warning.hint(words(first, article))
  }

  private func words(_ found: Republication, _ article: ArticleName) -> String {
    let name = "\(found.article)@\(found.revision)"
    let count = counted(found.tokenCount, "word")
    return "it has \(count) in common with \(name.visible): " + command(name, article)
  }

  private func command(_ old: String, _ article: ArticleName) -> String {
    let new = RevisionText.exactSpecifier(of: article)
    let line = "diff \(ProgramLine.quoted(old)) \(ProgramLine.quoted(new))"
    return "`\(session.program(line))`"
  }
}
