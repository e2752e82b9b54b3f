internal import Articles
internal import Objects
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

  /// Where each article stands, as hashes of names.
  private var paths: [ArticleName: [NameHashes]] = [:]

  /// The hashes of the names that one level of a path may have.
  private struct NameHashes {
    let first: UInt32
    let second: UInt32

    init(_ names: [String]) {
      first = ObjectSurvey.nameHash(Array(names[0].utf8))
      second = ObjectSurvey.nameHash(Array(names[names.count - 1].utf8))
    }

    func contains(_ link: ObjectSurvey.Link) -> Bool {
      link.nameHash == first || link.nameHash == second
    }
  }

  /// - Parameter revisions: All commits that the survey found intact.
  init(survey: ObjectSurvey, revisions: [Revision]) {
    self.survey = survey
    entries.reserveCapacity(revisions.count)
    for revision in revisions {
      guard let position = survey.position(of: revision.id.object) else { continue }
      entries[position] = Entry(revision: revision, position: position)
      guard let article = revision.article, paths[article] == nil else { continue }
      let path = ArticlePath(article)
      paths[article] =
        path.folders.map { NameHashes([$0]) } + [NameHashes([path.marked, path.plain])]
    }
  }

  /// Whether some revision was recorded after another.
  var hasSuccession: Bool {
    entries.values.contains { $0.revision.article != nil && !$0.revision.parents.isEmpty }
  }

  /// The commits at marked positions.
  func entries(among isReached: [Bool]) -> [Entry] {
    entries.values.filter { isReached[$0.position] }
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
    guard let root = root(of: entry) else { return nil }
    guard let path = paths[article] else { return nil }
    if hasEntry(path, in: root) == revision.isWithdrawal {
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
    for names in entry.revision.article.flatMap({ paths[$0] }) ?? [] {
      guard let link = next else { return chain }
      chain.append(survey.target(of: link))
      next = link.position.flatMap { self.link(names, in: $0) }
    }
    return chain + (next.map { [survey.target(of: $0)] } ?? [])
  }

  private func hasEntry(_ path: [NameHashes], in root: Int) -> Bool {
    var tree = root
    for names in path.dropLast() {
      guard let link = link(names, in: tree) else { return false }
      // A damaged tree is reported as such, and says nothing about the commit.
      guard let next = link.position, survey.kinds[next] != nil else { return true }
      tree = next
    }
    return link(path[path.count - 1], in: tree) != nil
  }

  private func link(_ names: NameHashes, in tree: Int) -> ObjectSurvey.Link? {
    survey.links(at: tree).first { names.contains($0) }
  }

  /// Whether two trees differ at most in one article's entry.
  private func changesOnly(_ path: [NameHashes], from before: Int?, to after: Int) -> Bool {
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
  private func areSame(_ a: Int?, _ b: Int?, but names: NameHashes) -> Bool {
    var left = a.map { survey.links(at: $0) } ?? []
    var right = b.map { survey.links(at: $0) } ?? []
    while true {
      while let link = left.first, names.contains(link) { left.removeFirst() }
      while let link = right.first, names.contains(link) { right.removeFirst() }
      guard let one = left.first, let other = right.first else {
        return left.isEmpty && right.isEmpty
      }
      guard one.nameHash == other.nameHash, one.position == other.position else { return false }
      left.removeFirst()
      right.removeFirst()
    }
  }
}
