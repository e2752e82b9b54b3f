public import Articles
internal import Prose

/// What a renderer says about one side of a comparison. Only the name must be known.
public struct RevisionLabel: Equatable, Sendable {
  /// The article's name, or the path of a file.
  public var name: String
  /// How the reader asked for this revision: `fatah@3`.
  public var specifier: String?
  /// Hexadecimal.
  public var commitID: String?
  /// Hexadecimal id of the exact bytes; git's `index` line needs it on both sides.
  public var blobID: String?
  /// Hexadecimal SHA-256 of the bytes alone, as `sha256sum` prints it.
  public var sha256: String?
  public var title: String?
  /// Times as they should be printed; what the article claims, when it was seen, when kept.
  public var published: String?
  public var retrieved: String?
  public var recorded: String?
  /// When its author made it, where that is not when it was recorded.
  public var authored: String?
  /// Where it was found.
  public var source: String?
  /// The article whose story it goes on with.
  public var renamedFrom: String?
  /// Whether it records that the article was taken down: there are no bytes.
  public var isWithdrawn = false
  /// When the article was withdrawn after this text, where that came next.
  public var withdrawn: String?
  /// The fields whose values were corrected after it was recorded.
  public var amended: Set<MetadataField> = []
  public var byteCount: Int?
  /// The specifier of the first revision that had the same bytes; `nil` where this is it.
  public var sameAs: String?

  public init(
    name: String, specifier: String? = nil, commitID: String? = nil, blobID: String? = nil,
    title: String? = nil, published: String? = nil, retrieved: String? = nil,
    recorded: String? = nil, byteCount: Int? = nil, sameAs: String? = nil,
    source: String? = nil
  ) {
    self.source = source
    self.name = name
    self.specifier = specifier
    self.commitID = commitID
    self.blobID = blobID
    self.title = title
    self.published = published
    self.retrieved = retrieved
    self.recorded = recorded
    self.byteCount = byteCount
    self.sameAs = sameAs
  }
}

extension RevisionLabel {
  /// Where it comes from, for people.
  var renaming: String? { renamedFrom.map { "from \($0)" } }

  /// What stands behind a value that was amended.
  static let amendmentMark = " (amended)"

  /// A value with that mark, for people: one that was cleared has it, too.
  func told(_ value: String?, _ field: MetadataField) -> String? {
    amended.contains(field) ? (value ?? "–") + RevisionLabel.amendmentMark : value
  }
}
