internal import Articles
internal import Objects
internal import Repository
internal import Threads

extension CommitLog {
  /// Commits of Stet's that break the log's rules, in order, among those that are wanted.
  func findings(workers: Int, where isWanted: (CommitRow) -> Bool) -> [Finding] {
    // One article's commits after the other's: where it stands is worked out once.
    let places = placesByArticle(where: isWanted)
    let faults = Locked<[(position: Int, fault: LogFault)]>([])
    Workers.share(places.count, chunk: 256, among: workers) { _, next in
      var check = CommitCheck(self)
      while let chunk = next() {
        for place in places[chunk] {
          guard let fault = check.objection(to: rows[place]) else { continue }
          faults.withLock { $0.append((rows[place].position, fault)) }
        }
      }
    }
    return faults.withLock { $0 }.sorted { $0.position < $1.position }.map { position, fault in
      Finding(Damage(.object(StoredObjectID(survey.ids[position])), .log(fault)))
    }
  }
}

/// Holds one commit after the other to the log's rules.
private struct CommitCheck {
  private typealias Link = ObjectSurvey.Link

  /// A tree on the way to an article.
  private struct Level {
    /// `nil` where there is none.
    var tree: Int?
    var isDamaged = false
    var links: [Link] = []
    /// The link that leads on.
    var next: Link?
  }

  private let log: CommitLog
  private var survey: ObjectSurvey { log.survey }
  private var article: Int?
  private var keys: [ArticlePlace.EntryKeys] = []
  private var links: [Link] = []
  private var levels: [Level] = []
  private var before = Level()

  init(_ log: CommitLog) {
    self.log = log
  }

  mutating func objection(to row: CommitRow) -> LogFault? {
    guard let article = row.article else { return nil }
    survey.readLinks(at: row.position, into: &links)
    let parentCount = links.count - 1
    if parentCount > 1 { return .parentCount(parentCount) }
    let root = links.first?.position
    let parent = links.dropFirst().first?.position.flatMap { log.row(at: $0) }
    if let parent, parent.seconds > row.seconds {
      return .recordedBeforeParent(recorded: row.recorded, parent: parent.recorded)
    }
    // A damaged tree is reported as such, and says nothing about the commit.
    guard let root, survey.kinds[root] != nil else { return nil }
    enter(article)
    readLevels(from: root)
    let name = log.articles[article]
    if let isThere, isThere == row.isWithdrawal {
      return row.isWithdrawal ? .stillPresent(name) : .absent(name)
    }
    // The first commit of Stet's on another program's history has nothing to compare with.
    if parent == nil && parentCount > 0 { return nil }
    if let parent { survey.readLinks(at: parent.position, into: &links) }
    let old = parent == nil ? nil : links.first?.position
    return changesOnlyArticle(from: old) ? nil : .changesMore(than: name)
  }

  private mutating func enter(_ article: Int) {
    guard article != self.article else { return }
    keys = ArticlePlace(log.articles[article]).keys
    if levels.isEmpty { levels = keys.map { _ in Level() } }
    self.article = article
  }

  /// Follows the article's path from a root, as far as it leads.
  private mutating func readLevels(from root: Int) {
    var tree: Int? = root
    for number in keys.indices {
      CommitCheck.read(tree, keys[number], survey, into: &levels[number])
      tree = levels[number].next?.position
    }
  }

  private static func read(
    _ tree: Int?, _ keys: ArticlePlace.EntryKeys, _ survey: ObjectSurvey, into level: inout Level
  ) {
    level.tree = tree
    level.isDamaged = tree.map { survey.kinds[$0] == nil } ?? false
    if let tree {
      survey.readLinks(at: tree, into: &level.links)
    } else {
      level.links.removeAll(keepingCapacity: true)
    }
    level.next = keys.first(in: level.links)
  }

  /// Whether the tree has the article's entry; `nil` where a tree on the way is damaged, which is reported
  /// as such and says nothing about the commit.
  private var isThere: Bool? {
    for number in levels.indices {
      if levels[number].isDamaged { return nil }
      guard let next = levels[number].next else { return false }
      guard number == levels.count - 1 || next.position != nil else { return nil }
    }
    return true
  }

  /// Whether a tree differs from the commit's at most in the article's entry.
  private mutating func changesOnlyArticle(from old: Int?) -> Bool {
    var old = old
    for number in keys.indices {
      // From here on they are the same.
      if old == levels[number].tree { return true }
      CommitCheck.read(old, keys[number], survey, into: &before)
      // A damaged tree says nothing about the commit.
      if before.isDamaged || levels[number].isDamaged { return true }
      guard areSame(before.links, levels[number].links, but: keys[number]) else { return false }
      old = before.next?.position
    }
    return true
  }

  /// Whether two trees have the same entries, leaving some names out.
  private func areSame(_ a: [Link], _ b: [Link], but keys: ArticlePlace.EntryKeys) -> Bool {
    var (left, right) = (0, 0)
    while true {
      while left < a.count, keys.contains(a[left]) { left += 1 }
      while right < b.count, keys.contains(b[right]) { right += 1 }
      guard left < a.count, right < b.count else { return left == a.count && right == b.count }
      guard a[left].key == b[right].key, a[left].position == b[right].position else { return false }
      left += 1
      right += 1
    }
  }
}
