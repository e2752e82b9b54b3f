internal import Articles
internal import Objects
internal import Repository

/// Which revisions go with a damaged object.
struct LostRevisions {
  private var byObject: [ObjectID: [LostRevision]] = [:]

  /// - Parameters:
  ///   - heads: Where references lead.
  ///   - isReached: Whether they lead to an object, by its position.
  init(log: CommitLog, heads: [ObjectID], damaged: Set<ObjectID>, isReached: [Bool]) {
    guard !damaged.isEmpty else { return }
    for head in Set(heads) where damaged.contains(head) { addUnreadable(head) }
    let numbers = LostRevisions.numbers(log, isReached)
    for entry in log.entries.values.sorted(by: { $0.position < $1.position }) {
      guard let article = entry.revision.article else { continue }
      let lost = LostRevision(
        id: entry.revision.id, article: article, number: numbers[entry.position])
      for id in log.chain(from: entry) where damaged.contains(id) {
        byObject[id, default: []].append(lost)
      }
      // A commit that cannot be read is known by the child that names it as its parent.
      for parent in entry.revision.parents where damaged.contains(parent) {
        addUnreadable(parent)
      }
    }
  }

  private mutating func addUnreadable(_ commit: ObjectID) {
    byObject[commit] = [
      LostRevision(id: RevisionID(commit), article: nil, number: nil)
    ]
  }

  /// The revisions that need the object with this id.
  func revisions(without id: ObjectID) -> [LostRevision] {
    let found = byObject[id] ?? []
    return found.sorted { a, b in
      (a.article?.description ?? "", a.number ?? 0) < (b.article?.description ?? "", b.number ?? 0)
    }
  }

  /// Which revision of its article each commit is, as far as the log can be followed: a commit
  /// whose line of parents is broken has no number.
  private static func numbers(_ log: CommitLog, _ isReached: [Bool]) -> [Int: Int] {
    var numbers: [Int: Int] = [:]
    var counts: [ArticleName: Int] = [:]
    for entry in log.lineFromTheFirst(isReached) {
      guard let article = entry.revision.article else { continue }
      counts[article, default: 0] += 1
      numbers[entry.position] = counts[article]
    }
    return numbers
  }
}

extension CommitLog {
  /// Commits from the first one on, child after parent, until the line is broken.
  ///
  /// Where a killed writer left a second child or a second first commit, the one counts that a
  /// reference leads to.
  func lineFromTheFirst(_ isReached: [Bool]) -> [Entry] {
    let ordered = entries.values.sorted { !isReached[$0.position] && isReached[$1.position] }
    var children: [Int: Entry] = [:]
    for entry in ordered {
      for parent in parents(of: entry) { children[parent] = entry }
    }
    var line: [Entry] = []
    var next = ordered.last { $0.revision.parents.isEmpty }
    while let entry = next, line.count < entries.count {
      line.append(entry)
      next = children[entry.position]
    }
    return line
  }
}
