internal import Articles
internal import Objects
internal import Packs
internal import Repository

/// Every commit that can be read, whether or not a reference leads to it.
struct CommitLog {
  struct Entry {
    let revision: Revision
    let position: Int
  }

  let survey: ObjectSurvey
  /// By position in the survey.
  private(set) var entries: [Int: Entry] = [:]

  /// Where each article stands.
  private var places: [ArticleName: Place] = [:]

  private struct Place {
    /// Keys of entries, level by level.
    let keys: [EntryKeys]
    /// What a commit-graph is asked whether it knows that the article changed.
    let queries: [ChangedPathQuery]

    init(_ path: ArticlePath) {
      keys =
        path.folders.map { EntryKeys([.directory], [$0]) }
        + [EntryKeys(EntryKeys.files, [path.plain, path.marked])]
      queries = [path.plain, path.marked].map { name in
        ChangedPathQuery(Array("\(path.folder)/\(name)".utf8))
      }
    }
  }

  /// The keys of the entries that one level of a path may have.
  private struct EntryKeys {
    private let first: EntryKey
    private let others: [EntryKey]

    init(_ modes: [EntryMode], _ names: [String]) {
      let keys = modes.flatMap { mode in names.map { EntryKey(mode, Array($0.utf8)) } }
      first = keys[0]
      others = Array(keys.dropFirst())
    }

    func contains(_ link: ObjectSurvey.Link) -> Bool {
      link.key == first || others.contains(link.key)
    }

    /// Modes of files whose bytes an article may have: a link's bytes are a path.
    static let files: [EntryMode] = [.file, .executable, .groupWritableFile]
  }

  /// - Parameter revisions: All commits that the survey found intact.
  init(survey: ObjectSurvey, revisions: [Revision]) {
    self.survey = survey
    entries.reserveCapacity(revisions.count)
    for revision in revisions {
      guard let position = survey.position(of: revision.id.object) else { continue }
      entries[position] = Entry(revision: revision, position: position)
      guard let article = revision.article, places[article] == nil else { continue }
      places[article] = Place(ArticlePath(article))
    }
  }

  /// Whether some commit is of this article.
  func records(_ article: ArticleName) -> Bool { places[article] != nil }

  /// Whether some revision was recorded after another.
  var hasSuccession: Bool {
    entries.values.contains { $0.revision.article != nil && !$0.revision.parents.isEmpty }
  }

  /// What the commit with this id says, as far as the commit-graph repeats it.
  ///
  /// - Parameter broken: Commits that do not keep to the log's rules: what they change is not known.
  func facts(of id: ObjectID, broken: Set<ObjectID>) -> Repository.CommitFacts? {
    guard let entry = survey.position(of: id).flatMap({ entries[$0] }) else { return nil }
    return Repository.CommitFacts(
      seconds: entry.revision.recorded.seconds,
      changes: broken.contains(id) ? [] : changes(of: entry))
  }

  /// Paths of which a commit changes one; none where it may change nothing, or anything.
  private func changes(of entry: Entry) -> [ChangedPathQuery] {
    guard let article = entry.revision.article, let root = root(of: entry) else { return [] }
    if !entry.revision.parents.isEmpty {
      guard let parent = parents(of: entry).first.flatMap({ entries[$0] }),
        self.root(of: parent) != root
      else { return [] }
    }
    return places[article]?.queries ?? []
  }

  /// The commits at marked positions.
  func entries(among isReached: [Bool]) -> [Entry] {
    entries.values.filter { isReached[$0.position] }
  }

  /// The log without the commits at marked positions.
  func without(_ isLeftOut: [Bool]) -> CommitLog {
    var log = self
    log.entries = entries.filter { !isLeftOut[$0.key] }
    return log
  }

  // MARK: What the log must keep to

  /// Commits of Stet's that break the log's rules, among those that can be reached.
  func findings(among isReached: [Bool]) -> [Finding] {
    entries(among: isReached).filter { $0.revision.article != nil }
      .sorted { $0.position < $1.position }
      .compactMap { entry in
        objection(to: entry).map { fault in
          Finding(Damage(.object(StoredObjectID(survey.ids[entry.position])), .log(fault)))
        }
      }
  }

  private func objection(to entry: Entry) -> LogFault? {
    let revision = entry.revision
    guard let article = revision.article else { return nil }
    if revision.parents.count > 1 { return .parentCount(revision.parents.count) }
    let parent = parents(of: entry).first.flatMap { entries[$0] }
    if let parent, parent.revision.recorded.seconds > revision.recorded.seconds {
      return .recordedBeforeParent(
        recorded: revision.recorded, parent: parent.revision.recorded)
    }
    // A damaged tree is reported as such, and says nothing about the commit.
    guard let root = root(of: entry), survey.kinds[root] != nil else { return nil }
    guard let path = places[article]?.keys else { return nil }
    if let isThere = hasEntry(path, in: root), isThere == revision.isWithdrawal {
      return revision.isWithdrawal ? .stillPresent(article) : .absent(article)
    }
    // The first commit of Stet's on another program's history has nothing to compare with.
    let before = parent.flatMap { self.root(of: $0) }
    if parent == nil && !revision.parents.isEmpty { return nil }
    return changesOnly(path, from: before, to: root) ? nil : .changesMore(than: article)
  }

  // MARK: Trees

  func parents(of entry: Entry) -> [Int] {
    survey.links(at: entry.position).dropFirst().compactMap(\.position)
  }

  func root(of entry: Entry) -> Int? { survey.links(at: entry.position).first?.position }

  /// The trees and the blob that a commit's article is reached through, to the first that is
  /// damaged or missing.
  func chain(from entry: Entry) -> [ObjectID] {
    var chain: [ObjectID] = []
    var next = survey.links(at: entry.position).first
    for names in entry.revision.article.flatMap({ places[$0]?.keys }) ?? [] {
      guard let link = next else { return chain }
      chain.append(survey.target(of: link))
      next = link.position.flatMap { self.link(names, in: $0) }
    }
    return chain + (next.map { [survey.target(of: $0)] } ?? [])
  }

  /// Whether a tree has an article's entry; `nil` where a tree on the way is damaged, which is reported
  /// as such and says nothing about the commit.
  private func hasEntry(_ path: [EntryKeys], in root: Int) -> Bool? {
    var tree = root
    for names in path.dropLast() {
      if isDamaged(tree) { return nil }
      guard let link = link(names, in: tree) else { return false }
      guard let next = link.position else { return nil }
      tree = next
    }
    return isDamaged(tree) ? nil : link(path[path.count - 1], in: tree) != nil
  }

  private func link(_ names: EntryKeys, in tree: Int) -> ObjectSurvey.Link? {
    survey.links(at: tree).first { names.contains($0) }
  }

  /// Whether two trees differ at most in one article's entry.
  private func changesOnly(_ path: [EntryKeys], from before: Int?, to after: Int) -> Bool {
    var old = before
    var new: Int? = after
    for names in path {
      // A damaged tree says nothing about the commit.
      if isDamaged(old) || isDamaged(new) { return true }
      guard areSame(old, new, but: names) else { return false }
      old = old.flatMap { link(names, in: $0)?.position }
      new = new.flatMap { link(names, in: $0)?.position }
    }
    return true
  }

  private func isDamaged(_ tree: Int?) -> Bool {
    tree.map { survey.kinds[$0] == nil } ?? false
  }

  /// Whether two trees have the same entries, leaving some names out.
  private func areSame(_ a: Int?, _ b: Int?, but names: EntryKeys) -> Bool {
    var left = a.map { survey.links(at: $0) } ?? []
    var right = b.map { survey.links(at: $0) } ?? []
    while true {
      while let link = left.first, names.contains(link) { left.removeFirst() }
      while let link = right.first, names.contains(link) { right.removeFirst() }
      guard let one = left.first, let other = right.first else {
        return left.isEmpty && right.isEmpty
      }
      guard one.key == other.key, one.position == other.position else { return false }
      left.removeFirst()
      right.removeFirst()
    }
  }
}
