internal import Articles
internal import Bytes
internal import Evidence
internal import Objects
internal import Repository
internal import TransparencyLog

/// The commits that a checkpoint is of, in the order of the log, and the proofs that they are.
struct CoveredLog {
  let archive: Archive
  let checkpoint: RecordedCheckpoint
  private let log: KeptLog

  /// - Throws: `.notSigned(.rewritten)` where the commits are not those that the checkpoint was signed for; as `record`,
  ///   where the tiles have to be made.
  init(_ archive: Archive, at checkpoint: RecordedCheckpoint) throws(ArchiveError) {
    (self.archive, self.checkpoint) = (archive, checkpoint)
    var log = try KeptLog(archive.repository, at: checkpoint.checkpoint)
    if log == nil {
      try archive.rebuildLog(at: checkpoint)
      log = try KeptLog(archive.repository, at: checkpoint.checkpoint)
    }
    guard let log else {
      throw .notSigned(.rewritten(size: checkpoint.size, noted: nil))
    }
    self.log = log
  }

  var size: UInt64 { log.size }

  func commit(at index: UInt64) throws(ArchiveError) -> ObjectID {
    guard let id = try log.commit(at: index) else {
      throw .damaged(archive.damagedLog)
    }
    return id
  }

  /// The place of a revision's commit; `nil` where the checkpoint is older.
  ///
  /// - Complexity: A commit read for each halving, as commits stand in the order in which they were recorded, and the
  ///   ids of those of the same second, which may be many: an import has them as they were. Where another program did
  ///   not keep to that order, all ids are read.
  func index(of revision: Revision) throws(ArchiveError) -> UInt64? {
    let second = revision.recorded.seconds
    let start = try index(after: second - 1)
    let end = try max(start, index(after: second))
    let commit = revision.id.object
    if let index = try log.index(of: commit, in: start..<end) { return index }
    return try log.index(of: commit, in: 0..<size)
  }

  /// How many commits were recorded up to a second.
  func index(after seconds: Int) throws(ArchiveError) -> UInt64 {
    var range = 0..<size
    while !range.isEmpty {
      let middle = range.lowerBound + UInt64(range.count / 2)
      if try recorded(commit(at: middle)) <= seconds {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }

  private func recorded(_ id: ObjectID) throws(ArchiveError) -> Int {
    try translated { () throws(RepositoryError) in
      try archive.repository.commit(id)
    }.committer.seconds
  }

  func proof(of index: UInt64) throws(ArchiveError) -> LogProof {
    guard let hashes = try log.inclusionProof(of: index) else {
      throw .damaged(archive.damagedLog)
    }
    return LogProof(index: index, hashes: hashes, checkpoint: checkpoint.signed)
  }

  func consistencyProof(from old: UInt64) throws(ArchiveError) -> [Digest] {
    guard let hashes = try log.consistencyProof(from: old) else {
      throw .damaged(archive.damagedLog)
    }
    return hashes
  }

  /// What a commit says of an article, by its bytes.
  ///
  /// - Parameter names: Whether the article is named beside: it is not the one that the commit records.
  func part(
    at index: UInt64, of article: ArticleName, names: Bool
  ) throws(ArchiveError) -> EvidencePart {
    let id = try commit(at: index)
    let bytes = try content(id, .commit)
    var trees: [[UInt8]] = []
    var text: [UInt8]?
    var next: ObjectID? = try archive.revision(id).root
    for (level, step) in ArticlePath(article).steps.enumerated() {
      guard let id = next else { break }
      trees.append(try content(id, .tree))
      next = try translated { () throws(RepositoryError) in
        try archive.repository.entry(step, of: id)
      }?.id
      if level == ArticlePath.depth, let id = next { text = try archive.content(ContentID(id)) }
    }
    return EvidencePart(
      commit: bytes, trees: trees, text: text, proof: try proof(of: index),
      article: names ? article.description : nil)
  }

  func next(after index: UInt64) throws(ArchiveError) -> EvidenceBundle.NextCommit? {
    guard index + 1 < size else { return nil }
    return EvidenceBundle.NextCommit(
      commit: try content(commit(at: index + 1), .commit), proof: try proof(of: index + 1))
  }

  private func content(_ id: ObjectID, _ kind: ObjectKind) throws(ArchiveError) -> [UInt8] {
    try translated { () throws(RepositoryError) in
      try archive.repository.content(of: id, kind)
    }
  }
}
