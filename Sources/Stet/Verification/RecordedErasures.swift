internal import Articles
internal import Objects
internal import Repository
internal import Storage

/// What the head says was erased by law: that is not here, and no damage.
struct RecordedErasures {
  let texts: ErasedTexts

  /// Nothing where the head or its list cannot be read, which is found by itself.
  init(at references: ReferenceSnapshot, of archive: Archive) {
    let head = try? references.head.get().id
    texts = (try? archive.erasedTexts(at: head)) ?? ErasedTexts()
  }

  /// Takes what was erased off what a survey calls damage.
  func excuse(_ survey: inout ObjectSurvey) {
    guard !texts.isEmpty else { return }
    survey.damages.removeAll { damage in
      guard case .missing = damage.problem else { return false }
      return texts[ContentID(damage.id)] != nil
    }
  }

  /// What is still to be done.
  func notes(_ survey: ObjectSurvey, in repository: Repository) throws(ArchiveError) -> [Note] {
    guard !texts.isEmpty else { return [] }
    let ids = Set(texts.entries.map(\.content.object))
    let (present, isTold) = try translated { () throws(RepositoryError) in
      (try repository.present(among: ids), try repository.admitsAbsence())
    }
    var notes: [Note] = []
    if !present.isEmpty { notes.append(.erasureIncomplete(textCount: present.count)) }
    if !isTold { notes.append(.erasureUntold) }
    return notes
  }
}
