internal import Pages
internal import Prose
internal import Rendering
internal import Stet

extension Website {
  /// Between two revisions of one article.
  func difference(
    of name: ArticleName, _ old: Int, _ new: Int, _ question: Question
  ) throws(ArchiveError) -> WebAnswer {
    let history = try history(of: name)
    let (first, second) = (
      try history.revision(numbered: old), try history.revision(numbered: new)
    )
    return try page(
      of: archive.difference(from: first, to: second, view: .visible), history, question,
      isFollowed: new == old + 1)
  }

  /// The two that a form names.
  func chosen(_ name: ArticleName, _ question: Question) throws(ArchiveError) -> WebAnswer {
    guard let old = question.number("old"), let new = question.number("new"), old > 0, new > 0
    else {
      throw .invalidSpecifier(name.description, reason: "two revisions have to be chosen")
    }
    let target = Address.difference(name, min(old, new), max(old, new))
    return .redirect(to: layout.link(target))
  }

  /// What came since a revision that somebody saw last.
  func difference(
    of name: ArticleName, since id: RevisionID, _ question: Question
  ) throws(ArchiveError) -> WebAnswer {
    let history = try history(of: name)
    guard let seen = history.revisions.first(where: { $0.id == id }), let seenNumber = seen.number
    else { throw .unknownRevision(id.abbreviated, known: "it is none of \(name)") }
    guard let latest = history.revisions.first(where: { !$0.isWithdrawal })?.number,
      latest > seenNumber
    else { return .redirect(to: layout.link(.revision(name, seenNumber))) }
    return .redirect(to: layout.link(.difference(name, seenNumber, latest)))
  }

  /// Between any two revisions, of different articles perhaps; told as they were recorded.
  func difference(
    from old: RevisionID, to new: RevisionID, _ question: Question
  ) throws(ArchiveError) -> WebAnswer {
    let (first, second) = (try archive.published(old).original, try archive.published(new).original)
    var answer = try page(
      of: archive.difference(from: first, to: second, view: .visible), nil, question,
      isFollowed: false)
    answer.lifetime = .forever
    return answer
  }

  private func page(
    of difference: RevisionDifference, _ history: ArticleHistory?, _ question: Question,
    isFollowed: Bool
  ) throws(ArchiveError) -> WebAnswer {
    let numbers = [difference.old.number, difference.new.number].compactMap(\.self).sorted()
    var between: [ChangeLine] = []
    if let history, numbers.count == 2, numbers[1] - numbers[0] > 1 {
      // What is long ago is not told step by step.
      between = history.revisions.filter { revision in
        revision.number.map { $0 > numbers[0] && $0 <= numbers[1] } ?? false
      }.prefix(TimelinePage.size).map { known.line(for: $0, in: history, of: archive) }
    }
    let view = question["view"] == "side" ? HTMLView.sideBySide : .inline
    let page = DifferencePage(
      difference: difference,
      old: RevisionLabel(difference.old, contentID: difference.oldContentID),
      new: RevisionLabel(difference.new, contentID: difference.newContentID), view: view,
      between: between, isFollowed: isFollowed)
    return .page(page.page(layout))
  }
}
