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
    var facts: [(String, String)] = []
    func add(_ fields: ArraySlice<(field: MetadataField, label: String)>) {
      for (field, label) in fields {
        if let value = revision.metadata[field] { facts.append((label, value)) }
      }
    }
    let shown = MetadataField.shown
    add(shown.prefix(1))
    if revision.isWithdrawal { facts.append(("withdrawn", "yes: there are no bytes")) }
    add(shown[1..<3])
    let author = revision.author
    facts.append(("recorded", "\(revision.recorded) by \(author.name) <\(author.mail)>"))
    add(shown.dropFirst(3))
    facts.append(("commit", revision.id.description))
    return facts
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

extension MetadataField {
  /// In the order in which a person reads them: what it is, when, and where it came from.
  fileprivate static let shown: [(field: MetadataField, label: String)] = {
    let first: [MetadataField] = [.title, .published, .retrieved, .source, .republishes]
    return (first + allCases.filter { !first.contains($0) }).map { ($0, $0.label) }
  }()

  fileprivate var label: String { self == .importedFrom ? "imported" : name }
}
