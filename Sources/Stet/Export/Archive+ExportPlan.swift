public import Articles

/// Which articles are exported as files, and by which names.
public struct ExportPlan: Sendable {
  public struct Item: Sendable {
    public let listed: ListedArticle
    /// Where its text goes, from the export's folder; `nil` where it has none.
    public let path: String?
  }

  /// In the order of names.
  public let items: [Item]
  /// Commits that cannot be read, and may have been revisions of any article.
  public let breaks: [LogBreak]
  /// The newest commit that was taken into account; `nil` in an empty archive.
  public let head: RevisionID?
  public let moment: Moment?
}

extension Archive {
  /// Which articles there are to be exported, and where in a folder each text goes: paths that every file system takes,
  /// none of which leads out of the folder or is another's folder.
  ///
  /// - Parameters: As `list(matching:asOf:limit:)` has them.
  /// - Throws: As that.
  public func exportPlan(
    matching patterns: [Glob] = [], asOf moment: Moment? = nil
  ) throws(ArchiveError) -> ExportPlan {
    let list = try list(matching: patterns, asOf: moment)
    let paths = ExportPaths(list.articles.filter { $0.byteCount != nil }.map(\.article))
    let past: Archive =
      if let moment, moment.kind == .recorded { try asOf(moment.time) } else { self }
    return ExportPlan(
      items: list.articles.map { ExportPlan.Item(listed: $0, path: paths[$0.article]) },
      breaks: list.breaks, head: try past.head(), moment: moment)
  }
}

extension ExportPlan {
  /// The line of a list of checksums that `sha256sum -c` reads.
  ///
  /// Paths of a plan have neither a line break nor a backslash, which would need an escape.
  public static func checksumLine(_ text: TextIdentity, path: String) -> String {
    "\(text.sha256)  \(path)\n"
  }

  /// Files of the export's own.
  public static let checksumsName = ExportPaths.ownNames[0]
  public static let manifestName = ExportPaths.ownNames[2]
}
