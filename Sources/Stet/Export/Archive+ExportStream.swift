public import Articles
internal import FastExport
internal import Objects
internal import Repository
internal import Storage

/// What an exported stream has.
public struct ExportedStream: Sendable {
  public internal(set) var commitCount = 0
  public internal(set) var blobCount = 0
  /// The first commit that has something no stream can tell, such as a signature: it and all that follow it get other
  /// ids where the stream is imported; `nil` where all ids stay.
  public internal(set) var firstAltered: RevisionID?

  public init() {}
}

extension Archive {
  /// Writes the archive as a stream that `git fast-import` takes into a SHA-256 repository, and `importStream` into an
  /// archive: each commit of the head's history as it is, so that the ids stay.
  ///
  /// Memory: about 200 bytes for each commit and each distinct text, and the largest text.
  ///
  /// - Parameters:
  ///   - write: Takes the next bytes of the stream; answers whether to go on.
  ///   - progress: Is told how many commits are written of how many; answers whether to go on.
  /// - Throws: `.damaged`, `.erased` where an object cannot be had; `.cancelled`. What was written then lacks the stream's
  ///   own end, so that nobody takes it for whole.
  public func exportStream(
    write: ([UInt8]) -> Bool, progress: (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> ExportedStream {
    let ref = try translated { () throws(RepositoryError) in
      try repository.head().branch.description
    }
    var exporter = StreamExporter(self, ref: Array(ref.utf8))
    let commits = try commitsFromTheFirst()
    func emit(_ commands: [FastExportCommand]) throws(ArchiveError) {
      for command in commands {
        guard write(command.encoded) else { throw .cancelled }
      }
    }
    try emit([
      .feature(name: "done", value: nil),
      .feature(name: "date-format", value: Array("raw-permissive".utf8)),
    ])
    for (count, commit) in commits.enumerated() {
      try exporter.export(commit) { command throws(ArchiveError) in try emit([command]) }
      guard progress(count + 1, commits.count) else { throw .cancelled }
    }
    try emit([.done])
    return exporter.summary
  }

  /// Every commit that the head reaches, none before its parents.
  private func commitsFromTheFirst() throws(ArchiveError) -> [ObjectID] {
    var parents: [(id: ObjectID, parents: [ObjectID])] = []
    var isLine = true
    try LogIndex(self, head: headCommit()).visitRevisions { revision throws(ArchiveError) in
      parents.append((revision.id.object, revision.parents))
      isLine = isLine && revision.parents.count < 2
      return true
    }
    if isLine { return parents.reversed().map(\.id) }
    // By time alone a child may come before its parent.
    let known = Dictionary(parents.map { ($0.id, $0.parents) }) { first, _ in first }
    var order: [ObjectID] = []
    var seen: Set<ObjectID> = []
    for commit in parents.reversed() {
      var pending = [(id: commit.id, isReady: false)]
      while let next = pending.popLast() {
        if next.isReady {
          order.append(next.id)
        } else if seen.insert(next.id).inserted {
          pending.append((next.id, true))
          pending += (known[next.id] ?? []).map { ($0, false) }
        }
      }
    }
    return order
  }
}

/// Turns commits into commands, in the order of the log.
private struct StreamExporter {
  private(set) var summary = ExportedStream()
  private let archive: Archive
  private let ref: [UInt8]
  /// Commits and blobs share the numbers.
  private var marks: [ObjectID: Int] = [:]
  private var trees: [ObjectID: ObjectID] = [:]
  private var differences: TreeDifferences

  init(_ archive: Archive, ref: [UInt8]) {
    (self.archive, self.ref) = (archive, ref)
    differences = TreeDifferences(archive)
  }

  mutating func export(
    _ id: ObjectID, _ emit: (FastExportCommand) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let commit = try translated { () throws(RepositoryError) in
      try archive.repository.commit(id)
    }
    var exported = ExportedCommit(ref: ref, committer: ExportedIdentity(commit.committer))
    exported.author = ExportedIdentity(commit.author)
    exported.message = commit.message
    var isWhole = true
    for header in commit.headers {
      if header.name == "encoding", exported.encoding == nil {
        exported.encoding = header.value
      } else {
        isWhole = false
      }
    }
    let parents = commit.parents.compactMap { marks[$0] }
    exported.from = parents.first.map { .mark($0) }
    exported.merges = parents.dropFirst().map { .mark($0) }
    let old = commit.parents.first.flatMap { trees[$0] }
    guard let changes = try differences.changes(from: old, to: commit.tree) else {
      throw .system(
        doing: "export", path: "commit \(id)",
        reason: "it changes more than \(TreeDifferences.changeLimit) files")
    }
    for change in changes {
      isWhole = isWhole && change.isTellable
      guard let file = try fileChange(change, emit) else { continue }
      exported.changes.append(file)
    }
    // Without this, a first commit would go on with what the branch has.
    if parents.isEmpty { try emit(.reset(ref: ref, from: nil)) }
    exported.mark = mark(id)
    trees[id] = commit.tree
    try emit(.commit(exported))
    summary.commitCount += 1
    if !isWhole, summary.firstAltered == nil { summary.firstAltered = RevisionID(id) }
  }

  private mutating func mark(_ id: ObjectID) -> Int {
    let mark = marks.count + 1
    marks[id] = mark
    return mark
  }

  private mutating func fileChange(
    _ change: TreeDifferences.Change, _ emit: (FastExportCommand) throws(ArchiveError) -> Void
  ) throws(ArchiveError) -> FileChange? {
    guard let entry = change.entry else { return .delete(path: change.path) }
    let mode: FileMode
    switch entry.mode {
    case .directory: return nil
    case .submodule:
      return .modify(
        mode: .submodule, data: .id(entry.id.description), path: change.path)
    case .file, .groupWritableFile: mode = .file
    case .executable: mode = .executable
    case .symbolicLink: mode = .symbolicLink
    }
    if let known = marks[entry.id] {
      return .modify(mode: mode, data: .mark(known), path: change.path)
    }
    let text = try archive.content(ContentID(entry.id))
    let mark = mark(entry.id)
    try emit(.blob(ExportedBlob(mark: mark, data: text)))
    summary.blobCount += 1
    return .modify(mode: mode, data: .mark(mark), path: change.path)
  }
}

extension ExportedIdentity {
  fileprivate init(_ signature: Signature) {
    self.init(
      name: signature.name, mail: signature.mail,
      time: .at(seconds: signature.seconds, zone: signature.zone))
  }
}
