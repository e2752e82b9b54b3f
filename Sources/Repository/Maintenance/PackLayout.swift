internal import Bytes
internal import Objects
internal import Packs

/// In which order the objects of a history go into a pack: commits, then folders, then files, and of each thing all
/// versions together, the oldest first.
///
/// Memory: 8 bytes for each object, and some 40 for each thing.
struct PackLayout {
  /// Stands for no position and no number.
  private static let none = UInt32.max

  /// All that may have a place.
  private let ids: SortedIDs
  /// Those that have none yet.
  private var unplaced: PositionSet
  /// By position: which version of the same thing comes next.
  private var successors: [UInt32]
  /// By position: what a version is most like.
  private var predecessors: [UInt32]
  private var commits = Things()
  private var trees = Things()
  private var blobs = Things()

  /// - Parameters:
  ///   - ids: All objects that may have a place.
  ///   - wanted: Those that are to have one.
  init(among ids: SortedIDs, wanted: PositionSet) {
    self.ids = ids
    unplaced = wanted
    successors = [UInt32](repeating: PackLayout.none, count: ids.count)
    predecessors = successors
  }

  /// - Parameter wanted: Only commits among these are looked into.
  init(
    _ repository: Repository, among ids: SortedIDs, wanted: PositionSet
  ) throws(RepositoryError) {
    self.init(among: ids, wanted: wanted)
    let history = try CommitRows(of: repository) { id in
      ids.position(of: id).map { wanted.contains($0) } ?? false
    }
    try history.visitChanges(
      in: repository,
      treeOfOther: { id throws(RepositoryError) in try repository.commit(id).tree }
    ) { number, changes in
      add(history.id(number), after: history.parents(number).first, changes)
    }
    complete()
  }

  /// Gives a place to a commit and to what it brought; parents come first.
  mutating func add(_ commit: ObjectID, after parent: ObjectID?, _ changes: [TreeChanges.Change]) {
    for change in changes { add(change) }
    let file = changes.last { $0.kind == .blob }?.path ?? []
    add(commit: commit, after: parent, changing: file)
  }

  /// No more commits come.
  mutating func complete() {
    commits.complete()
    trees.complete()
    blobs.complete()
  }

  /// Visits objects, each once, with what it is most like; last, in the order of their ids, those that no commit reached,
  /// or that stand in an older one's place.
  ///
  /// - Parameter chosen: Those of the wanted that are visited.
  func visit(
    _ chosen: PositionSet,
    _ visit: (Int, _ predecessor: Int?) throws(RepositoryError) -> Void
  ) throws(RepositoryError) {
    for things in [commits, trees, blobs] {
      for first in things.firsts {
        var next = first
        while next != PackLayout.none {
          let (position, predecessor) = (Int(next), predecessors[Int(next)])
          if chosen.contains(position) {
            try visit(position, predecessor == PackLayout.none ? nil : Int(predecessor))
          }
          next = successors[position]
        }
      }
    }
    for position in unplaced.intersection(chosen) { try visit(position, nil) }
  }

  private mutating func add(_ change: TreeChanges.Change) {
    guard let id = change.id, let place = placed(id) else { return }
    note(place, after: change.predecessor.flatMap { ids.position(of: $0) })
    if change.kind == .tree {
      trees.append(place, of: change.path, &successors)
    } else {
      blobs.append(place, of: change.path, &successors)
    }
  }

  /// A commit is most like the one before that changed the same file, else like its parent.
  private mutating func add(commit id: ObjectID, after parent: ObjectID?, changing file: [UInt8]) {
    guard let place = placed(id) else { return }
    note(place, after: commits.last(of: file) ?? parent.flatMap { ids.position(of: $0) })
    commits.append(place, of: file, &successors)
  }

  /// The position of an object that now has its place; `nil` where it had one, or is to have none.
  private mutating func placed(_ id: ObjectID) -> Int? {
    guard let position = ids.position(of: id), unplaced.remove(position) else { return nil }
    return position
  }

  private mutating func note(_ position: Int, after predecessor: Int?) {
    if let predecessor { predecessors[position] = UInt32(predecessor) }
  }

  /// Things in the order in which they were first seen, each with its first and its last version.
  private struct Things {
    /// By what stands for a path: what looks alike by chance only lies together, which does no harm.
    private var numbers: [Int: UInt32] = [:]
    private(set) var firsts = SegmentedArray<UInt32>()
    private var lasts = SegmentedArray<UInt32>()

    func last(of path: [UInt8]) -> Int? {
      numbers[Things.key(path)].map { Int(lasts[Int($0)]) }
    }

    mutating func append(_ position: Int, of path: [UInt8], _ successors: inout [UInt32]) {
      let key = Things.key(path)
      guard let number = numbers[key].map(Int.init) else {
        numbers[key] = UInt32(firsts.count)
        firsts.append(UInt32(position))
        return lasts.append(UInt32(position))
      }
      successors[Int(lasts[number])] = UInt32(position)
      lasts[number] = UInt32(position)
    }

    /// Nothing more comes.
    mutating func complete() {
      numbers = [:]
      lasts = SegmentedArray()
    }

    /// Keyed anew in each process: nobody can make paths that look alike.
    private static func key(_ path: [UInt8]) -> Int {
      var hasher = Hasher()
      path.span.hash(into: &hasher)
      return hasher.finalize()
    }
  }
}
