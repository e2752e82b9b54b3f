internal import Articles
internal import Objects
internal import Repository

/// The log of another archive, made again in memory from what its stream tells, to know what its
/// commits are called there: they speak of each other by those names.
struct SourceLog {
  private(set) var head: ObjectID?
  private var trees: TreeEditor

  init(head: ObjectID?, trees: TreeEditor) {
    (self.head, self.trees) = (head, trees)
  }

  mutating func blob(of article: ArticleName) throws(ArchiveError) -> ObjectID? {
    try trees.blob(at: ArticlePath(article))
  }

  /// Adds its next commit.
  ///
  /// - Returns: The commit's id; `nil` where nobody can tell it.
  mutating func add(_ own: OwnCommit) throws(ArchiveError) -> ObjectID? {
    var batch = ObjectBatch()
    guard let change = try trees.apply(own, addingTo: &batch) else { return nil }
    head = own.commit(tree: change.root, parent: head)?.id
    return head
  }
}
