internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// Checks only what the head needs: its commit, its trees, and the latest bytes of each article.
  public func verifyHead() throws(ArchiveError) -> Verification {
    var result = Verification()
    result.scope = .head
    guard let head = try headCommit() else { return result }
    let erased = RecordedErasures(at: ReferenceSnapshot(repository), of: self).texts
    result.erased = erased.entries
    var pending = [ObjectLink(id: head, kind: .commit)]
    var seen: Set<ObjectID> = [head]
    while let link = pending.popLast() {
      result.objectCount += 1
      do throws(RepositoryError) {
        for next in try links(of: link) where seen.insert(next.id).inserted { pending.append(next) }
        if link.kind == .blob { result.articleCount += 1 }
      } catch {
        if case .missing = error, erased[ContentID(link.id)] != nil { continue }
        result.findings.append(Finding(Damage(of: link.id, error)))
      }
    }
    result.revisionCount = result.articleCount
    return result
  }

  /// The links that the head's own version needs: not those to earlier commits.
  private func links(of link: ObjectLink) throws(RepositoryError) -> [ObjectLink] {
    switch link.kind {
    case .commit: return [ObjectLink(id: try repository.commit(link.id).tree, kind: .tree)]
    case .tree:
      return try repository.tree(link.id).entries.compactMap { entry in
        entry.mode.objectKind.map { ObjectLink(id: entry.id, kind: $0) }
      }
    case .blob, .tag:
      _ = try repository.content(of: link.id, link.kind)
      return []
    }
  }
}
