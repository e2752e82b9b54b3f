internal import Articles
internal import FastExport
internal import Objects

/// What the changes of a commit do to the files.
extension Importer {
  /// Does to the files what a change says, and notes what they were.
  func apply(
    _ change: FileChange, to outcome: inout CommitOutcome
  ) throws(ArchiveError) {
    switch change {
    case .modify(let mode, let data, let path):
      switch mode {
      case .file, .executable: set(path, to: try blobs.resolve(data), &outcome)
      // A link in place of a file takes the article away.
      case .symbolicLink:
        summary.symbolicLinkCount += 1
        set(path, to: nil, &outcome)
      case .submodule:
        summary.submoduleCount += 1
        set(path, to: nil, &outcome)
      case .directory:
        throw .invalidStream(
          reason: "a whole folder as one entry is not read here", line: nil, byteOffset: nil)
      }
    case .delete(let path): removeAll(articles.paths(at: path), &outcome)
    case .rename(let from, let to):
      let moves = try moves(from: from, to: to)
      for move in moves { set(move.from, to: nil, renamedTo: move.to, &outcome) }
      replace(to, by: moves, isRename: true, &outcome)
    case .copy(let from, let to):
      replace(to, by: try moves(from: from, to: to), isRename: false, &outcome)
    case .deleteAll: removeAll(articles.allPaths, &outcome)
    case .noteModify: break
    }
  }

  private func set(
    _ path: [UInt8], to content: ObjectID?, renamedFrom: [UInt8]? = nil, renamedTo: [UInt8]? = nil,
    _ outcome: inout CommitOutcome
  ) {
    outcome.touch(
      path, current: articles[path], renamedFrom: renamedFrom, renamedTo: renamedTo)
    articles.set(path, to: content)
  }

  private func removeAll(_ paths: [[UInt8]], _ outcome: inout CommitOutcome) {
    for path in paths { set(path, to: nil, &outcome) }
  }

  // MARK: Copies and renames

  private struct Move {
    let from: [UInt8]
    let to: [UInt8]
    let content: ObjectID
  }

  /// Where the files at a path go; the whole tree is at the empty path.
  ///
  /// - Throws: `.invalidStream` where all such commands together are out of proportion to what was
  ///   read: a folder that is copied into itself doubles with each line.
  private func moves(from: [UInt8], to: [UInt8]) throws(ArchiveError) -> [Move] {
    guard from != to else { return [] }
    let paths = articles.paths(at: from)
    movedCount += paths.count
    guard movedCount <= moveLimit else {
      throw .invalidStream(
        reason: "its copies and renames come to more than \(moveLimit) files so far", line: nil,
        byteOffset: nil)
    }
    let slash = UInt8(ascii: "/")
    return paths.compactMap { path in
      guard let content = articles[path] else { return nil }
      let rest = path.dropFirst(from.count).drop { $0 == slash }
      let separator = to.isEmpty || rest.isEmpty ? [] : [slash]
      return Move(from: path, to: to + separator + rest, content: content)
    }
  }

  /// Puts files where they go; what stood there goes away.
  ///
  /// Source: git-fast-import(1), "filecopy", "filerename": "completely replaced".
  private func replace(
    _ target: [UInt8], by moves: [Move], isRename: Bool, _ outcome: inout CommitOutcome
  ) {
    guard !moves.isEmpty else { return }
    removeAll(articles.paths(at: target), &outcome)
    for move in moves {
      set(move.to, to: move.content, renamedFrom: isRename ? move.from : nil, &outcome)
    }
  }
}
