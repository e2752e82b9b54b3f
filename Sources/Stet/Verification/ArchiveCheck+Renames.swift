internal import Articles
internal import Objects
internal import Repository

extension ArchiveCheck {
  /// Renames of which one side alone was recorded.
  ///
  /// A revision that goes on with another article's story is followed by that article's withdrawal, and the
  /// withdrawal follows that revision. What was imported is not held to this: there, one commit of the other
  /// history may rename many files, and rules leave some out.
  func renameFindings() -> [Finding] {
    if excusesMissingHeads { return [] }
    let sides = log.special.values.filter { side in
      side.metadata.renamedFrom != nil || side.metadata.renamedTo != nil
    }
    guard !sides.isEmpty else { return [] }
    var withdrawals: [ObjectID: Revision] = [:]
    for side in sides where side.isWithdrawal {
      guard let parent = side.parents.first else { continue }
      // Of several branches' children, one that fits will do.
      if withdrawals[parent].map({ !$0.isOtherSide(to: parent, self) }) ?? true {
        withdrawals[parent] = side
      }
    }
    return judgedRevisions { revision in
      revision.metadata.renamedFrom != nil || revision.metadata.renamedTo != nil
    }.compactMap { side in
      let id = side.id.object
      let (withdrawal, arrival) =
        side.isWithdrawal ? (side, side.parents.first) : (withdrawals[id], id)
      if let withdrawal, let arrival, withdrawal.isOtherSide(to: arrival, self) { return nil }
      let other = side.metadata.renamedFrom ?? side.metadata.renamedTo
      let fault = LogFault.lacksOtherSide(other.flatMap { ArticleName(ifAllowed: $0) })
      return Finding(Damage(.object(StoredObjectID(id)), .log(fault)))
    }
  }
}

extension Revision {
  /// Whether it withdraws an article whose story the commit with this id goes on with.
  fileprivate func isOtherSide(to id: ObjectID, _ check: ArchiveCheck) -> Bool {
    guard isWithdrawal, let to = metadata.renamedTo, metadata.renamedFrom == nil,
      let other = check.survey.position(of: id).flatMap({ check.log.special[$0] }),
      !other.isWithdrawal, other.metadata.renamedTo == nil, let from = other.metadata.renamedFrom,
      let (name, otherName) = article.flatMap({ name in other.article.map { (name, $0) } })
    else { return false }
    return to.utf8.elementsEqual(otherName.description.utf8)
      && from.utf8.elementsEqual(name.description.utf8)
  }
}
