package import JSON
package import Stet

extension ExportPlan {
  /// The members of a manifest before its articles.
  package var json: [JSON.Member] {
    [
      .init("format", "stet-export"), .init("version", 1),
      .init("head", head.map { .string($0.description) } ?? .null),
      .init("asOf", moment.map { .string($0.time.description) } ?? .null),
      .init("by", moment.map { .string($0.kind.memberName) } ?? .null),
      .init("complete", .bool(breaks.isEmpty)),
    ]
  }
}

extension ExportPlan.Item {
  /// What a manifest says of an article.
  ///
  /// - Parameters:
  ///   - sha256: Of the bytes of its file; `nil` where it has none.
  ///   - explanation: Why its text cannot be read, for people.
  package func json(sha256: String?, explanation: String?) -> JSON {
    let listed = listed.json(explanation: explanation).objectValue ?? []
    return .object(
      [
        .init("path", path.flatMap { path in sha256.map { _ in .string(path) } } ?? .null),
        .init("sha256", sha256.map { .string($0) } ?? .null),
      ] + listed)
  }
}

extension RevisionTime {
  fileprivate var memberName: String {
    switch self {
    case .observed: "retrieved"
    case .published: "published"
    case .recorded: "recorded"
    }
  }
}

extension ExportSummary {
  /// - Parameter folder: Where the texts are now.
  package func json(folder: String) -> JSON {
    [
      "folder": .string(folder), "files": .integer(fileCount), "bytes": .integer(byteCount),
      "withdrawn": .integer(withdrawnCount), "erased": .integer(erasedCount),
      "damaged": .integer(damagedCount),
    ]
  }
}
