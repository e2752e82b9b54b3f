internal import Rendering
internal import Stet

/// How a revision is told to a person on a terminal.
enum RevisionText {
  /// One line: id, name and number, headline.
  static func line(
    _ revision: Revision, sameAs earlier: Revision?, erased: ErasedText? = nil, _ session: Session
  ) -> String {
    let id = session.paint(revision.id.abbreviated, .faint)
    let headline = revision.headline.visible
    let name = specifier(revision)
    return "\(id)  \(revision.observed.day)  \(session.paint(name, .strong))"
      + (headline.isEmpty || headline == revision.article?.description ? "" : "  \(headline)")
      + (state(of: revision).map { "  " + session.paint($0, .faint) } ?? "")
      + (erased.map { _ in "  " + session.paint("erased", .faint) } ?? "")
      + (earlier.map { "  " + session.paint("same as \(specifier($0))", .faint) } ?? "")
  }

  /// What became of the article, where that is not another text.
  private static func state(of revision: Revision) -> String? {
    let metadata = revision.metadata
    if revision.isWithdrawal {
      return metadata.renamedTo.map { "renamed to \($0.visible)" } ?? "withdrawn"
    }
    return metadata.renamedFrom.map { "renamed from \($0.visible)" }
  }

  /// How to ask for an article's latest revision, whatever else its name may mean.
  static func exactSpecifier(of article: ArticleName) -> String { "\(article)@" }

  /// A block: what is known, then the message.
  static func lines(
    _ revision: Revision, sameAs earlier: Revision?, erased: ErasedText? = nil,
    lastSeen sighting: Sighting? = nil, text: TextIdentity? = nil,
    signature: RevisionSignature? = nil, _ session: Session
  ) -> [String] {
    var lines = [session.paint(specifier(revision), .strong)]
    let facts = revision.facts(
      sameAs: earlier, erased: erased, lastSeen: sighting?.entry.retrieved, text: text,
      signature: signature)
    for fact in facts {
      let padding = String(repeating: " ", count: 14 - fact.name.count)
      lines.append("  " + session.paint(fact.name, .faint) + padding + fact.value.visible)
    }
    let message = revision.messageLines
    return message.isEmpty ? lines : lines + [""] + message.map(indented)
  }

  /// How to ask for this revision again: `bridge@3`, or the commit's id.
  static func specifier(_ revision: Revision) -> String {
    revision.article == nil ? "commit \(revision.id)" : revision.specifier.visible
  }

  private static func indented(_ line: String) -> String {
    line.isEmpty ? "" : "    " + line.visible
  }
}
