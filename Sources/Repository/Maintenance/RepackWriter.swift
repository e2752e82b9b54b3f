internal import Objects

/// Writes chosen objects into a pack, laid out for reading: commits, then folders, then files, and
/// within each all versions of one path together, the oldest first.
///
/// Each version is kept as a change to the one before, so whoever reads one reads its neighbours:
/// a chain of them is a few kilobytes in one place instead of in fifty.
///
/// Memory: some 80 bytes for each object, until it is written.
struct RepackWriter {
  private let repository: Repository
  private var wanted: Set<ObjectID>
  private let builder: PackBuilder
  private var batch = ObjectBatch()
  /// Objects that cannot be read, and stay where they are.
  private(set) var damaged: Set<ObjectID> = []
  private let total: Int
  private let progress: (Int, Int) -> Bool

  private static let flushByteCount = 16 << 20

  /// - Parameter progress: Called now and then with the number of objects written and in all;
  ///   answers whether to go on.
  init(
    _ repository: Repository, wanted: Set<ObjectID>, builder: PackBuilder,
    progress: @escaping (Int, Int) -> Bool
  ) {
    self.repository = repository
    self.wanted = wanted
    self.builder = builder
    self.progress = progress
    total = wanted.count
  }

  mutating func run() throws(RepositoryError) {
    if let layout = try layout() {
      for part in [layout.commits, layout.trees, layout.blobs] {
        for version in part.versions { try add(version.id, predecessor: version.predecessor) }
      }
    }
    // What is left was reached by no commit, or is a tag, or stands in an older one's place.
    for id in wanted.sorted() { try add(id, predecessor: nil) }
    try flush()
  }

  /// `nil` where damage keeps the history from being followed: then the order does not matter.
  private func layout() throws(RepositoryError) -> PackLayout? {
    do throws(RepositoryError) {
      return try PackLayout(repository, wanted: wanted)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }

  private mutating func add(
    _ id: ObjectID, predecessor: ObjectID?
  ) throws(RepositoryError) {
    guard wanted.remove(id) != nil else { return }
    let object: StoredObject
    do throws(RepositoryError) {
      object = try repository.object(id)
    } catch {
      // What was listed and is gone was cleared away meanwhile: that is no damage.
      if case .missing = error { throw error }
      guard error.isDamage else { throw error }
      damaged.insert(id)
      return
    }
    batch.add(id, object.kind, object.content, predecessor: predecessor)
    if batch.byteCount > RepackWriter.flushByteCount { try flush() }
    let done = total - wanted.count
    if done % 256 == 0, !progress(done, total) { throw .cancelled }
  }

  private mutating func flush() throws(RepositoryError) {
    try builder.add(batch)
    batch = ObjectBatch()
  }
}

/// In which order the objects of a history go into a pack.
struct PackLayout {
  struct Version {
    let id: ObjectID
    let predecessor: ObjectID?
  }

  /// The versions of many things, those of one thing together.
  struct Part {
    private var places: [[UInt8]: Int] = [:]
    private var groups: [[Version]] = []

    /// The oldest of each first; things in the order in which they were first seen.
    var versions: FlattenSequence<[[Version]]> { groups.joined() }

    mutating func add(_ version: Version, of thing: [UInt8]) {
      guard let place = places[thing] else {
        places[thing] = groups.count
        return groups.append([version])
      }
      groups[place].append(version)
    }

    func newest(of thing: [UInt8]) -> ObjectID? { places[thing].flatMap { groups[$0].last?.id } }
  }

  private(set) var commits = Part()
  private(set) var trees = Part()
  private(set) var blobs = Part()

  /// - Parameter wanted: Only commits among these are looked into.
  init(_ repository: Repository, wanted: Set<ObjectID>) throws(RepositoryError) {
    var changes = TreeChanges(repository)
    let history = try CommitRows(of: repository) { wanted.contains($0) }
    for number in history.parentsFirst().lazy.map(Int.init) {
      let (id, tree, before) = (
        history.id(number), history.tree(number), history.parents(number).first
      )
      let parent = try before.map { id throws(RepositoryError) in
        if let root = history.tree(of: id) { return root }
        return try repository.commit(id).tree
      }
      var file: [UInt8]?
      try changes.visit(from: parent, to: tree) { change in
        if change.kind == .blob { file = change.path }
        if let id = change.id, wanted.contains(id) { add(id, change) }
      }
      add(commit: id, after: before, changing: file ?? [])
    }
  }

  private mutating func add(_ id: ObjectID, _ change: TreeChanges.Change) {
    let version = Version(id: id, predecessor: change.predecessor)
    if change.kind == .tree {
      trees.add(version, of: change.path)
    } else {
      blobs.add(version, of: change.path)
    }
  }

  /// A commit is most like the one before that changed the same file, else like its parent.
  private mutating func add(commit id: ObjectID, after parent: ObjectID?, changing file: [UInt8]) {
    let predecessor = commits.newest(of: file) ?? parent
    commits.add(Version(id: id, predecessor: predecessor), of: file)
  }
}
