internal import Articles
internal import Objects
internal import Repository

extension ArchiveCheck {
  /// Lists of what was erased that cannot be read, that name what was never there or a revision that never had it,
  /// or that leave out what the list before had.
  func erasureFindings(in archive: Archive) throws(ArchiveError) -> [Finding] {
    let revisions = specialRevisions { revision, _ in revision.article == .erased }
    guard !revisions.isEmpty else { return [] }
    let missing = survey.missingIDs
    var findings: [Finding] = []
    for revision in revisions {
      guard let fault = try fault(of: revision, archive, missing) else { continue }
      findings.append(
        Finding(Damage(.object(StoredObjectID(revision.id.object)), .log(fault))))
    }
    return findings
  }

  private func fault(
    of revision: Revision, _ archive: Archive, _ missing: Set<ObjectID>
  ) throws(ArchiveError) -> LogFault? {
    let now: ErasedTexts
    do throws(ArchiveError) {
      now = try archive.erasedTexts(at: revision.id.object)
    } catch {
      return try fault(error)
    }
    let before: ErasedTexts
    do throws(ArchiveError) {
      before = try archive.erasedTexts(at: revision.parents.first)
    } catch {
      // Told by the revision that recorded it.
      guard case .damaged = error else { throw error }
      return nil
    }
    if let lost = before.entries.first(where: { now[$0.content] != $0 }) {
      return .erasureTakenBack(StoredObjectID(lost.content.object))
    }
    // Where git arranged that not all is here, what is not here may be elsewhere.
    if excusesMissingHeads { return nil }
    for entry in now.entries where before[entry.content] == nil {
      let id = entry.content.object
      if survey.position(of: id) == nil && !missing.contains(id) {
        return .erasureOfUnknown(StoredObjectID(id))
      }
      // A revision that is not here may be one of a branch that was set back, or left out of a copy.
      if archive.isSound(entry) == false {
        return .erasureNamesAnother(
          StoredObjectID(id), revision: StoredObjectID(entry.revision.object))
      }
    }
    return nil
  }

  /// The fault that an error tells of this revision; `nil` where it is found by itself.
  private func fault(_ error: ArchiveError) throws(ArchiveError) -> LogFault? {
    guard case .damaged(let damage) = error else { throw error }
    guard case .log(let fault) = damage.cause, case .malformedErasure = fault else { return nil }
    return fault
  }
}
