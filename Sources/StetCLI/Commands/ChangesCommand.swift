internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let since = Option(
    "--since", value: "TIME", help: "what was recorded then or later (default: yesterday)")
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "only the first N")
}

extension Command {
  static let changes = Command(
    "changes", words: "[GLOB]", count: 0...1,
    summary: "what was changed since yesterday: a line for each article, the worst first",
    options: [.since, .changeClasses, .substantive, .limit, .json],
    candidates: .articles, isPaged: true,
    examples: [
      ("stet changes", "what each article says now, against what it said before yesterday"),
      ("stet changes 'news/*' --since '3 days ago'", "of some articles; +2 is two more changes"),
      ("stet changes --class number,negation", "only where a figure or a \"not\" changed"),
      ("stet diff bridge@2..@3", "all of a change, by what stands in its line"),
    ]
  ) { arguments, session throws(CommandError) in
    let listing = try ChangeListing(arguments, session)
    return try listing.run(try session.archive())
  }
}

private struct ChangeListing {
  let session: Session
  let filter: ChangeFilter
  let since: Timestamp
  let limit: Int
  let isJSON: Bool
  let pattern: Glob?

  /// What is kept of a change: not its texts.
  private struct Row {
    let severity: ChangeSeverity
    let article: ArticleName
    let drawn: ChangeRow?
    let encoded: [UInt8]
  }

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    filter = try ChangeFilter(arguments)
    let now = session.surroundings.now()
    since = try arguments.time(.since, now: now) ?? Surroundings.yesterday(before: now)
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    isJSON = arguments.has(.json)
    pattern = arguments.words.first.map { Glob($0) }
  }

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    if let pattern, pattern.literalPrefix == pattern.description {
      try archived { () throws(ArchiveError) in
        try archive.demand(ArticleName(pattern.description))
      }
    }
    var rows: [Row] = []
    var failure: ArchiveError?
    let meter = ProgressMeter("compared", "articles", total: nil, session)
    let breaks = try archived { () throws(ArchiveError) in
      var count = 0
      return try archive.visitChanges(since: since, matching: pattern, view: .visible) { change in
        count += 1
        if case .damaged(let error) = change.outcome { failure = failure ?? error }
        if let row = row(change) { rows.append(row) }
        return meter.update(count, of: 0)
      }
    }
    meter.finish()
    if Interruption.isRequested { throw .archive(.cancelled) }
    rows.sort { ($1.severity, $0.article) < ($0.severity, $1.article) }
    try print(rows)
    if !breaks.isEmpty { throw .brokenLog(breaks) }
    if let failure { throw .archive(failure) }
    return .done
  }

  private func row(_ change: ArticleChange) -> Row? {
    guard filter.accepts(change.severity(), change.difference) else { return nil }
    let severity = change.severity(among: filter.classes)
    if isJSON {
      let json = change.json(severity, explanation: change.failure?.report.message)
      return Row(
        severity: severity, article: change.article, drawn: nil, encoded: json.encoded() + [0x0A])
    }
    return Row(
      severity: severity, article: change.article, drawn: drawn(change, severity), encoded: [])
  }

  private func drawn(_ change: ArticleChange, _ severity: ChangeSeverity) -> ChangeRow {
    guard let difference = change.difference else {
      return ChangeRow(label: severity.code, subject: change.subject, words: change.words)
    }
    return ChangeRow(
      label: severity.code, subject: change.subject, difference: difference,
      sort: severity.changeClass, remark: change.remark, width: session.surroundings.width,
      usesColour: session.usesColour)
  }

  private func print(_ rows: [Row]) throws(CommandError) {
    let shown = rows.prefix(limit)
    if isJSON {
      for row in shown { try session.write(row.encoded) }
      return
    }
    let table = ChangeTable(
      shown.compactMap(\.drawn), width: session.surroundings.width,
      usesColour: session.usesColour)
    try session.write(table.rendered())
    if !shown.isEmpty { try session.print() }
    try session.print(session.paint(summary(rows, shownCount: shown.count), .faint))
  }

  /// `since 2026-11-28: 3 changed, 1 withdrawn, 1 new`.
  private func summary(_ rows: [Row], shownCount: Int) -> String {
    guard !rows.isEmpty else {
      return "no \(filter.isActive ? "such " : "")changes since \(since)"
    }
    let counts = Dictionary(grouping: rows, by: \.severity.heading).mapValues(\.count)
    let order = ["damaged", "withdrawn", "changed", "renamed", "new", "as before"]
    let items = order.compactMap { heading in
      counts[heading].map { "\(grouped($0)) \(heading)" }
    }
    let rest = rows.count > shownCount ? "; the first \(grouped(shownCount)) shown" : ""
    return "since \(since): " + items.joined(separator: ", ") + rest
  }
}

extension ChangeSeverity {
  /// What the last line counts it as.
  fileprivate var heading: String {
    switch self {
    case .damaged, .withdrawn, .renamed, .new, .asBefore: code
    case .layout, .cosmetic, .moved, .binary, .substantive: "changed"
    }
  }
}

extension ArticleChange {
  fileprivate var failure: ArchiveError? {
    if case .damaged(let error) = outcome { error } else { nil }
  }

  /// What `stet diff`, or of one revision `stet show`, takes to show it.
  fileprivate var subject: String {
    guard let old, old.id != new.id, !new.isWithdrawal else { return new.specifier }
    guard old.number != nil, let number = new.number else {
      return "\(old.id.abbreviated)..\(new.id.abbreviated)"
    }
    let end = old.article == new.article ? "@\(number)" : new.specifier
    return "\(old.specifier)..\(end)"
  }

  /// What is said before the words of a change.
  fileprivate var remark: String {
    let remarks = [
      isBack && renamedFrom == nil ? "withdrawn and back" : nil,
      renamedFrom == nil ? nil : "renamed",
    ]
    return remarks.compactMap(\.self).joined(separator: ", ")
  }

  /// What is said where there are no changed words.
  fileprivate var words: String {
    switch outcome {
    case .changed: ""
    case .damaged(let error): error.report.message
    case .new: headline ?? "first seen \(new.observed)"
    case .withdrawn:
      [headline, old.map { "the last text is \($0.specifier)" }].compactMap(\.self)
        .joined(separator: " · ")
    case .asBefore: sameness
    }
  }

  private var sameness: String {
    if let renamedFrom { return "the same text as \(old?.specifier ?? "\(renamedFrom)")" }
    if new.isWithdrawal { return "withdrawn, as before" }
    if isBack { return "withdrawn and back, with the same text" }
    return revisionCount == 1
      ? "recorded again, with the same text"
      : "changed and changed back, in \(revisionCount) revisions"
  }

  /// What its author says of it, where that is not the name once more.
  private var headline: String? {
    let text = new.headline
    return text.isEmpty || text == article.description ? nil : text
  }
}
