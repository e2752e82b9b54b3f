internal import Stet

/// How a command ended, for whoever called it.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  /// Only with `--exit-code`: there is a difference, or something was recorded.
  case differencesFound = 1
  case usedWrongly = 2
  case notFound = 3
  case damageFound = 4
  /// Another writer is in the way.
  case conflict = 5
  /// The system refused: permission, space, input or output.
  case systemRefused = 6
  /// Only with `--keep-going`: some of it was done.
  case partlyDone = 7
  /// Stopped by SIGINT, with the number that shells give that.
  case interrupted = 130
}

extension ExitStatus {
  /// What help, manual and README say of it.
  var meaning: String {
    switch self {
    case .done: "done"
    case .differencesFound: "differences found, or something recorded"
    case .usedWrongly: "used wrongly"
    case .notFound: "not found or ambiguous"
    case .damageFound: "damage found"
    case .conflict: "conflict or locked"
    case .systemRefused: "the system refused"
    case .partlyDone: "only some of it was done"
    case .interrupted: "interrupted"
    }
  }

  /// What a verification comes to.
  init(_ result: Verification) {
    self = result.isClean ? .done : result.isOnlyRefused ? .systemRefused : .damageFound
  }
}
