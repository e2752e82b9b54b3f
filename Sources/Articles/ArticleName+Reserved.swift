extension ArticleName {
  private static let reservedPrefix = "stet:"

  /// Whether it is for what an archive says of itself: nobody else may record under such a name.
  public var isReserved: Bool {
    description.utf8.starts(with: ArticleName.reservedPrefix.utf8)
  }

  /// The article whose revisions are the manifests of runs.
  public static let runs = ArticleName(reserved: "runs")

  /// The article whose latest revision lists the texts that were erased by law.
  public static let erased = ArticleName(reserved: "erased")

  private init(reserved name: String) {
    description = ArticleName.reservedPrefix + name
  }
}
