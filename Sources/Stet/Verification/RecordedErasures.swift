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
  ///
  /// Of a line whose revision never had the text nothing is done, and it is a finding.
  func notes(_ survey: ObjectSurvey, in archive: Archive) throws(ArchiveError) -> [Note] {
    guard !texts.isEmpty else { return [] }
    let repository = archive.repository
    let ids = Set(texts.entries.map(\.content.object))
    let (present, isTold) = try translated { () throws(RepositoryError) in
      (try repository.present(among: ids), try repository.admitsAbsence())
    }
    let left = texts.entries.count { entry in
      present.contains(entry.content.object) && archive.isSound(entry) == true
    }
    var notes: [Note] = []
    if left > 0 { notes.append(.erasureIncomplete(textCount: left)) }
    if !isTold { notes.append(.erasureUntold) }
    return notes
  }
}
