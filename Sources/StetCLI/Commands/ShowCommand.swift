internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Command {
  static let show = Command(
    "show", words: "REV", count: 1...1,
    summary: "what is known of a revision, and how it differs from the one before",
    options: [.asOf, .asOfBy, .original, .json], candidates: .revisions, isPaged: true,
    examples: [
      ("stet show bridge", "the latest revision"),
      ("stet show bridge@1", "the first one"),
      ("stet show bridge@1 --original", "without what was amended"),
      (
        "stet show bridge --as-of 2011-11-24 --by published", "what it said of itself to be of then"
      ),
    ]
  ) { arguments, session throws(CommandError) in
    let past = try PastView(arguments, session)
    let now = try session.archive()
    let specifier = try past.specifier(arguments.words[0], in: now)
    let archive = try past.archive(now)
    let isJSON = arguments.has(.json)
    // Programs are told of every byte.
    let shown = try archived { () throws(ArchiveError) in
      try ShownRevision(
        specifier, archive, view: isJSON ? .source : .visible, isHashed: isJSON,
        isOriginal: arguments.has(.original))
    }
    let signature = try SignatureReader(session, archive).signature(of: shown.revision)
    if let article = shown.revision.article,
      let history = try? archive.readableHistory(of: article)
    {
      session.warn(ofAmendments: history)
    }
    session.warn(ofStray: shown.revision, in: archive)
    if isJSON {
      try session.write(shown.json(signature).encoded(pretty: true) + [0x0A])
    } else {
      try shown.print(signature, session)
    }
    return shown.erased == nil ? .done : .notFound
  }
}

/// All that is told of one revision.
private struct ShownRevision {
  let revision: Revision
  let recurrences: [RevisionID: Revision]
  /// The names of its bytes; `nil` where it has none, or they were erased.
  let text: TextIdentity?
  let erased: ErasedText?
  /// `nil` for a first revision, and where one of the two texts was erased.
  var difference: RevisionDifference?
  /// How the text before was erased, where that keeps the two from being compared.
  var erasedBefore: ErasedText?
  let sighting: Sighting?

  /// - Parameters:
  ///   - isHashed: Whether the names of both texts are wanted with the difference.
  ///   - isOriginal: Whether it is told without what was amended.
  init(
    _ specifier: String, _ archive: Archive, view: Difference.View, isHashed: Bool,
    isOriginal: Bool
  ) throws(ArchiveError) {
    let known = try archive.revision(specifier)
    revision = isOriginal ? known.original : known
    recurrences = try archive.recurrences(of: revision)
    sighting = try archive.lastSighting(of: revision)
    var lost: ErasedText?
    do throws(ArchiveError) {
      difference = try archive.difference(before: known, view: view)
      if isHashed, let known = difference { difference = try archive.hashed(known) }
    } catch .erased(let text) {
      lost = text
    } catch {
      throw error
    }
    erased = try archive.erasedText(of: revision, among: archive.erasedTexts())
    if erased == nil { erasedBefore = lost }
    let hasText = revision.article != nil && !revision.isWithdrawal && erased == nil
    text = hasText ? try archive.textIdentity(of: revision) : nil
  }

  func json(_ signature: RevisionSignature?) -> JSON {
    revision.json(
      since: difference, recurrences, text: text, erased: erased, lastSeen: sighting,
      signature: signature)
  }

  func print(_ signature: RevisionSignature?, _ session: Session) throws(CommandError) {
    let lines = RevisionText.lines(
      revision, sameAs: recurrences[revision.id], erased: erased, lastSeen: sighting, text: text,
      signature: signature, session)
    for line in lines { try session.print(line) }
    guard let comparison = difference.map({ RevisionComparison($0, recurrences) }),
      !revision.isWithdrawal
    else { return try session.print("\n" + reason.visible) }
    let before = (comparison.oldLabel.specifier ?? "the revision before").visible
    if comparison.difference.isEmpty {
      return try session.print("\nthe same bytes as \(before)")
    }
    try session.print("\nsince \(before):")
    try session.write(comparison.rendered(as: .inline, session, showsHeader: false))
  }

  /// Why there is no comparison.
  private var reason: String {
    if revision.isWithdrawal {
      return difference.map { "the last text is \(RevisionText.specifier($0.old))" }
        ?? erasedBefore.map { "the last text is gone: \($0.sentence)" }
        ?? "there was no text before"
    }
    if let erased { return "the text is gone: \(erased.sentence)" }
    if let erasedBefore { return "the text before is gone: \(erasedBefore.sentence)" }
    return "the first revision of this article"
  }
}
