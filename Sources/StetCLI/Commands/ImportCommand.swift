internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let only = Option(
    "--only", value: "GLOB", help: "only paths like this; may be given several times")
  fileprivate static let exclude = Option(
    "--exclude", value: "GLOB", help: "no paths like this; may be given several times")
  fileprivate static let map = Option(
    "--map", value: "FROM=TO",
    help: "name articles anew: 'docs/*.md=law/*'; the first that fits")
  fileprivate static let importer = Option(
    "--author", value: "'NAME <MAIL>'", help: "who imports; authors stay as they are")
}

extension Command {
  static let importStream = Command(
    "import", words: "[FILE|-]", count: 0...1,
    summary: "record a whole history from a git fast-export stream (default: standard input)",
    options: [.only, .exclude, .map, .importer, .json], candidates: .files,
    examples: [
      (
        "git fast-export --all --show-original-ids | stet import",
        "each changed file is a revision"
      ),
      ("stet import laws.stream --only '*.md'", "only Markdown files, in any folder"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let author = try session.author(arguments[.importer], of: archive)
    let path = arguments.words.first ?? "-"
    let input = try InputStream(session.path(path))
    let meter = ProgressMeter("imported", "revisions", total: input.byteCount, session)
    let summary = try archived { () throws(ArchiveError) in
      try archive.importStream(
        rules: try rules(arguments), by: author, now: session.surroundings.now(),
        workers: session.surroundings.cores,
        read: { space in try input.read(into: &space) },
        progress: { meter.update($0.revisionCount, done: $0.byteCount) })
    }
    meter.finish()
    let lines = lines(summary)
    try session.tell(lines[0]) { () throws(CommandError) in
      if arguments.has(.json) {
        return try session.write(summary.json.encoded(pretty: true) + [0x0A])
      }
      for line in lines { try session.print(line) }
    }
    session.warn(of: archive)
    return .done
  }

  private static func rules(_ arguments: Arguments) throws(ArchiveError) -> ImportRules {
    var rules = ImportRules()
    rules.only = arguments.all(.only).map { PathPattern($0) }
    rules.excluded = arguments.all(.exclude).map { PathPattern($0) }
    for text in arguments.all(.map) {
      guard let renaming = PathRenaming(text) else {
        throw .invalidMetadata(
          field: "map", reason: "'\(text)' is not FROM=TO with one * on each side")
      }
      rules.renamings.append(renaming)
    }
    return rules
  }

  /// What happened, the important first; what did not happen is not mentioned.
  private static func lines(_ summary: ImportSummary) -> [String] {
    var lines = [
      "imported \(counted(summary.revisionCount, "revision")) of"
        + " \(counted(summary.articleCount, "article")) from"
        + " \(counted(summary.commitCount, "commit"))"
    ]
    let details: [(count: Int, one: String, several: String)] = [
      (
        summary.withdrawalCount, "withdrawal, where a file was deleted",
        "withdrawals, where files were deleted"
      ),
      (summary.renameCount, "rename", "renames"),
      (
        summary.copiedCount, "revision of another archive, with what is known of it there",
        "revisions of another archive, with what is known of them there"
      ),
      (
        summary.leftOutCount, "revision left out: what it says of others would not be true here",
        "revisions left out: what they say of others would not be true here"
      ),
      (summary.knownCommitCount, "commit was here already", "commits were here already"),
      (
        summary.unchangedCount, "change of a file left its bytes as they were",
        "changes of files left their bytes as they were"
      ),
      (
        summary.filteredCount, "change of a file was left out by --only or --exclude",
        "changes of files were left out by --only or --exclude"
      ),
      (
        summary.symbolicLinkCount, "change of a symbolic link left out: no article",
        "changes of symbolic links left out: no articles"
      ),
      (
        summary.submoduleCount, "change of a submodule left out: no article",
        "changes of submodules left out: no articles"
      ),
      (summary.tagCount, "tag left out", "tags left out"),
      (
        summary.unnamable.count, "path left out that cannot be a name",
        "paths left out that cannot be names"
      ),
      (
        summary.erasedCount, "revision recorded without its text: it was erased by law",
        "revisions recorded without their text: it was erased by law"
      ),
    ]
    for detail in details where detail.count > 0 {
      let what = detail.count == 1 ? detail.one : detail.several
      lines.append("  \(grouped(detail.count)) \(what)")
    }
    lines += summary.unnamable.prefix(5).map { "    " + $0.visible }
    return lines
  }
}
