internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Command {
  static let show = Command(
    "show", words: "REV", count: 1...1,
    summary: "what is known of a revision, and how it differs from the one before",
    options: [.json], candidates: .revisions, isPaged: true,
    examples: [
      ("stet show bridge", "the latest revision"),
      ("stet show bridge@1", "the first one"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let isJSON = arguments.has(.json)
    let (revision, recurrences, difference, sighting) = try archived { () throws(ArchiveError) in
      let revision = try archive.revision(arguments.words[0])
      // Programs are told of every byte.
      var difference = try archive.difference(before: revision, view: isJSON ? .source : .visible)
      if isJSON, let known = difference { difference = try archive.hashed(known) }
      return (
        revision, try archive.recurrences(of: revision), difference,
        try archive.lastSighting(of: revision)
      )
    }
    let text = try archived { () throws(ArchiveError) in
      let hasText = revision.article != nil && !revision.isWithdrawal
      return hasText ? try archive.textIdentity(of: revision) : nil
    }
    session.warn(ofStray: revision, in: archive)
    let earlier = recurrences[revision.id]
    if isJSON {
      let object = revision.json(since: difference, recurrences, text: text, lastSeen: sighting)
      try session.write(object.encoded(pretty: true) + [0x0A])
      return .done
    }
    let lines = RevisionText.lines(
      revision, sameAs: earlier, lastSeen: sighting, text: text, session)
    for line in lines { try session.print(line) }
    if revision.isWithdrawal {
      let last = difference.map { "the last text is \(RevisionText.specifier($0.old))" }
      try session.print("\n" + (last ?? "there was no text before"))
      return .done
    }
    guard let comparison = difference.map({ RevisionComparison($0, recurrences) }) else {
      try session.print("\nthe first revision of this article")
      return .done
    }
    let before = (comparison.oldLabel.specifier ?? "the revision before").visible
    if comparison.difference.isEmpty {
      try session.print("\nthe same bytes as \(before)")
      return .done
    }
    try session.print("\nsince \(before):")
    try session.write(comparison.rendered(as: .inline, session, showsHeader: false))
    return .done
  }
}
