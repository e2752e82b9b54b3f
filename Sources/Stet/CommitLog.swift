internal import ObjectDatabase
internal import Objects

/// Every commit that can be read, whether or not a reference leads to it.
struct CommitLog {
  struct Entry {
    let revision: Revision
    let position: Int
  }

  let survey: ObjectSurvey
  /// By position in the survey.
  private(set) var entries: [Int: Entry] = [:]

  init(archive: Archive, survey: ObjectSurvey) {
    self.survey = survey
    for position in survey.ids.indices where survey.kinds[position] == .commit {
      guard let revision = try? archive.revision(survey.ids[position]) else { continue }
      entries[position] = Entry(revision: revision, position: position)
    }
  }

  /// Whether some revision was recorded after another.
  var hasSuccession: Bool {
    entries.values.contains { $0.revision.article != nil && !$0.revision.parents.isEmpty }
  }

  var revisionCount: Int { entries.values.count { $0.revision.article != nil } }

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
        objection(to: entry).map { reason in
          Finding(
            kind: .brokenLog, subject: survey.ids[entry.position].description, path: nil,
            explanation: reason, lost: [],
            advice: "compare with another copy of the archive: this was not written by Stet")
        }
      }
  }

  private func objection(to entry: Entry) -> String? {
    let revision = entry.revision
    guard let article = revision.article else { return nil }
    if revision.parents.count > 1 { return "it has \(revision.parents.count) parents" }
    let parent = parents(of: entry).first.flatMap { entries[$0] }
    if let parent, parent.revision.recorded.seconds > revision.recorded.seconds {
      return "it is recorded at \(revision.recorded), before its parent"
        + " (\(parent.revision.recorded))"
    }
    guard let root = root(of: entry) else { return nil }
    let path = ArticlePath(article)
    if hasEntry(path, in: root) == revision.isWithdrawal {
      return revision.isWithdrawal
        ? "it withdraws '\(article)', and its tree still has it"
        : "it records '\(article)', and its tree has no such article"
    }
    // The first commit of Stet's on another program's history has nothing to compare with.
    let before = parent.flatMap { self.root(of: $0) }
    if parent == nil && !revision.parents.isEmpty { return nil }
    return changesOnly(path, from: before, to: root)
      ? nil : "it says that it records '\(article)', and its tree changes something else, too"
  }

  // MARK: Trees

  func parents(of entry: Entry) -> [Int] {
    survey.links(at: entry.position).dropFirst().compactMap(\.position)
  }

  func root(of entry: Entry) -> Int? { survey.links(at: entry.position).first?.position }

  /// The trees and the blob that a commit's article is reached through, to the first that is
  /// damaged or missing.
  func chain(of path: ArticlePath, from entry: Entry) -> [ObjectID] {
    var chain: [ObjectID] = []
    var next = survey.links(at: entry.position).first
    for names in path.folders.map({ [$0] }) + [[path.marked, path.plain]] {
      guard let link = next else { return chain }
      chain.append(survey.target(of: link))
      next = link.position.flatMap { self.link(named: names, in: $0) }
    }
    return chain + (next.map { [survey.target(of: $0)] } ?? [])
  }

  private func hasEntry(_ path: ArticlePath, in root: Int) -> Bool {
    var tree = root
    for name in path.folders {
      guard let link = link(named: [name], in: tree) else { return false }
      // A damaged tree is reported as such, and says nothing about the commit.
      guard let next = link.position, survey.kinds[next] != nil else { return true }
      tree = next
    }
    return link(named: [path.marked, path.plain], in: tree) != nil
  }

  private func link(named names: [String], in tree: Int) -> ObjectSurvey.Link? {
    let hashes = names.map { ObjectSurvey.nameHash($0.utf8) }
    return survey.links(at: tree).first { hashes.contains($0.nameHash) }
  }

  /// Whether two trees differ at most in one article's entry.
  private func changesOnly(_ path: ArticlePath, from before: Int?, to after: Int) -> Bool {
    var old = before
    var new: Int? = after
    for names in path.folders.map({ [$0] }) + [[path.marked, path.plain]] {
      let hashes = names.map { ObjectSurvey.nameHash($0.utf8) }
      // A damaged tree says nothing about the commit.
      if [old, new].contains(where: { $0.map { survey.kinds[$0] == nil } ?? false }) {
        return true
      }
      let others = [old, new].map { tree in
        tree.map { survey.links(at: $0).filter { !hashes.contains($0.nameHash) } } ?? []
      }
      guard
        others[0].elementsEqual(
          others[1], by: { $0.nameHash == $1.nameHash && $0.position == $1.position })
      else { return false }
      old = old.flatMap { link(named: names, in: $0)?.position }
      new = new.flatMap { link(named: names, in: $0)?.position }
    }
    return true
  }
}
