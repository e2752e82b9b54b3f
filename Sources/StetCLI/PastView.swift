internal import Stet

extension Option {
  static let asOf = Option(
    "--as-of", value: "TIME", help: "as it was then, of a day at its end")
  static let asOfBy = Option(
    "--by", value: "WHICH",
    help: "with --as-of: retrieved (default, as NAME@TIME), published, or recorded",
    candidates: .words(PastView.kinds.map(\.word)))
}

/// What `--as-of` and `--by` ask for: the archive as it was, or articles as they were seen or published.
struct PastView {
  let moment: Moment?

  static let kinds: [(word: String, kind: RevisionTime)] = [
    ("retrieved", .observed), ("published", .published), ("recorded", .recorded),
  ]

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    let time = try arguments.time(.asOf, now: session.surroundings.now())
    let word = arguments[.asOfBy]
    guard let time else {
      if word != nil { throw .usage("--by has a meaning only with --as-of TIME", hint: nil) }
      moment = nil
      return
    }
    guard let kind = word.map({ word in PastView.kinds.first { $0.word == word }?.kind }) else {
      moment = Moment(time)
      return
    }
    guard let kind else {
      throw .usage(
        "--by takes retrieved, published or recorded, not '\((word ?? "").visible)'", hint: nil)
    }
    moment = Moment(time, by: kind)
  }

  /// The archive to ask: by the time of recording, the one that there was then.
  func archive(_ archive: Archive) throws(CommandError) -> Archive {
    guard let moment, moment.kind == .recorded else { return archive }
    return try archived { () throws(ArchiveError) in try archive.asOf(moment.time) }
  }

  /// What to ask that archive for, where somebody asked this one for a revision.
  ///
  /// - Parameter archive: As it is now.
  func specifier(_ word: String, in archive: Archive) throws(CommandError) -> String {
    guard let moment else { return word }
    let name = try? ArticleName(word)
    let isKnown = try name.map { name throws(CommandError) in
      try archived { () throws(ArchiveError) in try archive.contains(name) }
    }
    if let name, isKnown == true {
      return try archived { () throws(ArchiveError) in
        try archive.revision(of: name, asOf: moment).id.description
      }
    }
    // The archive as it was then has its own numbers and times.
    if moment.kind == .recorded { return word }
    let revision = try archived { () throws(ArchiveError) in try archive.revision(word) }
    throw .usage(
      "'\(word.visible)' is one revision already, and --as-of chooses one of an article",
      hint: revision.article.map { "leave out --as-of, or name '\($0.description.visible)'" })
  }

  /// The name that an article had in the archive as it was.
  ///
  /// - Parameter archive: As it is now.
  func name(_ word: String, in archive: Archive) throws(CommandError) -> String {
    guard let moment, moment.kind == .recorded, let name = try? ArticleName(word) else {
      return word
    }
    return try archived { () throws(ArchiveError) in
      guard try !archive.asOf(moment.time).contains(name), try archive.contains(name) else {
        return word
      }
      return try archive.revision(of: name, asOf: moment).article?.description ?? word
    }
  }

  /// Whether a revision is of that time or an earlier one.
  func includes(_ revision: Revision) -> Bool {
    guard let moment, moment.kind != .recorded else { return true }
    guard let time = revision.time(moment.kind) else { return false }
    return time.seconds <= moment.time.lastSecond
  }

  /// `as of 2026-03-02 by the time of recording`.
  var words: String? {
    guard let moment else { return nil }
    let kind = PastView.kinds.first { $0.kind == moment.kind }?.word ?? ""
    return "as of \(moment.time), by what was \(kind)"
  }
}
