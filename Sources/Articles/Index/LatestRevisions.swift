/// One revision of each of many articles, the newest or the one that stood at some moment, and where the log that says
/// so cannot be read.
public struct LatestRevisions: Sendable {
  /// In the order of names; each with its number, where no break leaves that open.
  public let revisions: [Revision]
  /// Commits that cannot be read, and may have been revisions of any article.
  public let breaks: [LogBreak]

  package init(_ revisions: [Revision], breaks: [LogBreak] = []) {
    (self.revisions, self.breaks) = (revisions, breaks)
  }
}

/// Finds them on a walk through the log from the newest commit.
struct StandingRevisions {
  private struct Article {
    var standing: Revision?
    /// The time by which it was chosen.
    var seconds = Int.min
    /// How many revisions were met, and how many before the one that stands.
    var count = 0
    var newerCount = 0
    /// How many breaks were met before the one that stands.
    var breakCount = 0

    mutating func append(_ revision: Revision, asOf moment: Moment?, after breaks: Int) {
      defer { count += 1 }
      // Of revisions with one time, the one recorded last counts: it is met first.
      if standing != nil, moment == nil { return }
      if let moment {
        guard let seconds = moment.seconds(of: revision), seconds > self.seconds else { return }
        self.seconds = seconds
      }
      standing = revision
      (newerCount, breakCount) = (count, breaks)
    }
  }

  private let prefix: String
  private let moment: Moment?
  private var articles: [ArticleName: Article] = [:]
  private var breaks: [LogBreak] = []

  /// - Parameter moment: `nil` for the newest of each.
  init(startingWith prefix: String, asOf moment: Moment?) {
    (self.prefix, self.moment) = (prefix, moment)
  }

  mutating func append(_ step: LogStep) {
    switch step {
    case .damage(let place): breaks.append(place)
    case .revision(let revision):
      guard let name = revision.article, name.description.utf8.starts(with: prefix.utf8) else {
        return
      }
      let breakCount = breaks.count
      articles[name, default: Article()].append(revision, asOf: moment, after: breakCount)
    }
  }

  var result: LatestRevisions {
    let isHidden = breaks.contains { $0.hidesEarlier }
    let revisions = articles.compactMap { _, article -> (ArticleName, Revision)? in
      guard var revision = article.standing, let name = revision.article else { return nil }
      // Numbers count from the oldest.
      let isNumbered = !isHidden && article.breakCount == breaks.count
      revision.number = isNumbered ? article.count - article.newerCount : nil
      return (name, revision)
    }
    return LatestRevisions(
      revisions.sorted { $0.0 < $1.0 }.map(\.1), breaks: breaks)
  }
}
