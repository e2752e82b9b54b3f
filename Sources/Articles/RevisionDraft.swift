/// A revision to be recorded.
public struct RevisionDraft: Sendable {
  public var article: ArticleName
  /// The article's exact bytes, never changed; `nil` records that the article was taken down.
  public var content: [UInt8]?
  /// Kept byte for byte; `nil` lets the title or the article's name stand in.
  public var message: [UInt8]?
  public var metadata: Metadata
  /// Records a revision even where the bytes are those of the latest one.
  public var allowsUnchanged = false
  /// Takes a new article's name although one that looks the same is there.
  public var allowsSimilarName = false
  /// Takes times that are yet to come.
  public var allowsFuture = false
  /// Who made it, where that is not whoever records it.
  public var author: Author?
  /// When its author made it, where that is not now.
  public var authored: Timestamp?
  /// The encoding of the message, where it is not UTF-8: kept for readers, changes nothing.
  public var messageEncoding: String?

  public init(
    article: ArticleName, content: [UInt8]?, message: [UInt8]? = nil,
    metadata: Metadata = Metadata()
  ) {
    self.article = article
    self.content = content
    self.message = message
    self.metadata = metadata
  }

  /// The most bytes that an article may have: readers take no more from a pack, so that a few bytes of
  /// somebody's cannot ask for all memory.
  public static let largestContent = 1 << 30

  /// Refuses what an archive cannot keep, or a commit message cannot carry.
  ///
  /// - Throws: `.tooLarge`; `.invalidMetadata` naming the field and the byte.
  package func check() throws(ArchiveError) {
    if let content, content.count > RevisionDraft.largestContent {
      throw .tooLarge(article, limit: RevisionDraft.largestContent)
    }
    if let nul = message?.firstIndex(of: 0) {
      throw .invalidMetadata(field: "message", reason: "it has a NUL at byte \(nul)")
    }
    for field in MetadataField.allCases {
      if let value = metadata[field] { try RevisionDraft.check(value, field: field.name) }
    }
    if let messageEncoding {
      try RevisionDraft.check(messageEncoding, field: "message encoding")
    }
  }

  /// Refuses a time that is yet to come, which most likely is mistyped; the clocks of two machines, and
  /// places where it is tomorrow already, may differ by a day.
  ///
  /// - Throws: `.futureTime`.
  package func check(now: Timestamp) throws(ArchiveError) {
    if allowsFuture { return }
    for (field, time) in [
      (MetadataField.published, metadata.published), (.retrieved, metadata.retrieved),
    ] {
      guard let time, time.seconds > now.seconds + 86_400 else { continue }
      throw .futureTime(field: field.name, time)
    }
  }

  private static func check(_ value: String, field: String) throws(ArchiveError) {
    if value.isEmpty { throw .invalidMetadata(field: field, reason: "it is empty") }
    if let offset = value.firstControl {
      throw .invalidMetadata(field: field, reason: "it has a control character at byte \(offset)")
    }
  }

  /// The message that the commit starts with.
  package var words: [UInt8] {
    message ?? Array((metadata.title ?? article.description).utf8)
  }
}

/// What became of a draft.
public enum RecordOutcome: Sendable {
  case recorded(Revision)
  /// The article's latest revision has the same bytes; nothing was recorded.
  case unchanged(ArticleName)
}
