internal import Articles
internal import Objects
internal import Repository

extension ArchiveCheck {
  /// Amendments that amend nothing, whose text says nothing, or not what it has to say.
  func amendmentFindings(in archive: Archive) throws(ArchiveError) -> [Finding] {
    // Where git arranged that not all is here, what is not here may be elsewhere.
    if excusesMissingHeads { return [] }
    let amendments = judgedRevisions { revision in
      revision.metadata.amends != nil || revision.article?.isAmendments == true
    }
    var findings: [Finding] = []
    for amendment in amendments {
      guard let fault = try fault(of: amendment, archive) else { continue }
      findings.append(
        Finding(Damage(.object(StoredObjectID(amendment.id.object)), .log(fault))))
    }
    return findings
  }

  private func fault(
    of checked: Revision, _ archive: Archive
  ) throws(ArchiveError) -> LogFault? {
    do throws(ArchiveError) {
      let amendment = try archive.revision(checked.id.object)
      guard let target = amendment.metadata.amends.flatMap({ RevisionID($0) }) else {
        return .amendsUnknown(nil)
      }
      let unknown = LogFault.amendsUnknown(StoredObjectID(target.object))
      guard let article = amendment.article?.amended, isInLog(target.object),
        let amended = try? archive.revision(target.object), amended.article == article
      else { return unknown }
      let entries = Amendments.entries(in: amendment)
      guard !entries.isEmpty else { return unknown }
      guard let table = try archive.amendments(of: article, inTree: amendment.root) else {
        // That its tree has none is found by itself.
        return nil
      }
      var expected = try amendmentsBefore(amendment, of: article, archive)
      guard expected != nil else { return table.has(entries) ? nil : .contradictsAmendments }
      for entry in entries { expected?.set(entry) }
      return expected?.encoded() == table.encoded() ? nil : .contradictsAmendments
    } catch {
      // What cannot be read is found by itself; what says nothing, nowhere else.
      guard case .damaged(let damage) = error, case .log(let fault) = damage.cause else {
        if case .damaged = error { return nil }
        throw error
      }
      return fault
    }
  }

  /// Whether a reference leads to a commit; where not everything was read, nobody knows that it does not.
  private func isInLog(_ id: ObjectID) -> Bool {
    judged != nil || reached.contains(id, in: survey) ?? false
  }

  /// What its parent has of amendments; `nil` where that says nothing, which is the parent's fault.
  private func amendmentsBefore(
    _ amendment: Revision, of article: ArticleName, _ archive: Archive
  ) throws(ArchiveError) -> Amendments? {
    guard let parent = amendment.parents.first else { return Amendments() }
    do throws(ArchiveError) {
      let root = try archive.revision(parent).root
      return try archive.amendments(of: article, inTree: root) ?? Amendments()
    } catch {
      guard case .damaged = error else { throw error }
      return nil
    }
  }
}

extension Amendments {
  fileprivate func has(_ entries: [Entry]) -> Bool {
    let all = Set(self.entries)
    return entries.allSatisfy { all.contains($0) }
  }
}
