package import JSON
package import Stet

extension ListedArticle {
  /// An article with the revision by which it is listed.
  ///
  /// - Parameter explanation: Why its text cannot be read, for people.
  package func json(explanation: String?) -> JSON {
    var members: [JSON.Member] = [
      .init("article", .string(article.description)),
      .init("revisions", revision.number.map { .integer($0) } ?? .null),
      .init("observed", .string(revision.observed.description)),
      .init("byteCount", byteCount.map { .integer($0) } ?? .null),
    ]
    var erased: ErasedText?
    switch text {
    case .present(let content, _): members.append(.init("blob", .string(content.description)))
    case .erased(let text): erased = text
    case .withdrawn, .damaged: break
    }
    if let explanation { members.append(.init("explanation", .string(explanation))) }
    members.append(.init("revision", revision.json(sameAs: nil, erased: erased)))
    return .object(members)
  }
}
