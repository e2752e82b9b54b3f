extension ArticleName {
  package static let reservedPrefix = "stet:"

  /// Whether it is for what an archive says of itself: nobody else may record under such a name.
  public var isReserved: Bool {
    description.utf8.starts(with: ArticleName.reservedPrefix.utf8)
  }

  /// The article whose revisions are the manifests of runs.
  public static let runs = ArticleName(reserved: "runs")

  /// The article whose latest revision lists the texts that were erased by law.
  public static let erased = ArticleName(reserved: "erased")

  /// The article whose revisions are the checkpoints of the archive's log.
  public static let checkpoint = ArticleName(reserved: "checkpoint")

  /// The article whose revisions are timestamps of checkpoints.
  public static let timestamps = ArticleName(reserved: "checkpoint/tsr")

  /// The article whose latest revision has the keys that checkpoints are signed by.
  public static let keys = ArticleName(reserved: "keys")

  /// Whether it tells of the very log that it stands in: of another log it would not be true.
  public var isOfLog: Bool { self == .checkpoint || self == .timestamps || self == .keys }

  package static let amendedPrefix = "stet:amended/"

  /// How many bytes such a name may have beyond those of the article's that it holds.
  static func extraByteCount(of name: String) -> Int {
    name.utf8.starts(with: amendedPrefix.utf8) ? amendedPrefix.utf8.count : 0
  }

  /// The article whose revisions say what was amended of the revisions of another.
  public static func amendments(of article: ArticleName) -> ArticleName {
    ArticleName(reserved: "amended/" + article.description)
  }

  /// The article that is amended by the revisions of this one; `nil` for every other.
  public var amended: ArticleName? {
    guard description.utf8.starts(with: ArticleName.amendedPrefix.utf8) else { return nil }
    let name = description.utf8.dropFirst(ArticleName.amendedPrefix.utf8.count)
    return ArticleName(ifAllowed: String(Substring(name))).flatMap { $0.isReserved ? nil : $0 }
  }

  /// Whether it is for amendments, also of what nobody may amend.
  package var isAmendments: Bool {
    description.utf8.starts(with: ArticleName.amendedPrefix.utf8)
  }

  private init(reserved name: String) {
    description = ArticleName.reservedPrefix + name
  }
}
