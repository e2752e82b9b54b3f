internal import Articles
internal import Catalogue
internal import Objects
internal import Repository

extension CommitLog {
  /// What a catalogue is to say at a head; `nil` where not all commits before it were read, or some have several parents.
  func catalogueDraft(at head: ObjectID) -> CatalogueDraft? {
    var draft = CatalogueDraft()
    var links: [ObjectSurvey.Link] = []
    var next = survey.position(of: head)
    while let position = next {
      guard let row = row(at: position) else { return nil }
      let article = row.article.map { articles[$0] }
      draft.add(CataloguedCommit(id: survey.ids[position], article: article))
      survey.readLinks(at: position, into: &links)
      if links.count == 1 { return draft }
      guard links.count == 2 else { return nil }
      next = links[1].position
    }
    return nil
  }
}
