internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let limit = Option(
    "-n", "--max-count", value: "N", help: "look at N revisions before it at most")
  fileprivate static let since = Option(
    "--since", value: "TIME", help: "look at no revision that was seen earlier")
  fileprivate static let sourceText = Option(
    "--source", help: "read the bytes of pages, not the text that a reader sees")
}

extension Command {
  static let blame = Command(
    "blame", words: "REV", count: 1...1,
    summary: "for each sentence, the revision from which on it stood there as it is",
    options: [.asOf, .asOfBy, .since, .limit, .sourceText, .json], candidates: .revisions,
    isPaged: true,
    examples: [
      ("stet blame bridge", "when each sentence of the latest text arrived"),
      ("stet blame bridge@3 --since 2026-01-01", "≤ means: then, or earlier"),
    ]
  ) { arguments, session throws(CommandError) in
    let past = try PastView(arguments, session)
    let now = try session.archive()
    let specifier = try past.specifier(arguments.words[0], in: now)
    let archive = try past.archive(now)
    let view: Difference.View = arguments.has(.sourceText) ? .source : .visible
    let since = try arguments.time(.since, now: session.surroundings.now())
    let limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    let meter = ProgressMeter("looked at", "revisions", total: nil, session)
    let blame = try archived { () throws(ArchiveError) in
      try archive.blame(
        archive.revision(specifier), view: view, since: since, limit: limit,
        progress: { meter.update($0, of: 0) })
    }
    meter.finish()
    if arguments.has(.json) {
      let json = blame.json(view: view.rawValue, explanation: blame.failure?.report.message)
      try session.write(json.encoded(pretty: true) + [0x0A])
    } else {
      try session.write(
        BlameTable(
          blame.rows, width: session.surroundings.width, usesColour: session.usesColour
        ).rendered())
    }
    if case .damaged(let error) = blame.end { throw .archive(error) }
    if case .erased(let text) = blame.end {
      Warning.write("the text before is gone: \(text.sentence)")
    }
    return .done
  }
}

extension Blame {
  fileprivate var failure: ArchiveError? {
    switch end {
    case .complete, .limit: nil
    case .erased(let text): .erased(text)
    case .damaged(let error): error
    }
  }

  fileprivate var rows: [BlameRow] {
    let names = parts.map { specifier(of: $0.arrival) }
    let longest = names.map(\.count).max() ?? 0
    let hasBound = parts.contains(where: \.isAtLeast)
    return zip(parts, names).map { part, name in
      let bound = hasBound ? (part.isAtLeast ? "≤" : " ") : ""
      let padding = String(repeating: " ", count: longest - name.count)
      return BlameRow(
        label: bound + name + padding + " " + part.arrival.observed.day,
        text: Array(text[part.range]), startsParagraph: part.startsParagraph)
    }
  }

  /// `@12`; with the name where that was another.
  private func specifier(of arrival: Revision) -> String {
    guard let number = arrival.number else { return arrival.id.abbreviated }
    return arrival.article == revision.article ? "@\(number)" : arrival.specifier
  }
}
