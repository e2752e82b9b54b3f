package import JSON
package import Stet

extension SearchHit {
  /// An article in which something was found.
  ///
  /// - Parameters:
  ///   - excerpt: A piece of the newest revision's text; `nil` where it cannot be read.
  ///   - count: How often something was found in that text.
  package func json(_ excerpt: SearchExcerpt?, count: Int) -> JSON {
    let ranges = revisions.map { range in
      JSON.array([.integer(range.lowerBound), .integer(range.upperBound)])
    }
    var members: [JSON.Member] = [
      .init("article", .string(article.description)),
      .init("newest", .integer(newest)),
      .init("observed", .string(observed.description)),
      .init("revisions", .array(ranges)),
      .init("revisionCount", .integer(revisionCount)),
    ]
    if let excerpt { members += excerpt.members + [.init("count", .integer(count))] }
    return .object(members)
  }
}

extension SearchExcerpt {
  fileprivate var members: [JSON.Member] {
    let ranges = marks.map { JSON.array([.integer($0.lowerBound), .integer($0.upperBound)]) }
    return [.text("excerpt", text[...]), .init("marks", .array(ranges))]
  }
}

extension SearchChange {
  package var json: JSON {
    [
      "article": .string(article.description),
      "revision": .integer(revision),
      "change": .string(isArrival ? "came" : "went"),
      "observed": .string(observed.description),
    ]
  }
}
