internal import Objects

/// Writes chosen objects into a pack, each thing's versions in order, so that each is kept as a
/// change to the one before.
struct RepackWriter {
  private let database: ObjectDatabase
  private var wanted: Set<ObjectID>
  private let builder: PackBuilder
  private var batch = ObjectBatch()
  private var changes: TreeChanges
  /// The commit that changed each path last.
  private var lastCommits: [[UInt8]: ObjectID] = [:]

  private static let flushByteCount = 16 << 20

  init(_ database: ObjectDatabase, wanted: Set<ObjectID>, builder: PackBuilder) {
    self.database = database
    self.wanted = wanted
    self.builder = builder
    changes = TreeChanges(database)
  }

  mutating func run() throws(ObjectDatabaseError) {
    let all = wanted
    for (id, commit) in try database.commits(where: { all.contains($0) }) {
      let parent = try commit.parents.first.map { id throws(ObjectDatabaseError) in
        try database.commit(id).tree
      }
      var found: [TreeChanges.Change] = []
      try changes.visit(from: parent, to: commit.tree) { found.append($0) }
      for change in found {
        if let id = change.id { try add(id, predecessor: change.predecessor) }
      }
      try add(id, predecessor: predecessor(of: id, commit, found))
    }
    // What is left was reached by no commit, or is a tag, or stands in an older one's place.
    for id in wanted.sorted() { try add(id, predecessor: nil) }
    try flush()
  }

  /// The commit before that changed the same file, or else the parent.
  private mutating func predecessor(
    of id: ObjectID, _ commit: Commit, _ changes: [TreeChanges.Change]
  ) -> ObjectID? {
    var predecessor = commit.parents.first
    for change in changes where change.kind == .blob {
      if let last = lastCommits.updateValue(id, forKey: change.path) { predecessor = last }
    }
    return predecessor
  }

  private mutating func add(
    _ id: ObjectID, predecessor: ObjectID?
  ) throws(ObjectDatabaseError) {
    guard wanted.remove(id) != nil else { return }
    let object = try database.object(id)
    batch.add(id, object.kind, object.content, predecessor: predecessor)
    if batch.byteCount > RepackWriter.flushByteCount { try flush() }
  }

  private mutating func flush() throws(ObjectDatabaseError) {
    try builder.add(batch)
    batch = ObjectBatch()
  }
}
