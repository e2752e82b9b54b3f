internal import Stet

/// How a revision is told to a person.
enum RevisionText {
  /// One line: id, name and number, headline.
  static func line(_ revision: Revision, _ session: Session) -> String {
    let id = session.paint(revision.id.abbreviated, .faint)
    let headline = revision.headline.visible
    let name = specifier(revision)
    return "\(id)  \(day(revision.observed))  \(session.paint(name, .strong))"
      + (headline.isEmpty || headline == revision.article?.description ? "" : "  \(headline)")
  }

  /// A block: what is known, then the message.
  static func lines(_ revision: Revision, _ session: Session) -> [String] {
    var lines = [session.paint(specifier(revision), .strong)]
    for (name, value) in facts(revision) {
      let padding = String(repeating: " ", count: 14 - name.count)
      lines.append("  " + session.paint(name, .faint) + padding + value.visible)
    }
    return lines + message(revision)
  }

  /// How to ask for this revision again: `bridge@3`, or the commit's id.
  static func specifier(_ revision: Revision) -> String {
    revision.article == nil ? "commit \(revision.id)" : revision.specifier.visible
  }

  private static func facts(_ revision: Revision) -> [(String, String)] {
    let metadata = revision.metadata
    let known: [(String, String?)] = [
      ("title", metadata.title),
      ("withdrawn", revision.isWithdrawal ? "yes: there are no bytes" : nil),
      ("published", metadata.published?.description),
      ("retrieved", metadata.retrieved?.description),
      ("recorded", "\(revision.recorded) by \(revision.author.name) <\(revision.author.mail)>"),
      ("source", metadata.source),
      ("republishes", metadata.republishes),
      ("media type", metadata.mediaType),
      ("imported", metadata.importedFrom),
      ("renamed from", metadata.renamedFrom),
      ("renamed to", metadata.renamedTo),
      ("commit", revision.id.description),
    ]
    return known.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func message(_ revision: Revision) -> [String] {
    let text = String(decoding: revision.message, as: UTF8.self)
    // A message that only repeats the title or the name says nothing new.
    let repeats = [revision.metadata.title, revision.article?.description, ""]
    if repeats.contains(text) { return [] }
    let lines = text.lines
    return [""] + lines.map { $0.isEmpty ? "" : "    " + $0.visible }
  }

  private static func day(_ time: Timestamp) -> String {
    String(time.description.prefix(10))
  }
}
