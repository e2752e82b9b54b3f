internal import Stet

extension SigningObstacle {
  var report: ErrorReport {
    switch self {
    case .noKey:
      ErrorReport(
        "the archive has no key to sign with",
        hint: "`stet key new example.org/NAME` makes one, for a name that you own", .notFound)
    case .malformedKeys(let line):
      ErrorReport(
        "line \(line) of stet/signing-keys is no key of this archive", .systemRefused)
    case .isCopy(let origin):
      ErrorReport(
        "this is a copy: checkpoints of \(origin.visible) are signed where its key is",
        hint:
          "`--take-over` makes a key all the same, if that one is lost or this copy goes its own way",
        .conflict)
    case .hasKey(let origin):
      ErrorReport(
        "the archive signs for \(origin.visible) already",
        hint:
          "`stet key new \(ProgramLine.quoted(origin).visible)` makes a second key, to take the place of the first",
        .conflict)
    case .badOrigin(let origin, let reason):
      ErrorReport("'\(origin.visible)' cannot be the name of a log: \(reason)", .usedWrongly)
    case .tooManyKeys(let limit):
      ErrorReport(
        "the archive has \(limit) keys already",
        hint: "`stet key retire ID` lets one sign no more", .conflict)
    case .cannotRetire(let id, let reason):
      ErrorReport("key '\(id.visible)' cannot be retired: \(reason)", .notFound)
    case .rewritten(let size, let noted):
      ErrorReport(
        "nothing was signed: the first \(size) commits are no longer those that "
          + (noted.map { "were noted at \($0)" } ?? "a checkpoint was signed for"),
        hint:
          "`stet verify` says what is wrong; a signature that contradicts an earlier one is for ever",
        .damageFound)
    }
  }
}
