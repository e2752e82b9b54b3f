internal import Bytes
internal import Objects

/// Commits that references lead to, without their words, in columns: some 120 bytes for each.
struct CommitRows {
  private var table = ObjectIDTable()
  private var trees = SegmentedArray<ObjectID>()
  private var times = SegmentedArray<Int>()
  private var parents = SegmentedLists<ObjectID>()

  /// Reads commits, as long as `isWanted` says so.
  init(
    of repository: Repository, where isWanted: (ObjectID) -> Bool
  ) throws(RepositoryError) {
    for start in try repository.referencedIDs() where isWanted(start) {
      guard try repository.object(start).kind == .commit, table.add(start).isNew else { continue }
      // What is found is read in the order of finding, so that a column's place is a commit's number.
      while trees.count < table.count {
        let commit = try repository.commit(table.ids[trees.count])
        trees.append(commit.tree)
        times.append(commit.committer.seconds)
        for parent in commit.parents where isWanted(parent) { table.add(parent) }
        parents.append(commit.parents)
      }
    }
  }

  var count: Int { table.count }

  func id(_ number: Int) -> ObjectID { table.ids[number] }
  func tree(_ number: Int) -> ObjectID { trees[number] }
  func time(_ number: Int) -> Int { times[number] }

  func parents(_ number: Int) -> [ObjectID] { parents[number] }

  /// The tree of a commit that is here.
  func tree(of id: ObjectID) -> ObjectID? { table.number(of: id).map { trees[$0] } }

  /// All numbers, each after those of its parents: commits without children are taken off, one after the
  /// other, and the order turned round.
  func parentsFirst() -> [Int32] {
    var childCounts = [Int32](repeating: 0, count: count)
    for number in 0..<count {
      for parent in numbers(ofParents: number) { childCounts[parent] += 1 }
    }
    var ready = (0..<count).filter { childCounts[$0] == 0 }.sorted { id($0) < id($1) }
    var order: [Int32] = []
    order.reserveCapacity(count)
    while let number = ready.popLast() {
      order.append(Int32(number))
      for parent in numbers(ofParents: number) {
        childCounts[parent] -= 1
        if childCounts[parent] == 0 { ready.append(parent) }
      }
    }
    return order.reversed()
  }

  /// Visits each commit, its parents first, with what it changed in the tree of the first of them.
  ///
  /// - Parameter treeOfOther: The tree of a parent that is not here; `nil` where the commit counts as a first one.
  func visitChanges(
    in repository: Repository, treeOfOther: (ObjectID) throws(RepositoryError) -> ObjectID?,
    _ visit: (Int, [TreeChanges.Change]) throws(RepositoryError) -> Void
  ) throws(RepositoryError) {
    var changes = TreeChanges(repository)
    for number in parentsFirst().lazy.map(Int.init) {
      let parent = try parents(number).first.flatMap { id throws(RepositoryError) in
        if let root = tree(of: id) { return root }
        return try treeOfOther(id)
      }
      var found: [TreeChanges.Change] = []
      try changes.visit(from: parent, to: tree(number)) { found.append($0) }
      try visit(number, found)
    }
  }

  private func numbers(ofParents number: Int) -> [Int] {
    parents(number).compactMap { table.number(of: $0) }
  }
}
