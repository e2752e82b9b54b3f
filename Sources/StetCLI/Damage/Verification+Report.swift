internal import Stet

extension Session {
  /// Prints what a verification found, and what can be done.
  func print(_ result: Verification, notes: [Note]) throws(CommandError) {
    for finding in result.findings { try print(finding, isCostKnown: result.isComplete) }
    for text in result.erased { try print(text.sentence.visible) }
    for note in notes { try print("note: " + note.words(program).visible) }
    try print(summary(of: result))
  }

  private func print(_ finding: Finding, isCostKnown: Bool) throws(CommandError) {
    let damage = finding.damage
    try print(paint(damage.kind.rawValue, .bad) + " " + damage.subject.text.visible)
    try print("  \(damage.cause.words.visible)")
    if let path = damage.path, path != damage.subject.text {
      try print("  file: \(path.visible)")
    }
    if !finding.lost.isEmpty {
      let shown = finding.lost.prefix(10).map(\.text).joined(separator: ", ")
      let more = finding.lost.count > 10 ? " and \(finding.lost.count - 10) more" : ""
      try print("  takes away: \(shown)\(more)")
    }
    try print("  next: \(damage.advice(isCostKnown: isCostKnown, program).visible)\n")
  }

  private func summary(of result: Verification) -> String {
    let counts = [
      counted(result.objectCount, "object"), counted(result.revisionCount, "revision"),
      counted(result.articleCount, "article"),
    ].joined(separator: ", ")
    let scope = result.scope.words
    let erased =
      result.erased.isEmpty ? "" : ", \(counted(result.erased.count, "text")) erased by law"
    guard !result.isClean else {
      return "\(scope) \(counts): "
        + paint(result.isHere ? "no damage" : "no damage in what is here", .good) + erased
    }
    return "\(scope) \(counts): "
      + paint(counted(result.findings.count, "finding"), .bad) + ", " + result.loss + erased
  }
}

extension Verification.Scope {
  fileprivate var words: String {
    switch self {
    case .everything: "verified"
    case .head: "verified what the head needs:"
    case .sinceLast(let time, let share, let count):
      "verified what came since \(time), and share \(share + 1) of \(count) of what was there:"
    }
  }
}

extension Verification {
  /// Whether all that is needed is here, and not elsewhere by an arrangement of git's.
  fileprivate var isHere: Bool {
    notes.allSatisfy { note in
      switch note {
      case .borrowing(_, let count), .partial(let count): count == 0
      case .shallow: false
      default: true
      }
    }
  }

  fileprivate var loss: String {
    let count = counted(lost.count, "revision")
    return switch (isLossKnown, lost.isEmpty) {
    case (true, true): "no revision is lost"
    case (true, false): "\(count) lost"
    case (false, true): "which revisions are lost is not known"
    case (false, false): "at least \(count) lost"
    }
  }
}

extension LostRevision {
  fileprivate var text: String {
    guard let article else { return "the revision of commit \(id.abbreviated)" }
    return article.description.visible + (number.map { "@\($0)" } ?? " (\(id.abbreviated))")
  }
}
