internal import Articles
internal import Objects
internal import Repository
internal import Threads

/// What a check of the log asks of every commit, in few bytes.
///
/// Its tree and its parents are among the survey's links.
struct CommitRow: Sendable {
  /// Its place in the survey.
  let position: Int
  /// The number of its article among those of the log; `nil` where it records none.
  var article: Int? { articleNumber == CommitRow.noArticle ? nil : Int(articleNumber) }
  let isWithdrawal: Bool
  /// When it entered the archive.
  var recorded: Timestamp { Timestamp(seconds: seconds, zoneMinutes: Int(zoneMinutes)) }
  let seconds: Int

  private let articleNumber: UInt32
  private let zoneMinutes: Int16
  private static let noArticle = UInt32.max

  fileprivate init(_ position: Int, _ revision: Revision, article: UInt32?) {
    self.position = position
    isWithdrawal = revision.isWithdrawal
    seconds = revision.recorded.seconds
    zoneMinutes = Int16(clamping: revision.recorded.zoneMinutes)
    articleNumber = article ?? CommitRow.noArticle
  }
}

/// The commits that a survey meets, on any thread.
final class CommitCollector: Sendable {
  fileprivate struct Collection {
    var rows: [CommitRow] = []
    var numbers: [ArticleName: UInt32] = [:]
    var names: [ArticleName] = []
    var special: [Int: Revision] = [:]

    mutating func number(of article: ArticleName) -> UInt32 {
      if let number = numbers[article] { return number }
      let number = UInt32(names.count)
      numbers[article] = number
      names.append(article)
      return number
    }
  }

  private let found = Locked(Collection())

  func add(_ met: SurveyedCommit) {
    let revision = Revision(checking: met.id, met.commit)
    found.withLock { found in
      let article = revision.article.map { found.number(of: $0) }
      found.rows.append(CommitRow(met.position, revision, article: article))
      if revision.isSpecial { found.special[met.position] = revision }
    }
  }

  /// All of them, of which the collector then knows none any more.
  func finish(_ survey: ObjectSurvey) -> CommitLog {
    var all = found.withLock { found in
      defer { found = Collection() }
      return found
    }
    all.numbers = [:]
    all.rows.sort { $0.position < $1.position }
    // An object may be in several packs.
    all.rows.removeRepeated()
    return CommitLog(survey: survey, rows: all.rows, articles: all.names, special: all.special)
  }
}

extension [CommitRow] {
  fileprivate mutating func removeRepeated() {
    var kept = 0
    for place in indices where kept == 0 || self[kept - 1].position != self[place].position {
      self[kept] = self[place]
      kept += 1
    }
    removeLast(count - kept)
  }
}

extension Revision {
  /// Whether more of it is looked at than what a row says: those are few.
  fileprivate var isSpecial: Bool { article?.isReserved ?? false || metadata != Metadata() }
}
