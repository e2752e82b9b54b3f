package import JSON
internal import Prose
internal import Rendering
package import Stet

extension ArticleChange {
  /// What became of an article, with the words of its first change of the worst class.
  ///
  /// - Parameters:
  ///   - severity: What it is above all.
  ///   - explanation: What the shell says of what cannot be read.
  package func json(_ severity: ChangeSeverity, explanation: String?) -> JSON {
    var members: [JSON.Member] = [
      .init("article", .string(article.description)),
      .init("kind", .string(severity.code)),
      .init("old", old?.json(sameAs: nil) ?? .null),
      .init("new", new.json(sameAs: nil)),
      .init("revisions", .integer(revisionCount)),
    ]
    if isBack { members.append(.init("back", true)) }
    if let renamedFrom {
      members.append(.init("renamedFrom", .string(renamedFrom.description)))
    }
    if let explanation { members.append(.init("explanation", .string(explanation))) }
    guard let difference else { return .object(members) }
    members.append(.init("difference", difference.extentJSON))
    if let sort = severity.changeClass, let words = difference.firstChange(of: sort) {
      members.append(
        .init("words", .object([.text("old", words.old), .text("new", words.new)])))
    }
    return .object(members)
  }
}
