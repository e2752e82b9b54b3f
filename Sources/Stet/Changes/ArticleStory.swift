internal import Articles

/// What the log says of one article since some time, and of what came before, met from the newest on.
struct ArticleStory {
  /// How many revisions were recorded since then.
  let recentCount: Int
  private var count = 0
  private(set) var newest: Revision?
  /// The first one since then.
  private(set) var firstRecent: Revision?
  private(set) var lastText: Revision?
  /// What stood when that time began, a withdrawal perhaps.
  private(set) var before: Revision?
  private(set) var textBefore: Revision?
  private var wasWithdrawn = false
  /// Where the log cannot be read before the text that stood then is found.
  private(set) var breaks: [LogBreak] = []

  // Numbers count from the oldest: those after the last break hold, if any can be met there.
  private var places: [RevisionID: Int] = [:]
  private var firstNumberedPlace = 0
  private var isHidden = false

  init(recentCount: Int) {
    self.recentCount = recentCount
  }

  mutating func append(_ step: LogStep) {
    switch step {
    case .revision(let revision): append(revision)
    case .damage(let place):
      if textBefore == nil { breaks.append(place) }
      firstNumberedPlace = count
      isHidden = isHidden || place.hidesEarlier
    }
  }

  private mutating func append(_ revision: Revision) {
    if count < recentCount {
      newest = newest ?? note(revision)
      firstRecent = revision
      if revision.isWithdrawal { wasWithdrawn = true }
    } else if before == nil {
      before = revision
      if revision.isWithdrawal { wasWithdrawn = true }
    }
    if !revision.isWithdrawal {
      if lastText == nil { lastText = note(revision) }
      if count >= recentCount, textBefore == nil { textBefore = note(revision) }
    }
    count += 1
  }

  /// Keeps the place of a revision that will be numbered.
  private mutating func note(_ revision: Revision) -> Revision {
    places[revision.id] = count
    return revision
  }

  /// Whether it was withdrawn and has a text again.
  var isBack: Bool { wasWithdrawn && newest?.isWithdrawal == false }

  /// The same revision with its number, where that can be known.
  func numbered(_ revision: Revision) -> Revision {
    guard !isHidden, let place = places[revision.id], place >= firstNumberedPlace else {
      return revision
    }
    var revision = revision
    revision.number = count - place
    return revision
  }
}
