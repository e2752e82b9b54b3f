internal import JSON
internal import Rendering
internal import Schemas
internal import Stet

/// What was said of a text that stands already, and is not what is known of it: nothing was recorded of that.
struct UnrecordedMetadata {
  let article: ArticleName
  let revision: Revision
  let fields: [MetadataField]
  private let metadata: Metadata

  /// What may be lost where a draft changes nothing.
  static func mayBe(in draft: RevisionDraft) -> Bool {
    RevisionDraft.comparedFields.contains { draft.metadata[$0] != nil }
  }

  /// - Parameter revision: What stood when the draft was found to change nothing.
  /// - Returns: `nil` where all was known like this.
  init?(_ draft: RevisionDraft, unlike revision: Revision) {
    (article, metadata, self.revision) = (draft.article, draft.metadata, revision)
    fields = draft.unrecordedFields(of: revision)
    if fields.isEmpty { return nil }
  }

  /// The members of the request that were not recorded.
  var json: JSON.Member { .notRecorded(fields) }

  /// Says how to record it.
  func warn(_ session: Session, _ archive: Archive) {
    let options = fields.map { field in
      let value = metadata[field] ?? ""
      let option = field == .republishes ? String(value.split(separator: "@").last ?? "") : value
      // What is not seen cannot be typed as it is shown.
      guard option.visible == option else { return "\(field.option) …" }
      return "\(field.option) \(ProgramLine.quoted(option))"
    }
    let name = article.description
    // A name that is an option to a shell's reader, or means something else, too, is no help.
    let isPlain = !name.hasPrefix("-") && (try? archive.revision(name))?.id == revision.id
    let target = isPlain ? ProgramLine.quoted(name) : revision.id.description
    let command = "amend \(target) \(options.joined(separator: " "))"
    Warning.write(
      "what was said of \(name) is not what is known of it, and was not recorded:"
        + " `\(session.program(command))` corrects it")
  }
}

extension Archive {
  /// What was said in vain of drafts that changed nothing, each in its draft's place.
  ///
  /// A courtesy: where the log cannot be read, nothing is said.
  func unrecordedMetadata(
    of drafts: [RevisionDraft], _ outcomes: [RecordOutcome]
  ) -> [UnrecordedMetadata?] {
    // How many revisions of the article were recorded after each draft.
    var laterCounts: [ArticleName: Int] = [:]
    var places: [Int: Int] = [:]
    var wanted: [ArticleName: Int] = [:]
    for (index, (draft, outcome)) in Array(zip(drafts, outcomes)).enumerated().reversed() {
      switch outcome {
      case .recorded: laterCounts[draft.article, default: 0] += 1
      case .unchanged:
        guard UnrecordedMetadata.mayBe(in: draft) else { continue }
        let place = laterCounts[draft.article] ?? 0
        places[index] = place
        wanted[draft.article] = max(wanted[draft.article] ?? 0, place + 1)
      }
    }
    guard !wanted.isEmpty, let newest = try? newestRevisions(of: wanted) else {
      return drafts.map { _ in nil }
    }
    return drafts.indices.map { index in
      guard let place = places[index], let revisions = newest[drafts[index].article],
        place < revisions.count
      else { return nil }
      return UnrecordedMetadata(drafts[index], unlike: revisions[place])
    }
  }
}
