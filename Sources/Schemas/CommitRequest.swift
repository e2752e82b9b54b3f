package import JSON
internal import Rendering
package import Stet

/// What a line of `commit --batch` asks for.
package struct CommitRequest: Sendable {
  /// Where the article's text is.
  package enum Text: Equatable, Sendable {
    case bytes([UInt8])
    case file(String)
    /// It was taken down.
    case withdrawn
    /// It was looked for in vain: why.
    case failed(String)
  }

  package let id: JSON
  /// `nil` where the file names it.
  package let article: String?
  package let text: Text
  package let message: String?
  package let metadata: Metadata
  package let allowsUnchanged: Bool
  package let allowsSimilarName: Bool
  package let allowsFuture: Bool

  /// Members beside those of metadata.
  private static let members = [
    "id", "article", "text", "file", "withdrawn", "failed", "message", "allowUnchanged",
    "allowSimilarName", "allowFuture",
  ]
  /// What only imports, renames and amendments say.
  private static let otherFields: Set<MetadataField> = [
    .importedFrom, .renamedFrom, .renamedTo, .amends, .clears,
  ]

  /// Reads a line.
  ///
  /// - Parameter localZone: The local zone's minutes east of UTC, for times that name none.
  package init(
    decoding line: [UInt8], localZone: (Int) -> Int
  ) throws(CommitRequestError) {
    let json: JSON
    do throws(JSONDecodingError) {
      json = try JSON(decoding: line)
    } catch {
      throw .syntax(error)
    }
    guard case .object(let members) = json else { throw .notAnObject }
    id = json["id"] ?? .null
    let fields = MetadataField.allCases.filter { !CommitRequest.otherFields.contains($0) }
    let known = CommitRequest.members + fields.map(\.memberName)
    // A mistyped member would lose what it says in silence.
    for member in members where !known.contains(member.name) { throw .unknownMember(member.name) }
    article = try json.text("article")
    text = try CommitRequest.text(json)
    message = try json.text("message")
    var metadata = Metadata()
    for field in fields {
      guard let value = try json.text(field.memberName) else { continue }
      // What a server sent as `Last-Modified` serves as it is.
      let time = Timestamp(httpDate: value)
      let isTime = field.isTime
      metadata.set(
        field, to: isTime ? time?.description ?? value : value, localZone: localZone)
      if metadata[field] == nil { throw .notATime(field.memberName, value) }
    }
    self.metadata = metadata
    allowsUnchanged = try json.flag("allowUnchanged")
    allowsSimilarName = try json.flag("allowSimilarName")
    allowsFuture = try json.flag("allowFuture")
  }

  private static func text(_ json: JSON) throws(CommitRequestError) -> Text {
    var texts: [Text] = []
    if let text = try json.text("text") { texts.append(.bytes(Array(text.utf8))) }
    if let path = try json.text("file") { texts.append(.file(path)) }
    if try json.flag("withdrawn") { texts.append(.withdrawn) }
    if let reason = try json.text("failed") { texts.append(.failed(reason)) }
    guard texts.count == 1 else { throw .notOneText }
    return texts[0]
  }
}

/// Why a line of `commit --batch` asks for nothing that can be done.
package enum CommitRequestError: Error, Equatable, Sendable {
  case syntax(JSONDecodingError)
  case notAnObject
  case unknownMember(String)
  case notText(String)
  case notAFlag(String)
  case notATime(String, String)
  /// Not exactly one of `text`, `file`, `withdrawn` and `failed`.
  case notOneText
}

extension JSON {
  fileprivate func text(_ name: String) throws(CommitRequestError) -> String? {
    guard let value = self[name], value != .null else { return nil }
    guard let text = value.stringValue else { throw .notText(name) }
    return text
  }

  fileprivate func flag(_ name: String) throws(CommitRequestError) -> Bool {
    guard let value = self[name], value != .null else { return false }
    guard let flag = value.boolValue else { throw .notAFlag(name) }
    return flag
  }
}

extension RecordOutcome {
  /// What became of an article, for programs.
  package var json: [JSON.Member] {
    switch self {
    case .unchanged(let article):
      [
        .init("article", .string(article.description)), .init("outcome", "unchanged"),
        .init("commit", .null),
      ]
    case .recorded(let revision):
      [
        .init("article", revision.article.map { .string($0.description) } ?? .null),
        .init("outcome", .string(revision.isWithdrawal ? "withdrawn" : "recorded")),
        .init("commit", .string(revision.id.description)),
      ]
    }
  }

  /// The same with the names of the text.
  ///
  /// - Parameter content: What was to be recorded; `nil` for a withdrawal.
  package func json(of content: [UInt8]?) -> JSON {
    .object(json + (content.map { TextIdentity(of: $0).json.objectValue ?? [] } ?? []))
  }
}
