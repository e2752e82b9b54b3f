internal import Bytes
internal import Objects
internal import Packs

/// What one walk through all history tells: what it leads to, in which order that is best kept, and what a commit-graph
/// says of it.
struct CompleteHistory {
  private(set) var reached: ReferencedObjects
  private var layout: PackLayout?
  private var rows = CommitGraphRows()

  /// - Parameter goesOn: Asked now and then.
  /// - Throws: `.cancelled`.
  init(
    of work: MaintenanceWork, _ goesOn: () -> Bool
  ) throws(RepositoryError) {
    reached = ReferencedObjects(among: try work.allIDs())
    var layout = PackLayout(among: work.ids, wanted: PositionSet(all: work.ids.count))
    let commits = try CommitRows(of: work.repository) { _ in true }
    var count = 0
    try commits.visitChanges(
      in: work.repository, treeOfOther: { id throws(RepositoryError) in throw .missing(id) }
    ) { number, changes throws(RepositoryError) in
      let (commit, parent) = (commits.id(number), commits.parents(number).first)
      note(commit, changes)
      layout.add(commit, after: parent, changes)
      rows.append(commits.graphEntry(number, changes))
      count += 1
      if count % 256 == 0, !goesOn() { throw .cancelled }
    }
    layout.complete()
    self.layout = layout
  }

  private mutating func note(_ commit: ObjectID, _ changes: [TreeChanges.Change]) {
    reached.note(commit, .commit)
    for change in changes { if let id = change.id { reached.note(id, change.kind) } }
  }

  /// The order of the pack; it is kept no longer.
  mutating func takeLayout() -> PackLayout? { layout.take() }

  /// What a commit-graph says; it is kept no longer.
  mutating func takeRows() -> CommitGraphRows {
    defer { rows = CommitGraphRows() }
    return rows
  }
}
