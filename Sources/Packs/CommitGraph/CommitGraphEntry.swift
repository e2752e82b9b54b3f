package import Objects

/// What a commit-graph keeps of one commit.
package struct CommitGraphEntry: Equatable, Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  package let parents: [ObjectID]
  /// When it was committed, in seconds since 1970.
  package let time: Int
  /// The files that differ from the first parent's, or all files where there is none; from the
  /// root, with slashes between names. `nil` where they are too many, or not known.
  package let changedPaths: [[UInt8]]?
  /// Their filter as another commit-graph has it, which then stands for the paths.
  let filter: [UInt8]?

  package init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], time: Int, changedPaths: [[UInt8]]?
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.time = time
    self.changedPaths = changedPaths
    filter = nil
  }

  init(id: ObjectID, tree: ObjectID, parents: [ObjectID], time: Int, filter: [UInt8]) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.time = time
    changedPaths = nil
    self.filter = filter
  }
}
