internal import JSON
internal import Schemas
internal import Stet

extension Command {
  static let stats = Command(
    "stats", count: 0...0, summary: "how much the archive holds", options: [.json],
    examples: [("stet stats", "articles, revisions, objects, bytes")]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let statistics = try archived { () throws(ArchiveError) in
      try archive.statistics(workers: session.surroundings.cores)
    }
    let notes = archive.notes(now: session.surroundings.now())
    if arguments.has(.json) {
      let json = statistics.json(
        notes: notes.map { $0.json(explanation: $0.words(session.program)) })
      try session.write(json.encoded(pretty: true) + [0x0A])
      return .done
    }
    for (name, value) in statistics.rows {
      let padding = String(repeating: " ", count: 14 - name.count)
      try session.print(session.paint(name, .faint) + padding + value)
    }
    for note in notes { try session.print("note: " + note.words(session.program).visible) }
    return .done
  }
}

extension Statistics {
  private func size(_ count: Int, _ byteCount: Int) -> String {
    "\(counted(count, "file")), \(counted(byteCount, "byte"))"
  }

  /// `2016-01-02T10:00:00Z to 2026-03-04T09:00:00Z`.
  private func times(_ name: String, _ first: Timestamp?, _ last: Timestamp?) -> [(String, String)]
  {
    guard let first, let last else { return [] }
    return [(name, first == last ? "\(first)" : "\(first) to \(last)")]
  }

  fileprivate var rows: [(String, String)] {
    var rows = [
      ("articles", grouped(articleCount)), ("revisions", grouped(revisionCount)),
      ("objects", grouped(objectCount)),
      ("on disk", counted(storedByteCount, "byte")),
    ]
    if passageByteCount > 0 { rows.append(("search index", counted(passageByteCount, "byte"))) }
    if catalogueByteCount > 0 { rows.append(("catalogue", counted(catalogueByteCount, "byte"))) }
    if unfinishedFileCount > 0 {
      rows.append(("left behind", size(unfinishedFileCount, unfinishedByteCount)))
    }
    if asideFileCount > 0 { rows.append(("set aside", size(asideFileCount, asideByteCount))) }
    if runCount > 0 { rows.append(("runs", grouped(runCount))) }
    if amendmentCount > 0 { rows.append(("amendments", grouped(amendmentCount))) }
    if erasedTextCount > 0 { rows.append(("erased", counted(erasedTextCount, "text") + " by law")) }
    if otherCommitCount > 0 { rows.append(("other commits", grouped(otherCommitCount))) }
    if let head { rows.append(("head", head.description)) }
    rows += times("recorded", firstRecorded, lastRecorded)
    if hasOtherTimes { rows += times("authored", firstAuthored, lastAuthored) }
    for (index, item) in busiest.enumerated() {
      rows.append(
        (
          index == 0 ? "busiest" : "",
          "\(item.article.description.visible) (\(counted(item.revisionCount, "revision")))"
        ))
    }
    return rows
  }
}
