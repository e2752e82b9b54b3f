internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let from = Option(
    "--from", value: "PATH",
    help: "an archive, a clone, a bundle, a folder of files or a file; may be given again",
    candidates: .files)
  fileprivate static let dryRun = Option(
    "--dry-run", help: "change nothing, say what would be done")
}

extension Command {
  static let repair = Command(
    "repair", count: 0...0, summary: "heal what is damaged, and take what is lost from a copy",
    options: [.from, .dryRun, .json],
    examples: [
      ("stet repair --from ../copy", "take lost objects from a copy whose hashes fit"),
      ("stet repair --from old.bundle --from texts/", "ask several, in turn"),
      ("stet repair --dry-run", "see what can be done without a copy"),
    ]
  ) { arguments, session throws(CommandError) in
    let path = try session.archivePath(having: "objects")
    let cores = session.surroundings.cores
    let meter = ProgressMeter("looked at", "objects", total: nil, session)
    let sources = arguments.all(.from).map(session.path)
    let isTrial = arguments.has(.dryRun)
    let repair = try archived { () throws(ArchiveError) in
      try Archive.repair(
        at: path, from: sources, isTrial: isTrial, workers: cores,
        localZone: Surroundings.localZone, goesOn: Interruption.goesOn
      ) { done, total in meter.update(done, of: total) }
    }
    meter.finish()
    if arguments.has(.json) {
      let remaining = repair.remaining
      let json = repair.json { damage in
        (
          damage.cause.words,
          damage.advice(isCostKnown: remaining.isComplete, session.program)
        )
      } explanation: {
        $0.words(session.program)
      }
      try session.write(json.encoded(pretty: true) + [0x0A])
    } else {
      for line in repair.lines + repair.erasures.lines(session.program) { try session.print(line) }
      try session.print(repair.remaining, notes: repair.remaining.notes)
    }
    return repair.isComplete ? .done : .damageFound
  }
}

extension Repair {
  /// What was done, a line for each thing.
  fileprivate var lines: [String] {
    if isNothing && remaining.isClean { return ["nothing to repair"] }
    var lines: [String] = []
    for (source, count) in restoredCounts where count > 0 {
      lines.append("took \(counted(count, "object")) from \(source.visible)")
    }
    if salvagedCount > 0 {
      lines.append("took \(counted(salvagedCount, "object")) out of damaged packs")
    }
    for pack in reindexedPacks { lines.append("made the index of \(pack.visible) anew") }
    if let moved = movedReference { lines.append(moved.line) }
    lines += restoredReferences.map(\.line)
    lines += lostReferences.map { "lost: where \($0.visible) led, which no copy says" }
    if isGraphRebuilt { lines.append("made the commit-graph anew") }
    lines += setAside.map { "moved aside: \($0.visible)" }
    if !remaining.isClean { lines += restoredCounts.compactMap(emptySource) }
    if lines.isEmpty { lines = ["nothing could be done without another copy"] }
    return isTrial ? ["would be done, and was not:"] + lines.map { "  " + $0 } + ["then:"] : lines
  }
}

/// What is said of a source that had nothing of what is lost.
private func emptySource(_ source: String, _ count: Int) -> String? {
  guard count == 0 else { return nil }
  return
    "\(source.visible) has nothing of what is lost, or the same damage: clones on one disk share"
    + " files unless they are made with `git clone --no-hardlinks`"
}

extension Repair.RestoredReference {
  fileprivate var line: String {
    let reason =
      source.map { "as \($0.visible) has it" } ?? "the one line of commits nothing led to"
    let line = "led \(name.visible) to \(id), \(reason)"
    guard let old else { return line }
    return line + ";\n  lost: \(old) that it led to, and what may have come between"
  }
}

extension Repair.MovedReference {
  fileprivate var line: String {
    guard let old else { return "led \(name.visible) to \(new), the newest commit there is" }
    if wasSetBack { return "led \(name.visible) forward from \(old) to \(new), which was noted" }
    return "led \(name.visible) to \(new), the newest commit there is;\n"
      + "  lost: the commit \(old) that it led to, and what may have come between"
  }
}
