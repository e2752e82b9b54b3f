internal import Articles
internal import Objects
internal import Repository

extension TreeEditor {
  /// What a commit of another archive did to its tree; `nil` where that is not possible here.
  mutating func apply(
    _ own: OwnCommit, addingTo batch: inout ObjectBatch
  ) throws(ArchiveError) -> Change? {
    let path = ArticlePath(own.article)
    let current = try blob(at: path)
    if let place = own.path, try place != self.place(of: path) { return nil }
    guard let blob = own.blob else {
      return current == nil ? nil : try remove(path, addingTo: &batch)
    }
    if own.path == nil && current != blob { return nil }
    return try set(path, to: blob, addingTo: &batch)
  }
}
