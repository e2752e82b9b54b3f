package import JSON
package import Stet

extension Republication {
  /// An article that has a text, or a part of it.
  ///
  /// - Parameter showsPassages: Whether they were asked for.
  package func json(showsPassages: Bool) -> JSON {
    var members: [JSON.Member] = [
      .init("article", .string(article.description)),
      .init("revision", .integer(revision)),
      .init("revisionCount", .integer(revisionCount)),
      .init("id", .string(id.description)),
      .init("observed", .string(observed.description)),
      .init("share", .double(share)),
      .init("otherShare", .double(otherShare)),
      .init("wordCount", .integer(tokenCount)),
    ]
    if showsPassages { members.append(.init("passages", .array(passages.map(\.json)))) }
    return .object(members)
  }
}

extension RepublishedPassage {
  fileprivate var json: JSON {
    .object([.text("text", text[...]), .text("other", other[...])])
  }
}
