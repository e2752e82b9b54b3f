internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let clear = Option(
    "--clear", value: "FIELD", help: "this is not known any more; again for another",
    candidates: .words(MetadataField.amendable.map(\.optionName)))
}

extension MetadataField {
  /// What its option is called, without dashes: `media-type`.
  fileprivate var optionName: String { rawValue.lowercased() }
  /// The option that gives it.
  var option: String { "--" + optionName }
}

extension Command {
  static let amend = Command(
    "amend", words: "REV", count: 1...1,
    summary: "correct what is known of a revision: what was recorded stays",
    options: [
      .title, .published, .retrieved, .source, .mediaType, .republishes, .clear, .message, .author,
      .allowFuture, .json,
    ], candidates: .revisions,
    examples: [
      ("stet amend bridge@2 --published 2011-11-23", "the date was wrong"),
      ("stet amend bridge --clear source -m 'The page moved'", "a field that is not known"),
      ("stet show bridge@2 --original", "what was recorded first"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive().observed(by: [HousekeepingWarning(program: session.program)]
    )
    let now = session.surroundings.now()
    var draft = AmendmentDraft()
    draft.metadata = try arguments.metadata(in: archive, now: now)
    draft.cleared = try cleared(arguments)
    draft.message = arguments.message
    draft.allowsFuture = arguments.has(.allowFuture)
    let isEmpty = MetadataField.allCases.allSatisfy { draft.metadata[$0] == nil }
    if isEmpty && draft.cleared.isEmpty {
      throw .usage("there is nothing to amend", hint: "give a field, such as --published TIME")
    }
    let author = try session.author(arguments[.author], of: archive)
    let (target, outcome) = try archived { () throws(ArchiveError) in
      let target = try archive.revision(arguments.words[0])
      return (target, try archive.amend(target, draft, by: author, now: now))
    }
    try session.report(outcome, of: target, archive, isJSON: arguments.has(.json))
    session.warn(of: archive)
    return .done
  }

  private static func cleared(_ arguments: Arguments) throws(CommandError) -> Set<MetadataField> {
    var fields: Set<MetadataField> = []
    for name in arguments.all(.clear) {
      guard let field = MetadataField.amendable.first(where: { $0.optionName == name }) else {
        let known = MetadataField.amendable.map(\.optionName).joined(separator: ", ")
        throw .usage("--clear takes one of \(known), not '\(name.visible)'", hint: nil)
      }
      fields.insert(field)
    }
    return fields
  }
}

extension Session {
  fileprivate func report(
    _ outcome: RecordOutcome, of target: Revision, _ archive: Archive, isJSON: Bool
  ) throws(CommandError) {
    guard case .recorded(let amendment) = outcome else {
      if isJSON { return try write(outcome.json(amending: target).encoded(pretty: true) + [0x0A]) }
      return try print(
        "unchanged \(target.specifier.visible): all of it is known like this already")
    }
    try tell("recorded as \(amendment.id)") { () throws(CommandError) in
      if isJSON {
        let known = try archived { () throws(ArchiveError) in
          try archive.revision(target.id.description)
        }
        return try write(outcome.json(amending: known).encoded(pretty: true) + [0x0A])
      }
      try print("\(amendment.headline.visible) (\(amendment.id.abbreviated))")
      for entry in Amendments.entries(in: amendment) {
        let was = target.metadata[entry.field].map { "was \($0.visible)" } ?? "was not known"
        try print("  \(entry.field.name) \(was)")
      }
    }
  }
}
